"""Planning a meeting, correcting it, calling it off."""

import datetime
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.audit.services import claim
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.words.enums import Precision

from ..enums import MeetingKind, MeetingState, MinutesKind
from ..models import Meeting, Minutes
from ..rules import can_add_meeting
from ._guards import note_in_trail, refuse_approved, refuse_cancelled, refuse_unless_keeper
from ._indexing import index_meeting


@dataclass(frozen=True, kw_only=True)
class MeetingSaid:
    """What the secretary writes of a meeting. Without `number` the next one of the body's year is taken."""

    on: datetime.date
    precision: str = Precision.DAY
    kind: str = MeetingKind.REGULAR
    number: int | None = None
    title_sq: str = ""
    title_en: str = ""
    begins_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place_sq: str = ""
    place_en: str = ""
    link: str = ""
    led_by: Institution | None = None
    chair: Person | None = None


@transaction.atomic
def plan_meeting(
    *,
    office: Office,
    body: Body,
    said: MeetingSaid,
    by: Actor,
    on: datetime.date,
    record_kind: str = MinutesKind.NOTES,
) -> Meeting:
    """Enter a meeting of a body that the office serves; what is written down at it begins as a draft."""
    if not can_add_meeting(by, office_id=office.pk, body_id=body.pk):
        raise NotAllowed(_("Only the technical secretariat of the body plans its meetings."))
    # The body's row is the lock under which its numbers are given.
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    values = _values(said)
    values["number"] = said.number or next_number(body, said.on.year)
    meeting = Meeting(office=office, body=body, year=said.on.year, **values)
    check(meeting)
    _refuse_double(meeting)
    meeting.save()
    note_in_trail(
        "meeting.planned", meeting, by=by, on=on, number=meeting.number_label, body=body.label, day=str(meeting.on)
    )
    Minutes.objects.create(meeting=meeting, kind=record_kind)
    index_meeting(meeting)
    return meeting


def next_number(body: Body, year: int) -> int:
    """The number after the last one of the body in that year."""
    last = Meeting.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def edit_meeting(*, meeting: Meeting, said: MeetingSaid, seen: int, by: Actor, on: datetime.date) -> Meeting:
    """Correct or move a meeting. Whoever was invited to it is told by a new invitation (`send_invitations`)."""
    refuse_unless_keeper(meeting, by=by)
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    meeting = claim(meeting, seen=seen)
    values = _values(said)
    if values["number"] is None:
        is_other_year = said.on.year != meeting.year
        values["number"] = next_number(meeting.body, said.on.year) if is_other_year else meeting.number
    before, after = changed(meeting, values)
    meeting.year = meeting.on.year
    check(meeting)
    _refuse_double(meeting)
    meeting.save()
    note_in_trail("meeting.edited", meeting, by=by, on=on, number=meeting.number_label, before=before, after=after)
    index_meeting(meeting)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor, on: datetime.date) -> Meeting:
    """Call a meeting off. It keeps its number and says why; one that was held stays."""
    refuse_unless_keeper(meeting, by=by)
    meeting = claim(meeting, seen=meeting.revision)
    if meeting.state == MeetingState.HELD:
        raise DomainError(_("This meeting was held: it cannot be cancelled any more."))
    refuse_cancelled(meeting)
    meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, " ".join(reason.split())
    check(meeting)
    meeting.save()
    note_in_trail(
        "meeting.cancelled", meeting, by=by, on=on, number=meeting.number_label, reason=meeting.cancelled_because
    )
    index_meeting(meeting)
    return meeting


def _refuse_double(meeting: Meeting) -> None:
    """`check` does not look at the constraint over the year, which no form shows."""
    others = Meeting.objects.filter(body=meeting.body_id, year=meeting.year, number=meeting.number)
    if others.exclude(pk=meeting.pk).exists():
        raise DomainError(_("This body has a meeting with this number in the year already."), field="number")


def _values(said: MeetingSaid) -> dict[str, object]:
    """The columns as they are saved: words with single spaces, the person by key, since the trail keeps no names."""
    plain = {one.name: getattr(said, one.name) for one in fields(said) if one.name != "chair"}
    plain["chair_id"] = said.chair.pk if said.chair else None
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in plain.items()}
