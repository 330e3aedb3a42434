"""Who was there, and whether the body could decide."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, check

from ..enums import THERE, MeetingState, MinutesState, Presence
from ..models import Attendance, Meeting, Minutes
from ..queries.inviting import quorum_of
from ..rules import quorum_in_words
from ._guards import locked, note_in_trail, refuse_cancelled, refuse_unless_keeper


@dataclass(frozen=True, kw_only=True)
class PresenceSaid:
    """Who was there from one place. An empty presence takes back what was recorded."""

    attendance: Attendance
    presence: str
    substitute_name: str = ""
    substitute_function: str = ""


@dataclass(frozen=True, kw_only=True)
class Came:
    """Somebody who came without an invitation."""

    name: str
    institution: Institution | None = None
    institution_name: str = ""
    function: str = ""


class PresenceRefused(DomainError):
    """Nothing was recorded: `problems` says why, by the key of the place."""

    def __init__(self, problems: Mapping[int, DomainError]) -> None:
        super().__init__(_("Nothing was recorded. Put right what is marked."))
        self.problems = problems


@transaction.atomic
def record_presence(
    *, meeting: Meeting, said: Iterable[PresenceSaid], came: Sequence[Came] = (), by: Actor, on: datetime.date
) -> Meeting:
    """Record many places at once, all or none; only what differs is written.

    After the meeting was held the quorum is counted anew, as long as its minutes are a draft; then it stays as the
    minutes tell it. Raises PresenceRefused.
    """
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    if meeting.state == MeetingState.PLANNED:
        raise DomainError(_("Call the meeting first: then it is recorded who was there."))
    if Minutes.objects.filter(meeting=meeting, state=MinutesState.APPROVED).exists():
        raise DomainError(_("The minutes are approved: who was there stays as they tell it."))
    changed = _changed(meeting, said)
    new = [_newcomer(meeting, one) for one in came]
    if not changed and not new:
        return meeting
    places = [*changed, *new]
    note_in_trail(
        "meeting.presence",
        meeting,
        by=by,
        on=on,
        number=meeting.number_label,
        there=sum(place.presence in THERE for place in places),
        count=len(places),
    )
    for place in changed:
        place.save()
    last = meeting.attendances.aggregate(last=Max("position"))["last"] or 0
    for position, place in enumerate(new, start=last + 1):
        place.position = position
        place.save()
    if meeting.state == MeetingState.HELD and _is_draft(meeting):
        _count(meeting)
        meeting.save(update_fields=["quorum_met", "quorum_said", "revision"])
    return meeting


def _changed(meeting: Meeting, said: Iterable[PresenceSaid]) -> list[Attendance]:
    """The places that differ from what was recorded."""
    places = {place.pk: place for place in meeting.attendances.select_for_update(of=("self",))}
    changed, problems = [], {}
    for one in said:
        place = places.get(one.attendance.pk)
        if place is None:
            raise DomainError(_("A place was taken off the list meanwhile. Look at the list and record again."))
        try:
            if _set(place, one):
                changed.append(place)
        except DomainError as error:
            problems[place.pk] = error
    if problems:
        raise PresenceRefused(problems)
    return changed


def _set(place: Attendance, said: PresenceSaid) -> bool:
    if said.presence and said.presence not in Presence.values:
        raise DomainError(_("Choose who was there."), field="presence")
    name, function = " ".join(said.substitute_name.split()), " ".join(said.substitute_function.split())
    before = (place.presence, place.substitute_name, place.substitute_function)
    place.presence = said.presence
    if said.presence == Presence.REPRESENTED:
        if not (name or place.substitute_name):
            raise DomainError(_("Write who represented them."), field="substitute_name")
        if name and name != place.substitute_name:
            # Another person than the one announced: the address does not go with the name.
            place.substitute_name, place.substitute_function, place.substitute_email = name, function, ""
        elif function:
            place.substitute_function = function
    check(place)
    if before == (place.presence, place.substitute_name, place.substitute_function):
        return False
    place.revision += 1
    return True


def _newcomer(meeting: Meeting, came: Came) -> Attendance:
    place = Attendance(
        meeting=meeting,
        name=" ".join(came.name.split()),
        institution=came.institution,
        institution_name=" ".join(came.institution_name.split())
        or (came.institution.name_sq if came.institution else ""),
        function=" ".join(came.function.split()),
        is_invited=False,
        presence=Presence.PRESENT,
    )
    if not place.name:
        raise DomainError(_("Write the name of who came."), field="name")
    check(place)
    return place


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: Actor, on: datetime.date) -> Meeting:
    """Note that the meeting was held, with its quorum as counted from who was there: yes or no, and in words."""
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    if meeting.state == MeetingState.HELD:
        raise DomainError(_("This meeting is held already."))
    if meeting.state == MeetingState.PLANNED:
        raise DomainError(_("Call the meeting first."))
    if on < meeting.on:
        raise DomainError(_("The day of the meeting has not come yet."))
    if not meeting.attendances.filter(presence__in=THERE).exists():
        raise DomainError(_("Record first who was there."))
    meeting.state = MeetingState.HELD
    _count(meeting)
    check(meeting)
    meeting.save()
    note_in_trail(
        "meeting.held",
        meeting,
        by=by,
        on=on,
        number=meeting.number_label,
        day=str(meeting.on),
        quorum=meeting.quorum_said,
    )
    return meeting


def _is_draft(meeting: Meeting) -> bool:
    return not Minutes.objects.filter(meeting=meeting).exclude(state=MinutesState.DRAFT).exists()


def _count(meeting: Meeting) -> None:
    """In Albanian, as the minutes tell it."""
    quorum = quorum_of(meeting)
    with override("sq"):
        meeting.quorum_met, meeting.quorum_said = quorum.met, quorum_in_words(quorum)
    meeting.revision += 1
