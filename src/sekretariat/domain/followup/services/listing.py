"""Bringing the directory up to a list of leaders and staff."""

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Post
from sekretariat.domain.institutions.services import add_post, edit_person, note_person
from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.services import begin_mandate, end_mandate
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import NotAllowed

from ..directory import Entry, EntryRefused, Planned, plan
from ..enums import Fate


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
    for institution, count in Counter(row.entry.institution for row in taken if row.fate != Fate.SAME).items():
        record("institution.people_listed", by=by, target=institution, on=on, institution_id=institution.pk, rows=count)
    for row in taken:
        _note(row, by=by, on=on)
    return taken


def _note(row: Planned, *, by: Actor, on: datetime.date) -> None:
    known, institution = row.known, row.entry.institution
    if known.person is None:
        known.person = note_person(name=known.name, email=known.email, phone=known.phone, by=by, on=on)
    elif row.changes:
        known.person = edit_person(person=known.person, seen=known.person.revision, by=by, on=on, **row.changes)
    for mandate in row.ends:
        end_mandate(
            mandate=mandate, reason=_("A newer list gives another function."), by=by, on=on - datetime.timedelta(days=1)
        )
    if row.begins:
        begin_mandate(
            person=known.person,
            role=row.role,
            institution=institution,
            post=_post(row, by=by, on=on) if row.entry.function else None,
            basis=Basis.SET_UP,
            by=by,
            on=on,
        )


def _post(row: Planned, *, by: Actor, on: datetime.date) -> Post:
    institution, title = row.entry.institution, row.entry.function
    known = Post.objects.filter(institution=institution, kind=row.kind, title_sq=title).first()
    return known or add_post(institution=institution, kind=row.kind, title_sq=title, by=by, on=on)
