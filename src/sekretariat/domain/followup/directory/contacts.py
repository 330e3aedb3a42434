"""Reading the notes of contacts."""

import datetime
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from sekretariat.domain.obligations.enums import OWED
from sekretariat.ground.actors import Actor

from ..models import ContactNote, ContactNoteQuerySet


def with_parts_of_note(notes: ContactNoteQuerySet) -> ContactNoteQuerySet:
    """Notes with all that a row of a table shows, the latest contact first."""
    parts = notes.select_related("institution", "person", "noted_by", "obligation", "office__unit")
    return parts.order_by("-on", "-pk")


def promise_passed(notes: ContactNoteQuerySet, *, today: datetime.date) -> ContactNoteQuerySet:
    """Something was promised by a day that is past. Where the note speaks of a duty, its answer keeps the promise."""
    return notes.filter(Q(obligation=None) | Q(obligation__state__in=OWED), promised_on__lt=today)


def last_contacts(institution_ids: Iterable[int], *, actor: Actor) -> dict[int, ContactNote]:
    """The latest contact with each institution, by its key, of the offices the actor notes for: one query."""
    notes = ContactNote.objects.visible_to(actor).filter(institution__in=set(institution_ids))
    later = notes.filter(institution=OuterRef("institution")).filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
    )
    return {note.institution_id: note for note in notes.filter(~Exists(later))}
