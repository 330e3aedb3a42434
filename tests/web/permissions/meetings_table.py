"""At the table: the meeting's own officers alone; whoever is invited sees the meeting and is refused."""

from sekretariat.domain.meetings.models import Statement
from tests.factories import StatementFactory

from . import row
from .meetings_reading import a_meeting, a_planned_meeting

KEPT = "302 404 404 403 403 403 200 403 404"
KEPT_DONE = "302 404 404 403 403 403 302 403 404"
PLANNED_KEPT = "302 404 404 404 404 403 200 403 404"


def a_statement(world) -> Statement:
    return world.meeting.statements.first() or StatementFactory(meeting=world.meeting)


def a_line(world) -> dict:
    return {"line": f"s{a_statement(world).pk}"}


def an_item(world) -> dict:
    return {"pk": world.meeting.pk, "item_pk": world.meeting.items.first().pk}


ROWS = [
    row("meetings:table", "GET", a_meeting, KEPT),
    row("meetings:table", "GET", a_planned_meeting, PLANNED_KEPT),
    row("meetings:save_line", "POST", a_meeting, KEPT, lambda world: {"item": 0, "form": "said"}),
    row("meetings:action_point", "POST", a_meeting, KEPT, lambda world: {"item": 0, "form": "action"}),
    row("meetings:remove_line", "POST", a_meeting, KEPT_DONE, a_line),
    row("meetings:move_line", "POST", a_meeting, KEPT_DONE, lambda world: a_line(world) | {"position": 1}),
    row("meetings:item_state", "POST", an_item, KEPT_DONE, lambda world: {"state": "done"}),
]
