"""Calling a meeting: who has a place at it as of its day, and what they answer."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..enums import InvitationReply, MeetingState
from ..models import Attendance, Invitation, Meeting
from ..queries.inviting import Entitled, entitled_to
from ..rules import can_answer_invitation, refused_to_call, takes_answers
from ._guards import locked, note_in_trail, refuse_cancelled, refuse_unless_keeper
from ._indexing import index_meeting
from .invitation_mails import write_to

# What the trail says of a call, by whether it is the first.
CALLED = {True: "meeting.called", False: "meeting.called_again"}


@dataclass(frozen=True, kw_only=True)
class PlaceSaid:
    """A place added by hand: a guest, an expert, somebody whom the body's seats do not name."""

    name: str = ""
    institution: Institution | None = None
    institution_name: str = ""
    person: Person | None = None
    function: str = ""
    email: str = ""
    is_member: bool = False
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplySaid:
    """The answer to an invitation; the substitute only where one is sent."""

    reply: str
    note: str = ""
    substitute_name: str = ""
    substitute_function: str = ""
    substitute_email: str = ""


@transaction.atomic
def call_meeting(*, meeting: Meeting, by: Actor, on: datetime.date) -> Meeting:
    """Give everybody their place who holds a seat on the meeting's day, or is named for the network.

    Called again it adds whoever is new and keeps what was answered; whoever has no seat any more on that day loses the
    place, and is told where an invitation went out. The invitations go by `send_invitations`.
    """
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    if refusal := refused_to_call(meeting):
        raise DomainError(refusal)
    is_first = meeting.state == MeetingState.PLANNED
    entitled = entitled_to(meeting.body, on=meeting.on)
    new, filled, gone = _reconciled(meeting, entitled)
    if is_first:
        meeting.state, meeting.called_on = MeetingState.CALLED, on
    meeting.revision += 1
    check(meeting)
    meeting.save()
    note_in_trail(
        CALLED[is_first],
        meeting,
        by=by,
        on=on,
        number=meeting.number_label,
        day=str(meeting.on),
        added=len(new) + len(filled),
        removed=len(gone),
    )
    for place in gone:
        _take_away(meeting, place, by=by, on=on)
    for place in filled:
        place.save()
    last = meeting.attendances.aggregate(last=Max("position"))["last"] or 0
    for position, place in enumerate(new, start=last + 1):
        place.position = position
    Attendance.objects.bulk_create(new)
    index_meeting(meeting)
    return meeting


def _reconciled(
    meeting: Meeting, entitled: Iterable[Entitled]
) -> tuple[list[Attendance], list[Attendance], list[Attendance]]:
    """New places; vacant ones that somebody holds now; those that stand no more on the day.

    What was added by hand, has been spoken from or was recorded as present stays in any case.
    """
    standing = {
        (place.seat_id, place.person_id): place
        for place in meeting.attendances.order_by("-position")
        if place.seat_id or place.mandate_id
    }
    missing = [one for one in entitled if standing.pop(one.key, None) is None]
    new, filled = [], []
    for one in missing:
        vacant = standing.pop((one.seat.pk, None), None) if one.seat else None
        if vacant is None:
            new.append(Attendance(meeting=meeting, **one.values))
        else:
            for name, value in one.values.items():
                setattr(vacant, name, value)
            vacant.revision += 1
            filled.append(vacant)
    spoken = set(meeting.statements.exclude(speaker=None).values_list("speaker_id", flat=True))
    return new, filled, [place for place in standing.values() if not place.presence and place.pk not in spoken]


@transaction.atomic
def add_place(*, meeting: Meeting, said: PlaceSaid, by: Actor, on: datetime.date) -> Attendance:
    """Invite somebody whom the body's seats do not name. The mail goes by `send_invitations`."""
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    place = Attendance(meeting=meeting, position=_next_position(meeting), **_values(said))
    if place.institution and not place.institution_name:
        place.institution_name = place.institution.name_sq
    if place.person and not place.name:
        place.name = place.person.name
    check(place)
    place.save()
    note_in_trail("meeting.place_added", meeting, by=by, on=on, place=place.institution_name or "—")
    index_meeting(meeting)
    return place


@transaction.atomic
def remove_place(*, attendance: Attendance, by: Actor, on: datetime.date) -> None:
    """Take a place off the list; whoever was invited by mail is told."""
    meeting = attendance.meeting
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    place = Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)
    if meeting.state == MeetingState.HELD and place.is_invited:
        raise DomainError(_("The meeting was held: whoever was invited to it stays on its list."))
    if place.statements.exists():
        raise DomainError(_("Something was written down as said from this place: it stays."))
    note_in_trail("meeting.place_removed", meeting, by=by, on=on, place=place.institution_name or "—")
    _take_away(meeting, place, by=by, on=on)
    index_meeting(meeting)


def _take_away(meeting: Meeting, place: Attendance, *, by: Actor, on: datetime.date) -> None:
    sent = place.invitations.filter(revoked_at=None).last()
    if sent and meeting.state == MeetingState.CALLED:
        write_to(meeting, place, sent, is_withdrawn=True, by=by, on=on)
    place.delete()


@transaction.atomic
def reply_to_invitation(
    *,
    attendance: Attendance,
    said: ReplySaid,
    by: Actor,
    on: datetime.date,
    invitation: Invitation | None = None,
) -> Attendance:
    """Take the answer, until the meeting begins; the last one counts.

    `invitation` is the one by whose link the answer comes: whoever holds it needs no other right.
    """
    by_link = invitation is not None and invitation.attendance_id == attendance.pk and invitation.revoked_at is None
    if not by_link and not can_answer_invitation(by, attendance):
        raise NotAllowed(_("This invitation is answered by whoever got it, or by their institution."))
    place = Attendance.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendance.pk)
    meeting = place.meeting
    if not takes_answers(meeting, now=timezone.now()):
        raise DomainError(_("Invitations to this meeting are not answered any more."))
    if said.reply not in InvitationReply.values:
        raise DomainError(_("Say whether you come."), field="reply")
    for name, value in _reply_columns(said).items():
        setattr(place, name, value)
    place.replied_at = timezone.now()
    place.revision += 1
    check(place)
    place.save()
    # Under the institution that answers: of its official mailbox nobody's name is known.
    institution_id = place.institution_id or meeting.office_id
    record("meeting.replied", by=by, target=meeting, on=on, institution_id=institution_id, reply=place.reply)
    return place


def _reply_columns(said: ReplySaid) -> dict[str, str]:
    """A substitute stands only beside the answer that sends one."""
    is_sent = said.reply == InvitationReply.SUBSTITUTE
    if is_sent and not said.substitute_name.strip():
        raise DomainError(_("Write the name of the substitute."), field="substitute_name")
    columns = {one.name: " ".join(getattr(said, one.name).split()) for one in fields(said)}
    columns["reply_note"] = columns.pop("note")
    return {name: value if is_sent or not name.startswith("substitute") else "" for name, value in columns.items()}


def _next_position(meeting: Meeting) -> int:
    return (meeting.attendances.aggregate(last=Max("position"))["last"] or 0) + 1


def _values(said: PlaceSaid) -> dict[str, object]:
    """The columns as they are saved: words with single spaces."""
    plain = {one.name: getattr(said, one.name) for one in fields(said)}
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in plain.items()}
