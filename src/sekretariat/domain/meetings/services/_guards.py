"""Refusals that several services share."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import MeetingState, MinutesState
from ..models import Meeting, Minutes
from ..rules import can_keep_meeting


def refuse_unless_keeper(meeting: Meeting, *, by: Actor) -> None:
    if not can_keep_meeting(by, meeting):
        raise NotAllowed(_("Only the meeting's technical secretariat keeps it."))


def refuse_cancelled(meeting: Meeting) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise DomainError(_("This meeting was cancelled."))


def refuse_approved(meeting: Meeting) -> None:
    """What approved minutes tell is not changed any more: neither statements nor decisions, nor who was there."""
    if Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).exists():
        raise DomainError(_("The minutes of this meeting were approved: what they tell is not changed any more."))


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands in the database, so that two at one table wait for each other."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def note_in_trail(what: str, meeting: Meeting, *, by: Actor, on: datetime.date, **data: Any) -> None:
    """Say in the trail what happened to the meeting, under the institution of its office."""
    record(what, by=by, target=meeting, on=on, institution_id=meeting.office_id, **data)
