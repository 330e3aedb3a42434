"""What was written down at a meeting, item by item, and where its minutes can be approved."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from ..enums import ItemKind, MeetingState, MinutesState
from ..models import ActionPoint, AgendaItem, BodyDecision, Meeting, Statement


@dataclass(frozen=True, kw_only=True)
class Written:
    """An item (none: what belongs to no item) with what stands under it."""

    item: AgendaItem | None
    statements: Sequence[Statement]
    decisions: Sequence[BodyDecision]
    action_points: Sequence[ActionPoint]


def written_at(meeting: Meeting, *, with_restricted: bool) -> list[Written]:
    """The items in order, each with its statements, decisions and action points; a few queries, however many."""
    items = list(meeting.items.order_by("position", "pk"))
    statements = list(meeting.statements.select_related("speaker"))
    decisions = list(meeting.decisions.all())
    points = list(meeting.action_points.prefetch_related("obligations__institution"))
    if not with_restricted:
        items = [item for item in items if not item.is_restricted]
        statements = [row for row in statements if not row.is_restricted]
        decisions = [row for row in decisions if not row.is_restricted]
        points = [row for row in points if not row.is_restricted]
    groups = [
        Written(
            item=item,
            statements=[row for row in statements if row.item_id == key],
            decisions=[row for row in decisions if row.item_id == key],
            action_points=[row for row in points if row.item_id == key],
        )
        for item, key in [(None, None), *((item, item.pk) for item in items)]
    ]
    return [one for one in groups if one.item or one.statements or one.decisions or one.action_points]


def minutes_to_approve(meeting: Meeting) -> list[Meeting]:
    """The earlier meetings whose circulated minutes are on this one's agenda to be approved."""
    items = meeting.items.filter(kind=ItemKind.LAST_MINUTES, earlier__record__state=MinutesState.CIRCULATED)
    return [item.earlier for item in items.select_related("earlier__body").order_by("position", "pk") if item.earlier]


def later_meetings(meeting: Meeting) -> list[Meeting]:
    """The meetings of the body after it, first those that have the approval of its minutes as an item.

    Each has `approves`: whether the item is on its agenda.
    """
    item = AgendaItem.objects.filter(meeting=OuterRef("pk"), kind=ItemKind.LAST_MINUTES, earlier=meeting)
    later = Meeting.objects.filter(body=meeting.body_id, on__gte=meeting.on).exclude(pk=meeting.pk)
    found = later.annotate(approves=Exists(item)).order_by("-approves", "on", "number")
    return [one for one in found if (one.on, one.number) > (meeting.on, meeting.number)]


def approving_meetings(meeting: Meeting, *, on: datetime.date) -> list[Meeting]:
    """Those of them that may approve the minutes on that day: they were called, and their day has come."""
    return [
        one for one in later_meetings(meeting) if one.on <= on and one.state in {MeetingState.CALLED, MeetingState.HELD}
    ]
