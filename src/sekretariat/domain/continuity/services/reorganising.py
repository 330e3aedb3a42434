"""An institution is renamed, merged or dissolved: what it leaves passes on, or is without a holder at once.

What was done before keeps the old name: letters, answers, ended mandates. Only what is still open moves.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.institutions.enums import Change
from sekretariat.domain.institutions.models import Institution, Post, Subordination, Succession
from sekretariat.domain.institutions.services import (
    add_institution,
    add_post,
    close_institution,
    close_post,
    end_institution,
    end_subordination,
    move_unit,
    set_successor,
    subordinate,
)
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.services import pass_on_measures
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..queries.parts import Parts, mandates_lasting, parts_of
from ..rules import can_reorganise
from ._passing import pass_on_duties, pass_on_mandates, pass_on_seats

DAY = datetime.timedelta(days=1)
EVENTS = {
    Change.RENAMED: "institution.renamed",
    Change.MERGED: "institution.merged",
    Change.DISSOLVED: "institution.dissolved",
}


@dataclass(frozen=True, kw_only=True)
class NewInstitution:
    """A successor that is not in the directory yet. What it is, where and of what it is part it has from the other."""

    name_sq: str
    name_en: str = ""
    short_name: str = ""
    email: str = ""


@transaction.atomic
def reorganise(
    *,
    institution: Institution,
    change: Change,
    successor: Institution | NewInstitution | None,
    act: Act | None,
    by: Actor,
    on: datetime.date,
) -> Succession:
    """From `on` the institution exists no longer as it was.

    With a successor its open duties, live measures, seats, units and subordinates pass to it; a renaming takes the
    mandates along, by the act. Without one the duties, measures and seats stay where they are, without a holder, until
    `name_successor`.
    """
    _refuse(institution, change, successor, by=by, on=on)
    parts = parts_of(institution, on=on)
    _refuse_office(institution, parts, ends_units=successor is None)
    record(
        EVENTS[Change(change)],
        by=by,
        target=institution,
        on=on,
        institution_id=institution.pk,
        act=str(act or ""),
        successor=_name(successor),
    )
    succession = close_institution(institution=institution, change=change, act=act, by=by, on=on)
    _end_superiors(parts.superiors, by=by, on=on)
    if successor is None:
        _end_all(institution, parts, by=by, on=on)
        return succession
    heir = successor
    if isinstance(heir, NewInstitution):
        heir = _enter(heir, institution, by=by, on=on)
    succession = set_successor(succession=succession, successor=heir, by=by, on=on)
    _pass_on(institution, parts, heir, change, act, by=by, on=on)
    return succession


@transaction.atomic
def name_successor(
    *, institution: Institution, successor: Institution, act: Act | None, by: Actor, on: datetime.date
) -> Succession:
    """Somebody takes over what an institution left without a holder: its open duties, measures, seats, subordinates."""
    if not can_reorganise(by):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    succession = institution.successions.first()
    if succession is None:
        raise DomainError(_("%(name)s has not ended. Enter first what became of it.") % {"name": institution.label})
    if on < succession.on:
        raise DomainError(
            _("It ended on %(day)s: a successor takes over from then on.") % _day(succession.on), field="on"
        )
    _refuse_heir(institution, successor, on=on)
    record(
        "institution.successor_named",
        by=by,
        target=institution,
        on=on,
        institution_id=institution.pk,
        act=str(act or ""),
        successor=successor.label,
    )
    succession = set_successor(succession=succession, successor=successor, by=by, on=on)
    pass_on_duties(institution, successor, by=by, on=on)
    pass_on_measures(institution=institution, heir=successor, by=by, on=on)
    pass_on_seats(parts_of(institution, on=on).seats, successor, act=act, by=by, on=on)
    left = institution.subordinates.filter(valid_to=succession.on - DAY).select_related("institution")
    _subordinate_to(list(left), successor, act, by=by, on=on)
    return succession


def _refuse(
    institution: Institution,
    change: Change,
    successor: Institution | NewInstitution | None,
    *,
    by: Actor,
    on: datetime.date,
) -> None:
    if not can_reorganise(by):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    if on > timezone.localdate():
        raise DomainError(_("This day has not come yet: enter it from that day on."), field="on")
    if successor is None and change != Change.DISSOLVED:
        raise DomainError(_("Say into what it was renamed or merged."), field="successor")
    if isinstance(successor, Institution):
        _refuse_heir(institution, successor, on=on)


def _refuse_heir(institution: Institution, heir: Institution, *, on: datetime.date) -> None:
    if institution.pk in (heir.pk, heir.part_of_id):
        raise DomainError(_("An institution is not succeeded by itself or by its own unit."), field="successor")
    if not heir.is_in_force(on=max(on, timezone.localdate())):
        raise DomainError(_("%(name)s exists no longer itself.") % {"name": heir.label}, field="successor")


def _refuse_office(institution: Institution, parts: Parts, *, ends_units: bool) -> None:
    """An office's letters, register and rights hang on its unit, so the unit cannot be left behind."""
    ending = [institution, *(parts.all_units if ends_units else ())]
    office = Office.objects.filter(unit__in=ending).select_related("unit").first()
    if office is not None:
        raise DomainError(
            _("%(name)s works here as a secretariat, with its letters and its register. Correct its name instead.")
            % {"name": office.unit.label}
        )


def _enter(new: NewInstitution, old: Institution, *, by: Actor, on: datetime.date) -> Institution:
    return add_institution(
        kind=old.kind,
        name_sq=new.name_sq,
        name_en=new.name_en,
        short_name=new.short_name,
        email=new.email,
        part_of=old.part_of,
        territory=old.territory,
        address=old.address,
        valid_from=on,
        by=by,
        on=on,
    )


def _pass_on(
    institution: Institution,
    parts: Parts,
    heir: Institution,
    change: Change,
    act: Act | None,
    *,
    by: Actor,
    on: datetime.date,
) -> None:
    pass_on_duties(institution, heir, by=by, on=on)
    pass_on_measures(institution=institution, heir=heir, by=by, on=on)
    seats = pass_on_seats(parts.seats, heir, act=act, by=by, on=on)
    posts = _close_posts(parts.posts, heir if change == Change.RENAMED else None, by=by, on=on)
    if change == Change.RENAMED:
        pass_on_mandates(parts.mandates, heir, act=act, posts=posts, seats=seats, by=by, on=on)
    else:
        _end_mandates(parts.mandates, institution, by=by, on=on)
    for unit in parts.units:
        move_unit(unit=unit, to=heir, by=by, on=on)
    if parts.superiors and not heir.superiors.exists():
        _subordinate(heir, parts.superiors[-1].superior, act, by=by, on=on)
    _end_superiors(parts.subordinates, by=by, on=on)
    _subordinate_to(parts.subordinates, heir, act, by=by, on=on)


def _end_all(institution: Institution, parts: Parts, *, by: Actor, on: datetime.date) -> None:
    """Nobody takes over: its people, posts and units end with it. Duties and seats stay, for all to see."""
    for unit in parts.all_units:
        end_institution(institution=unit, by=by, on=on - DAY)
    _end_mandates([*parts.mandates, *mandates_lasting(parts.all_units, on=on)], institution, by=by, on=on)
    _close_posts(parts.posts, None, by=by, on=on)
    _end_superiors(parts.subordinates, by=by, on=on)


def _end_mandates(mandates: Sequence[Mandate], institution: Institution, *, by: Actor, on: datetime.date) -> None:
    for mandate in mandates:
        reason = _("%(name)s exists no longer.") % {"name": institution.label}
        end_mandate(mandate=mandate, reason=reason, by=by, on=on - DAY)


def _close_posts(
    posts: Sequence[Post], heir: Institution | None, *, by: Actor, on: datetime.date
) -> Mapping[int, Post]:
    """The posts end; where the heir is the same under another name, it has them. Returns those by the old key."""
    carried = {}
    for post in posts:
        close_post(post=post, by=by, on=on - DAY)
        if heir is not None:
            known = heir.posts.filter(kind=post.kind, title_sq=post.title_sq).first()
            carried[post.pk] = known or add_post(
                institution=heir,
                kind=post.kind,
                title_sq=post.title_sq,
                title_en=post.title_en,
                email=post.email,
                valid_from=on,
                by=by,
                on=on,
            )
    return carried


def _end_superiors(rows: Sequence[Subordination], *, by: Actor, on: datetime.date) -> None:
    for row in rows:
        if row.valid_from is None or row.valid_from < on:
            end_subordination(subordination=row, by=by, on=on - DAY)


def _subordinate_to(
    rows: Sequence[Subordination], heir: Institution, act: Act | None, *, by: Actor, on: datetime.date
) -> None:
    for row in rows:
        if not row.institution.superiors.filter(valid_to=None).exists() and row.institution_id != heir.pk:
            _subordinate(row.institution, heir, act, by=by, on=on)


def _subordinate(
    institution: Institution, superior: Institution, act: Act | None, *, by: Actor, on: datetime.date
) -> None:
    subordinate(institution=institution, superior=superior, valid_from=on, act=act, by=by, on=on)


def _name(successor: Institution | NewInstitution | None) -> str:
    return "" if successor is None else successor.short_name or successor.name_sq


def _day(value: datetime.date) -> dict[str, str]:
    return {"day": value.strftime("%d.%m.%Y")}
