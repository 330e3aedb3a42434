"""The minutes and the folder: read by whoever sees the meeting, once they are circulated; kept by its officers."""

from tests.factories import BodyDecisionFactory

from . import row
from .meetings_reading import KEPT, KEPT_DONE, SEEN, a_meeting

# The draft is the office's; whoever is invited reads it once it is circulated.
DRAFT = "302 404 404 403 403 200 200 200 404"
CIRCULATED = "302 404 404 200 200 200 200 200 404"
# Remarks come from the invited, or through the officers.
REMARKS = "302 404 404 200 200 403 200 403 404"
STARTED = "302 404 404 302 302 302 302 302 404"


def a_circulated_meeting(world) -> dict:
    record = world.meeting.record
    record.state, record.circulated_on = "circulated", world.meeting.on
    record.save()
    return a_meeting(world)


def a_remark(world) -> dict:
    record = world.meeting.record
    remark, _made = record.remarks.get_or_create(said_by="Anëtari", text="Jo kështu", received_on=world.meeting.on)
    return a_meeting(world) | {"remark_pk": remark.pk}


def a_decision(world) -> dict:
    decision = world.meeting.decisions.first() or BodyDecisionFactory(meeting=world.meeting)
    return a_meeting(world) | {"decision_pk": decision.pk}


ROWS = [
    row("meetings:record", "GET", a_meeting, SEEN),
    row("meetings:record_file", "GET", a_meeting, DRAFT),
    row("meetings:record_file", "GET", a_circulated_meeting, CIRCULATED),
    row("meetings:circulate", "POST", a_meeting, KEPT),
    row("meetings:remark", "GET", a_circulated_meeting, REMARKS),
    row("meetings:remark", "POST", a_circulated_meeting, REMARKS),
    row("meetings:respond", "GET", a_remark, KEPT),
    row("meetings:respond", "POST", a_remark, KEPT),
    row("meetings:respond", "POST", a_remark, KEPT_DONE, lambda world: {"outcome": "refused", "response": "Pse jo"}),
    row("meetings:approve", "POST", a_meeting, KEPT),
    row("meetings:extract", "GET", a_decision, KEPT),
    row("meetings:extract", "POST", a_decision, KEPT),
    row("meetings:folder", "GET", a_meeting, SEEN),
    row("meetings:folder_file", "GET", a_meeting, SEEN),
    row("meetings:folder_file", "POST", a_meeting, STARTED),
]
