"""What may be done with a meeting, as buttons: only what the reader may do, and what there is a page for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sekretariat.domain.meetings.enums import MeetingState, MinutesState
from sekretariat.domain.meetings.models import Meeting, Minutes
from sekretariat.domain.meetings.rules import can_keep_meeting
from sekretariat.ground.actors import Actor

from ...plans.offers import Offer, offer


def offers_of_meeting(meeting: Meeting, actor: Actor, record: Minutes | None) -> list[Offer]:
    """The first is what comes next: calling it, sitting at the table, the minutes."""
    return list(_of_keeper(meeting, record) if can_keep_meeting(actor, meeting) else _of_reader(meeting))


def stays_open(meeting: Meeting, record: Minutes | None) -> bool:
    """Whether its agenda may still change: approved minutes tell it as it was."""
    is_approved = record is not None and record.state == MinutesState.APPROVED
    return meeting.state != MeetingState.CANCELLED and not is_approved


def _of_keeper(meeting: Meeting, record: Minutes | None) -> Iterator[Offer]:
    state, pk = meeting.state, meeting.pk
    if state == MeetingState.PLANNED:
        yield from offer(_("Call the meeting"), "meetings:people", pk=pk)
    elif state == MeetingState.CALLED:
        yield from offer(_("At the table"), "meetings:table", pk=pk)
    elif state == MeetingState.HELD:
        is_written = not stays_open(meeting, record)
        yield from offer(_("Read the minutes") if is_written else _("Write the minutes"), "meetings:record", pk=pk)
    if stays_open(meeting, record):
        yield from offer(_("Add an item"), "meetings:new_item", pk=pk)
    if state != MeetingState.CANCELLED:
        yield from offer(_("Add a paper"), "meetings:papers", pk=pk)
    if stays_open(meeting, record):
        yield from offer(_("Correct the meeting"), "meetings:edit", pk=pk)
    yield from offer(_("Folder of the meeting"), "meetings:folder", pk=pk)
    if state in (MeetingState.PLANNED, MeetingState.CALLED):
        yield from offer(_("Cancel the meeting"), "meetings:cancel", pk=pk)


def _of_reader(meeting: Meeting) -> Iterator[Offer]:
    if meeting.state == MeetingState.HELD:
        yield from offer(_("Read the minutes"), "meetings:record", pk=meeting.pk)
    yield from offer(_("Folder of the meeting"), "meetings:folder", pk=meeting.pk)


def offers_of_agenda(meeting: Meeting, actor: Actor, record: Minutes | None) -> list[Offer]:
    """How the agenda grows: by an item that is typed, or picked from what is open."""
    if not can_keep_meeting(actor, meeting) or not stays_open(meeting, record):
        return []
    pick = offer(_("Pick from the open matters"), "meetings:open_matters", pk=meeting.pk)
    return [*pick, *offer(_("Add an item"), "meetings:new_item", pk=meeting.pk)]
