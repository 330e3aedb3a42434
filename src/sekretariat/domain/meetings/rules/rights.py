"""Who keeps a meeting, and who reads what is restricted in it. Pure over the actor and the rows."""

from collections.abc import Iterable

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.files.enums import AccessLevel

from ..enums import MinutesState
from ..models import Attendance, Meeting, MeetingPaper, Minutes


def can_add_meeting(actor: Actor, *, office_id: int, body_id: int) -> bool:
    """The secretariat calls the meetings of the bodies it serves."""
    return actor.may(Permission.MEETINGS_KEEP, institution_id=office_id, body_id=body_id)


def can_keep_meeting(actor: Actor, meeting: Meeting) -> bool:
    """Its secretariat keeps the agenda, the invitations, the table and the minutes."""
    return can_add_meeting(actor, office_id=meeting.office_id, body_id=meeting.body_id)


def is_of_office(actor: Actor, meeting: Meeting) -> bool:
    """Works in its secretariat, in whatever role: sees drafts and all that is restricted."""
    return actor.may(Permission.MEETINGS_SEE, institution_id=meeting.office_id, body_id=meeting.body_id)


def can_read_minutes(actor: Actor, meeting: Meeting, minutes: Minutes) -> bool:
    """Whoever sees the meeting reads its minutes once they are circulated; a draft is the office's."""
    return minutes.state != MinutesState.DRAFT or is_of_office(actor, meeting)


def invited_as(actor: Actor, meeting: Meeting, attendances: Iterable[Attendance]) -> Attendance | None:
    """The place at the meeting that the actor speaks for: their own, or else one of their institution."""
    own = {
        institution_id
        for institution_id, body_ids in actor.scopes(Permission.MEETINGS_ATTEND)
        if not body_ids or meeting.body_id in body_ids
    }
    places = [place for place in attendances if place.person_id and place.person_id == actor.person_id]
    places += [place for place in attendances if place.institution_id in own]
    return places[0] if places else None


def can_see_restricted(actor: Actor, meeting: Meeting, attendances: Iterable[Attendance]) -> bool:
    """Items and papers that are restricted are for the office and for whoever holds a seat, not for guests."""
    if is_of_office(actor, meeting):
        return True
    own = actor.institutions(Permission.MEETINGS_ATTEND)
    return any(
        place.is_member and (place.institution_id in own or (place.person_id and place.person_id == actor.person_id))
        for place in attendances
    )


def can_read_paper(actor: Actor, paper: MeetingPaper, attendances: Iterable[Attendance]) -> bool:
    """Whoever sees the meeting reads its papers, the restricted ones and those of restricted items only its members."""
    is_restricted = paper.access == AccessLevel.RESTRICTED or (paper.item is not None and paper.item.is_restricted)
    return not is_restricted or can_see_restricted(actor, paper.meeting, attendances)
