"""When a meeting can be called, and who answers an invitation until when. Pure."""

import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.words.enums import Precision

from ..enums import MeetingKind, MeetingState
from ..models import Attendance, Meeting
from .rights import can_keep_meeting


def refused_to_call(meeting: Meeting) -> str | Promise | None:
    """Why nobody can be called to the meeting yet; None where they can. A written procedure needs no hour."""
    if meeting.state == MeetingState.HELD:
        return _("This meeting was held: nobody is called to it any more.")
    if meeting.state == MeetingState.CANCELLED:
        return _("This meeting was cancelled.")
    if meeting.precision != Precision.DAY:
        return _("The meeting has no day yet. Set the day, then call it.")
    if meeting.begins_at is None and meeting.kind != MeetingKind.WRITTEN:
        return _("The meeting has no hour yet. Set when it begins, then call it.")
    return None


def takes_answers(meeting: Meeting, *, now: datetime.datetime) -> bool:
    """Invitations are answered until the meeting begins; those of a written procedure until its last day is over."""
    if meeting.state != MeetingState.CALLED:
        return False
    begins = meeting.begins
    return now < begins if begins else timezone.localdate(now) <= meeting.on


def can_answer_invitation(actor: Actor, place: Attendance) -> bool:
    """Whoever is invited, who answers for the institution, and the secretariat, which was told by telephone."""
    if actor.person_id is not None and actor.person_id == place.person_id:
        return True
    if place.institution_id and actor.may(
        Permission.MEETINGS_ATTEND, institution_id=place.institution_id, body_id=place.meeting.body_id
    ):
        return True
    return can_keep_meeting(actor, place.meeting)
