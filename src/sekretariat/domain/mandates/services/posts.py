"""Who holds a post, from when: one appointed, or a whole cabinet changed at once. Their seats change hands too."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.institutions.enums import HEADS, PostKind
from sekretariat.domain.institutions.models import Institution, Person, Post
from sekretariat.domain.institutions.rules import head_post_of
from sekretariat.domain.institutions.services import add_post, close_post
from sekretariat.ground.actors import Actor, Permission, Role
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import Basis
from ..models import Mandate
from .beginning import begin_mandate, end_mandate
from .inviting import invite
from .naming import Named, person_named

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """By what somebody is appointed: an act that is entered here, or a letter as it is cited."""

    act: Act | None = None
    letter_number: str = ""
    letter_on: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.act is None and not self.letter_number:
            raise DomainError(_("Say by which act or letter."), field="act")

    @property
    def basis(self) -> Basis:
        return Basis.ACT if self.act else Basis.LETTER


@dataclass(frozen=True, kw_only=True)
class NewHolder:
    """One row of a change: who leads the institution from now on. Without a post, that of its head is entered."""

    institution: Institution
    post: Post | None
    named: Named


class HoldersRefused(DomainError):
    """Some rows cannot be taken. `problems` maps the row's place (from 0) to its error."""

    def __init__(self, problems: dict[int, DomainError]) -> None:
        super().__init__(_("Nothing was saved. Mend the marked rows and save again."))
        self.problems = problems


@transaction.atomic
def change_holders(
    *, rows: Sequence[NewHolder], paper: Paper, office_id: int | None, by: Actor, on: datetime.date
) -> list[Mandate]:
    """Everybody takes the place of the one before on the same day by the same paper: all of them, or none.

    Every fault is reported at once, at its row.
    """
    _refuse_unless_keeper(by)
    begun: list[Mandate] = []
    problems: dict[int, DomainError] = {}
    # Locked in one order, whatever the order of the page.
    institutions = Institution.objects.select_for_update(of=("self",)).order_by("pk")
    list(institutions.filter(pk__in=[row.institution.pk for row in rows]))
    for place, row in enumerate(rows):
        try:
            with transaction.atomic():
                begun.append(_change(row, paper, office_id=office_id, by=by, on=on))
        except DomainError as error:
            problems[place] = error
    if problems:
        raise HoldersRefused(problems)
    return begun


def _change(row: NewHolder, paper: Paper, *, office_id: int | None, by: Actor, on: datetime.date) -> Mandate:
    record("post.holder_changed", by=by, target=row.institution, on=on, institution_id=row.institution.pk)
    post = row.post
    if post is None:
        kind, title_sq, title_en = head_post_of(row.institution)
        post = add_post(institution=row.institution, kind=kind, title_sq=title_sq, title_en=title_en, by=by, on=on)
    return _take_over(post, row.named, paper, until=None, office_id=office_id, by=by, on=on)


@transaction.atomic
def appoint_to_post(
    *,
    post: Post,
    named: Named,
    paper: Paper,
    until: datetime.date | None = None,
    office_id: int | None,
    by: Actor,
    on: datetime.date,
) -> Mandate:
    """The person holds the post from `on`, in place of the one before; with `until`, somebody who held it once."""
    _refuse_unless_keeper(by)
    if post.valid_to is not None and post.valid_to < on:
        raise DomainError(_("This post ended on %(day)s.") % {"day": post.valid_to.strftime("%d.%m.%Y")}, field="on")
    record("post.holder_changed", by=by, target=post.institution, on=on, institution_id=post.institution_id)
    return _take_over(post, named, paper, until=until, office_id=office_id, by=by, on=on)


def _refuse_unless_keeper(by: Actor) -> None:
    if not (by.may_anywhere(Permission.DIRECTORY_EDIT) and by.may_anywhere(Permission.MANDATES_EDIT)):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))


def _take_over(
    post: Post,
    named: Named,
    paper: Paper,
    *,
    until: datetime.date | None,
    office_id: int | None,
    by: Actor,
    on: datetime.date,
) -> Mandate:
    role = Role.HEAD if post.kind in HEADS else Role.STAFF
    before = _holders(post, role, on=on)
    person = person_named(named, by=by, on=on)
    if any(mandate.person_id == person.pk for mandate in before):
        raise DomainError(_("%(name)s holds this post already.") % {"name": person.name}, field="name")
    left = [] if post.kind == PostKind.OFFICER else before
    seats = _seats_of(left, on=on)
    _end(left, by=by, on=on - DAY)
    mandate = begin_mandate(
        person=person,
        role=role,
        institution=post.institution,
        post=post,
        basis=paper.basis,
        letter_number=paper.letter_number,
        letter_on=paper.letter_on,
        act=paper.act,
        by=by,
        on=on,
    )
    last = _last_day(post, person, until=until, on=on)
    if last is not None:
        return end_mandate(mandate=mandate, reason=_("Another person was named."), by=by, on=last)
    _pass_on_seats(seats, person, paper, by=by, on=on)
    invite(person=person, office_id=office_id, by=by, on=on)
    return mandate


def _holders(post: Post, role: Role, *, on: datetime.date) -> list[Mandate]:
    """Who holds the post; where it is the head's, also a head of whom no post was entered."""
    held = Mandate.objects.giving_rights(on=on).filter(institution=post.institution, role=role)
    fitting = held.filter(post=post)
    if post.kind in (PostKind.HEAD, PostKind.MAYOR):
        fitting |= held.filter(post=None)
    return list(fitting.select_related("person").order_by("pk"))


def _seats_of(mandates: Iterable[Mandate], *, on: datetime.date) -> list[Mandate]:
    """Seats belong to functions: those in which the holders of the post sit for its institution."""
    seated = Mandate.objects.giving_rights(on=on).filter(role=Role.MEMBER, seat__isnull=False)
    return [
        found
        for mandate in mandates
        for found in seated.filter(person=mandate.person_id, institution=mandate.institution_id)
    ]


def _end(mandates: Iterable[Mandate], *, by: Actor, on: datetime.date) -> None:
    for mandate in mandates:
        end_mandate(mandate=mandate, reason=_("Another person was named."), by=by, on=on)


def _pass_on_seats(seats: Sequence[Mandate], person: Person, paper: Paper, *, by: Actor, on: datetime.date) -> None:
    _end(seats, by=by, on=on - DAY)
    for seated in seats:
        begin_mandate(
            person=person,
            role=Role.MEMBER,
            institution=seated.institution,
            body=seated.body,
            seat=seated.seat,
            basis=paper.basis,
            letter_number=paper.letter_number,
            letter_on=paper.letter_on,
            act=paper.act,
            by=by,
            on=on,
        )


def _last_day(post: Post, person: Person, *, until: datetime.date | None, on: datetime.date) -> datetime.date | None:
    """The day given, or the one before somebody else took the post, where that was entered before."""
    if until is not None and until < on:
        raise DomainError(_("The last day is before the first day."), field="until")
    later = Mandate.objects.filter(post=post, valid_from__gt=on).exclude(person=person).order_by("valid_from").first()
    if later is None or post.kind == PostKind.OFFICER:
        return until
    return min(until or datetime.date.max, later.valid_from - DAY)


@transaction.atomic
def end_post(*, post: Post, reason: str, by: Actor, on: datetime.date) -> Post:
    """The post is no more after `on`; whoever holds it holds it until then."""
    _refuse_unless_keeper(by)
    closed = close_post(post=post, by=by, on=on)
    for mandate in Mandate.objects.giving_rights(on=on).filter(post=post):
        end_mandate(mandate=mandate, reason=reason, by=by, on=on)
    return closed
