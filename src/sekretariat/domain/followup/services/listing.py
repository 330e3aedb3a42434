"""Bringing the directory up to a list of leaders and staff, at once for thousands of rows.

What the services of one person, post and mandate do and record, done for all rows of a list with a few queries each.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Person, Post
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import Happened, record_all
from sekretariat.ground.errors import DomainError, NotAllowed

from ..directory import Entry, EntryRefused, Planned, plan
from ..directory.plan import Known
from ..enums import Fate

BATCH = 500


@transaction.atomic
def note_directory(*, entries: Sequence[Entry], by: Actor, on: datetime.date) -> list[Planned]:
    """Bring the directory up to a list of leaders and staff: all of it, or none where one row is refused.

    Whoever leads an institution, by the title of the post, may from now on answer for it.
    """
    if not (by.may_anywhere(Permission.DIRECTORY_EDIT) and by.may_anywhere(Permission.MANDATES_EDIT)):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    rows = plan(entries, on=on)
    taken = [row for row in rows if isinstance(row, Planned)]
    for refused in rows:
        if isinstance(refused, EntryRefused):
            raise refused
    changed = Counter(row.entry.institution for row in taken if row.fate != Fate.SAME)
    record_all(
        (
            Happened(what="institution.people_listed", target=one, institution_id=one.pk, data={"rows": count})
            for one, count in changed.items()
        ),
        by=by,
        on=on,
    )
    try:
        with transaction.atomic():
            # First the corrections: they may set an e-mail free that somebody new has now.
            happened = [*_correct_persons(taken), *_enter_persons(taken)]
    except IntegrityError as error:
        raise DomainError(_("Somebody else entered one of these e-mails meanwhile. Check the list again.")) from error
    happened += [*_end_mandates(taken, on=on), *_begin_mandates(taken, on=on)]
    record_all(happened, by=by, on=on)
    return taken


def _knowns(rows: Iterable[Planned]) -> list[Known]:
    """Each person of the rows once, in the order of the list."""
    return list({id(row.known): row.known for row in rows}.values())


def _enter_persons(rows: Sequence[Planned]) -> list[Happened]:
    new = [known for known in _knowns(rows) if known.person is None]
    persons = [Person(name=known.name, email=known.email, phone=known.phone) for known in new]
    for known, person in zip(new, persons, strict=True):
        person.set_keys()
        known.person = person
    Person.objects.bulk_create(persons, batch_size=BATCH)
    return [Happened(what="person.noted", target=person, is_detail=True) for person in persons]


def _correct_persons(rows: Sequence[Planned]) -> list[Happened]:
    """Persons whom the directory knows; who is new has the last values of the list from the beginning."""
    changes: dict[int, set[str]] = {}
    knowns = {}
    for row in rows:
        if row.changes and row.known.person is not None:
            changes.setdefault(row.known.person.pk, set()).update(row.changes)
            knowns[row.known.person.pk] = row.known
    persons = Person.objects.select_for_update(of=("self",)).in_bulk(list(changes))
    for key, person in persons.items():
        for name in changes[key]:
            setattr(person, name, getattr(knowns[key], name))
        person.revision += 1
        person.set_keys()
        knowns[key].person = person
    columns = ["name", "email", "phone", "revision", "sort_key", "folded"]
    Person.objects.bulk_update(persons.values(), columns, batch_size=BATCH)
    return [
        Happened(what="person.edited", target=person, data={"fields": sorted(changes[key])})
        for key, person in persons.items()
    ]


def _end_mandates(rows: Sequence[Planned], *, on: datetime.date) -> list[Happened]:
    """Functions that the list replaces end the day before; one that had only just begun ends on its first day."""
    ended = [mandate for row in rows for mandate in row.ends]
    last_day = on - datetime.timedelta(days=1)
    for mandate in ended:
        mandate.valid_to = max(last_day, mandate.valid_from)
        mandate.is_stopped = last_day <= timezone.localdate()
        mandate.end_reason = _("A newer list gives another function.")
    Mandate.objects.bulk_update(ended, ["valid_to", "is_stopped", "end_reason"], batch_size=BATCH)
    return [
        _of_mandate("mandate.ended", mandate, person=mandate.person_id, role=mandate.role, reason=mandate.end_reason)
        for mandate in ended
    ]


def _begin_mandates(rows: Sequence[Planned], *, on: datetime.date) -> list[Happened]:
    begins = [row for row in rows if row.begins]
    posts, happened = _posts_of([row for row in begins if row.entry.function])
    mandates = Mandate.objects.bulk_create(
        [
            Mandate(
                person=row.known.person,
                role=row.role,
                institution=row.entry.institution,
                post=posts.get(_place(row)),
                basis=Basis.SET_UP,
                valid_from=on,
            )
            for row in begins
        ],
        batch_size=BATCH,
    )
    return happened + [
        _of_mandate("mandate.begun", mandate, person=mandate.person_id, role=mandate.role, paper="")
        for mandate in mandates
    ]


def _of_mandate(what: str, mandate: Mandate, **data: object) -> Happened:
    return Happened(what=what, target=mandate, institution_id=mandate.institution_id, data=data)


def _place(row: Planned) -> tuple[int, str, str]:
    return row.entry.institution.pk, row.kind, row.entry.function


def _posts_of(rows: Sequence[Planned]) -> tuple[dict[tuple[int, str, str], Post], list[Happened]]:
    """The post of each row by its place; those that the list brings are entered."""
    institutions = {row.entry.institution for row in rows}
    posts = {(p.institution_id, p.kind, p.title_sq): p for p in Post.objects.filter(institution__in=institutions)}
    missing = {_place(row): row for row in rows if _place(row) not in posts}
    entered = Post.objects.bulk_create(
        [
            Post(institution=row.entry.institution, kind=row.kind, title_sq=row.entry.function)
            for row in missing.values()
        ],
        batch_size=BATCH,
    )
    posts |= {(post.institution_id, post.kind, post.title_sq): post for post in entered}
    return posts, [
        Happened(what="post.added", target=post, institution_id=post.institution_id, data={"title": post.title_sq})
        for post in entered
    ]
