"""What the rows written at the table share: their token, their order, who changed them last."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.queries import names_of
from sekretariat.ground.audit.services import claim
from sekretariat.ground.errors import DomainError, Stale

from ..models import ActionPoint, AgendaItem, BodyDecision, Meeting, Statement
from ._guards import locked, refuse_approved, refuse_cancelled, refuse_unless_keeper

Line = TypeVar("Line", Statement, ActionPoint)

LONGEST_TOLD = 120
TEXTS = ("text_sq", "text_en")


def open_table(meeting: Meeting, *, by: Actor) -> Meeting:
    """The meeting, locked, where something may still be written at its table."""
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    return meeting


def refuse_foreign_item(meeting: Meeting, item: AgendaItem | None) -> None:
    if item is not None and item.meeting_id != meeting.pk:
        raise DomainError(_("This item is of another meeting."), field="item")


def written_before(kind: type[Line], meeting: Meeting, token: UUID) -> Line | None:
    """The row that this token has written already."""
    row = kind._default_manager.select_for_update(of=("self",)).filter(token=token).first()
    if row is not None and row.meeting_id != meeting.pk:
        raise DomainError(_("This was written at another meeting."))
    return row


def claim_again(row: Line, values: Mapping[str, object], *, by: Actor) -> Line | None:
    """The row to write anew where its token comes a second time; None where it says the same already.

    What somebody else has changed meanwhile is not overwritten.
    """
    if says_same(row, values):
        return None
    last = _last_event(row)
    if row.revision and last is not None and last.person_id != by.person_id:
        raise Stale(_changed_by(last))
    return claim(row, seen=row.revision)


def says_same(row: Line, values: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def claim_line(row: Line, values: Mapping[str, object], *, seen: int) -> Line | None:
    """As `claim`; None where the row says the same already, as when a correction is sent a second time.

    Whoever changed the row is found in the trail of the meeting.
    """
    if says_same(type(row)._default_manager.get(pk=row.pk), values):
        return None
    try:
        return claim(row, seen=seen)
    except Stale as stale:
        last = _last_event(row)
        raise Stale(_changed_by(last) if last else str(stale)) from stale


def key_of(row: Statement | ActionPoint) -> str:
    """How the trail of the meeting names the row: "statement:12"."""
    return f"{row._meta.model_name}:{row.pk}"


def told(row: Statement | ActionPoint | BodyDecision) -> str:
    """The beginning of the row's text, for the trail; of a restricted one nothing: a sealed event keeps it for good."""
    words = "" if row.is_restricted else " ".join(row.text_sq.split())
    return words if len(words) <= LONGEST_TOLD else f"{words[: LONGEST_TOLD - 1]}…"


def rewritten(
    row: Statement | ActionPoint | BodyDecision, values: Mapping[str, object]
) -> dict[str, dict[str, object]]:
    """Set the values, and what differed before and after, for the trail; of a text that is, or was, restricted only
    that it differed.
    """
    was_restricted = row.is_restricted
    before, after = changed(row, values)
    if was_restricted or row.is_restricted:
        before, after = (
            {name: "…" if name in TEXTS else one for name, one in side.items()} for side in (before, after)
        )
    return {"before": before, "after": after}


def next_position(kind: type[Statement] | type[ActionPoint], meeting: Meeting) -> int:
    last = kind._default_manager.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def place(row: Line, position: int) -> None:
    """Give the row another place, from 1, among those of its item."""
    rows = type(row)._default_manager.filter(meeting=row.meeting_id, item=row.item_id)
    others: list[Any] = list(rows.exclude(pk=row.pk).order_by("position", "pk"))
    spot: int = min(max(position, 1), len(others) + 1) - 1
    order = [*others[:spot], row, *others[spot:]]
    # The places of the item stay those that its rows hold, so that rows of other items keep theirs.
    held = sorted(one.position for one in order)
    held = held if len(set(held)) == len(held) else list(range(1, len(order) + 1))
    for one, number in zip(order, held, strict=True):
        one.position = number
    type(row)._default_manager.bulk_update(order, ["position"])


def _last_event(row: Statement | ActionPoint) -> Event | None:
    events = Event.objects.filter(target_type="meeting", target_key=str(row.meeting_id), data__line=key_of(row))
    return events.order_by("-id").first()


def _changed_by(event: Event) -> str:
    who = names_of([event]).get(event.person_id or 0) or _("Somebody else")
    when = timezone.localtime(event.recorded_at).strftime("%d.%m.%Y %H:%M")
    said = _("%(who)s changed this at %(when)s, after you opened it. Look at the change below, then save again.")
    return said % {"who": who, "when": when}


def day_of(meeting: Meeting, on: datetime.date) -> datetime.date:
    """The day from which what the meeting asked counts: its own, also where it is entered later."""
    return min(meeting.on, on)
