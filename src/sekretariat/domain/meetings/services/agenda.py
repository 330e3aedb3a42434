"""The agenda: its items, their order, and what they concern."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import Plan, PlanEntry
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.errors import DomainError, check

from ..enums import ItemKind, ItemState
from ..models import AgendaEntry, AgendaItem, Meeting
from ._guards import locked, note_in_trail, refuse_approved, refuse_cancelled, refuse_unless_keeper
from ._indexing import index_meeting


@dataclass(frozen=True, kw_only=True)
class ItemSaid:
    """One item as it is written. `entries` are the measures it brings; they belong to `plan`."""

    title_sq: str
    title_en: str = ""
    kind: str = ItemKind.DISCUSSION
    text_sq: str = ""
    text_en: str = ""
    presenter: Person | None = None
    presenter_institution: Institution | None = None
    minutes: int | None = None
    is_restricted: bool = False
    plan: Plan | None = None
    obligation: Obligation | None = None
    remarks_round: RemarksRound | None = None
    earlier: Meeting | None = None
    entries: Sequence[PlanEntry] = ()


@transaction.atomic
def add_item(
    *, meeting: Meeting, said: ItemSaid, position: int | None = None, by: Actor, on: datetime.date
) -> AgendaItem:
    """Put an item on the agenda: at its end, or at `position` (from 1), where the others move down."""
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem(meeting=meeting, position=last + 1, **_values(said))
    check(item)
    item.save()
    _write_entries(item, said.entries)
    note_in_trail("meeting.item_added", meeting, by=by, on=on, title=item.title_sq)
    if position is not None:
        _place(item, position)
    index_meeting(meeting)
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, said: ItemSaid, by: Actor, on: datetime.date) -> AgendaItem:
    """Correct an item, its presenter, and what it concerns."""
    refuse_unless_keeper(item.meeting, by=by)
    meeting = locked(item.meeting)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    before, after = changed(item, _values(said))
    check(item)
    item.save()
    _write_entries(item, said.entries)
    note_in_trail("meeting.item_edited", meeting, by=by, on=on, title=item.title_sq, before=before, after=after)
    index_meeting(meeting)
    return item


@transaction.atomic
def move_item(*, item: AgendaItem, position: int, by: Actor, on: datetime.date) -> None:
    """Give the item another place in the agenda, from 1."""
    refuse_unless_keeper(item.meeting, by=by)
    meeting = locked(item.meeting)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    _place(item, position)
    note_in_trail("meeting.item_moved", meeting, by=by, on=on, title=item.title_sq, position=position)


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Actor, on: datetime.date) -> None:
    """Take an item off the agenda, unless something was written down under it."""
    refuse_unless_keeper(item.meeting, by=by)
    meeting = locked(item.meeting)
    refuse_approved(meeting)
    if item.statements.exists() or item.decisions.exists() or item.action_points.exists():
        raise DomainError(_("Something was written down under this item: it stays. Put it off instead."))
    note_in_trail("meeting.item_removed", meeting, by=by, on=on, title=item.title_sq)
    item.delete()
    _renumber(list(meeting.items.order_by("position", "pk")))
    index_meeting(meeting)


@transaction.atomic
def set_item_state(*, item: AgendaItem, state: str, by: Actor, on: datetime.date) -> None:
    """Tick the item off at the table, or put it off to a later meeting."""
    refuse_unless_keeper(item.meeting, by=by)
    meeting = locked(item.meeting)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    if state not in ItemState.values:
        raise DomainError(_("Choose how the item stands."), field="state")
    item.state = state
    item.save(update_fields=["state"])
    note_in_trail("meeting.item_state", meeting, by=by, on=on, title=item.title_sq, state=state)


def _values(said: ItemSaid) -> dict[str, object]:
    """The columns as they are saved; the person by key, since the trail keeps no names."""
    plain = {one.name: getattr(said, one.name) for one in fields(said) if one.name not in ("entries", "presenter")}
    return plain | {"presenter_id": said.presenter.pk if said.presenter else None}


def _write_entries(item: AgendaItem, entries: Sequence[PlanEntry]) -> None:
    if any(entry.plan_id != item.plan_id for entry in entries):
        raise DomainError(_("The measures of an item belong to its plan."), field="entries")
    item.item_entries.all().delete()
    AgendaEntry.objects.bulk_create(AgendaEntry(item=item, entry=entry) for entry in entries)


def _place(item: AgendaItem, position: int) -> None:
    others = [one for one in item.meeting.items.order_by("position", "pk") if one.pk != item.pk]
    place = min(max(position, 1), len(others) + 1) - 1
    _renumber([*others[:place], item, *others[place:]])


def _renumber(items: Sequence[AgendaItem]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
