"""Who was there, and the quorum that is kept when the meeting was held."""

import pytest
from django.utils import translation

from sekretariat.domain.meetings.enums import MeetingState, MinutesState, Presence
from sekretariat.domain.meetings.models import Attendance, Minutes
from sekretariat.domain.meetings.services import (
    Came,
    PresenceRefused,
    PresenceSaid,
    hold_meeting,
    record_presence,
)
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    AttendanceFactory,
    BodyRuleFactory,
    InstitutionFactory,
    MeetingFactory,
    OfficeFactory,
    officer,
)

from .making import DAY, ON, a_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def council():
    council = a_council()
    council.called()
    return council


def there(council, *names: str, **fields) -> None:
    said = [PresenceSaid(attendance=council.place_of(name), presence=Presence.PRESENT) for name in names]
    record_presence(meeting=council.meeting, said=said, by=council.by, on=DAY, **fields)


def held(council):
    return hold_meeting(meeting=council.meeting, by=council.by, on=DAY)


def test_many_are_recorded_at_once_and_only_what_differs_is_written(council):
    said = [
        PresenceSaid(attendance=council.place_of("Ana"), presence="present"),
        PresenceSaid(attendance=council.place_of("Ben"), presence="represented", substitute_name=" Zana  Gega "),
        PresenceSaid(attendance=council.place_of("Cen"), presence="excused"),
        PresenceSaid(attendance=council.place_of("Dea"), presence="absent"),
        PresenceSaid(attendance=council.place_of("Eda"), presence=""),
    ]

    record_presence(meeting=council.meeting, said=said, by=council.by, on=DAY)
    record_presence(meeting=council.meeting, said=said, by=council.by, on=DAY)

    assert dict(council.meeting.attendances.values_list("name", "presence")) == {
        "Ana": "present",
        "Ben": "represented",
        "Cen": "excused",
        "Dea": "absent",
        "Eda": "",
        "": "",
    }
    assert council.place_of("Ben").substitute_name == "Zana Gega"
    [event] = Event.objects.filter(what="meeting.presence")
    assert (event.data["count"], event.data["there"]) == (4, 2)


def test_who_is_represented_says_by_whom_and_nothing_else_is_recorded_meanwhile(council):
    ben = council.place_of("Ben")
    said = [
        PresenceSaid(attendance=council.place_of("Ana"), presence="present"),
        PresenceSaid(attendance=ben, presence="represented"),
    ]

    with pytest.raises(PresenceRefused) as refused:
        record_presence(meeting=council.meeting, said=said, by=council.by, on=DAY)

    assert {key: error.field for key, error in refused.value.problems.items()} == {ben.pk: "substitute_name"}
    assert not council.meeting.attendances.exclude(presence="").exists()


def test_the_substitute_who_was_announced_need_not_be_written_again(council):
    Attendance.objects.filter(name="Ben").update(
        reply="substitute", substitute_name="Zana", substitute_email="zana@prova.example"
    )
    ben = council.place_of("Ben")

    record_presence(
        meeting=council.meeting, said=[PresenceSaid(attendance=ben, presence="represented")], by=council.by, on=DAY
    )

    assert council.place_of("Ben").substitute_email == "zana@prova.example"
    other = PresenceSaid(attendance=ben, presence="represented", substitute_name="Fatmir")
    record_presence(meeting=council.meeting, said=[other], by=council.by, on=DAY)
    ben = council.place_of("Ben")
    assert (ben.substitute_name, ben.substitute_email) == ("Fatmir", "")


def test_who_came_without_an_invitation_is_on_the_list_and_does_not_count(council):
    came = Came(name="Gent Hoxha", institution=InstitutionFactory(name_sq="Universiteti"), function="Ekspert")

    there(council, "Ana", came=[came])

    place = council.place_of("Gent Hoxha")
    assert (place.is_invited, place.is_member, place.presence) == (False, False, Presence.PRESENT)
    assert (place.institution_name, place.position) == ("Universiteti", 8)


def test_places_of_another_meeting_are_not_recorded(council):
    said = [PresenceSaid(attendance=AttendanceFactory(), presence="present")]

    with pytest.raises(DomainError):
        record_presence(meeting=council.meeting, said=said, by=council.by, on=DAY)


def test_only_the_secretariat_of_a_called_meeting_records(council):
    with pytest.raises(NotAllowed):
        record_presence(meeting=council.meeting, said=[], by=officer(OfficeFactory()), on=DAY)
    with pytest.raises(DomainError):
        record_presence(meeting=MeetingFactory(office=council.office), said=[], by=council.by, on=DAY)


def test_holding_keeps_the_quorum_in_words_and_as_yes_or_no(council):
    BodyRuleFactory(body=council.body)
    there(council, "Ana", "Ben", "Cen", "Dea")

    meeting = held(council)

    assert (meeting.state, meeting.quorum_met) == (MeetingState.HELD, True)
    assert meeting.quorum_said == "4 nga 6 vende; duheshin 4"


def test_three_of_six_are_not_more_than_half(council):
    BodyRuleFactory(body=council.body)
    there(council, "Ana", "Ben", "Cen")

    assert held(council).quorum_met is False


def test_without_a_rule_no_quorum_is_said_to_be_met_or_missed(council):
    there(council, "Ana")

    meeting = held(council)

    assert meeting.quorum_met is None
    assert meeting.quorum_said == "Për organin nuk është caktuar kuorum."


def test_a_meeting_is_held_on_its_day_and_with_somebody_there(council):
    with pytest.raises(DomainError, match="who was there"):
        held(council)
    there(council, "Ana")
    with pytest.raises(DomainError, match="day"):
        hold_meeting(meeting=council.meeting, by=council.by, on=ON)
    with pytest.raises(NotAllowed):
        hold_meeting(meeting=council.meeting, by=officer(OfficeFactory()), on=DAY)
    held(council)
    with pytest.raises(DomainError, match="already"):
        held(council)


def test_a_planned_meeting_is_not_held():
    council = a_council()

    with pytest.raises(DomainError):
        held(council)


def test_a_correction_counts_anew_while_the_minutes_are_a_draft_and_is_refused_once_they_are_approved(council):
    BodyRuleFactory(body=council.body)
    minutes = Minutes.objects.create(meeting=council.meeting)
    there(council, "Ana", "Ben", "Cen")
    held(council)

    there(council, "Dea")

    council.meeting.refresh_from_db()
    assert (council.meeting.quorum_met, council.meeting.state) == (True, MeetingState.HELD)
    minutes.state = MinutesState.CIRCULATED
    minutes.circulated_on = DAY
    minutes.save()
    there(council, "Eda")
    council.meeting.refresh_from_db()
    assert council.meeting.quorum_said == "4 nga 6 vende; duheshin 4"
    Minutes.objects.filter(pk=minutes.pk).update(state=MinutesState.APPROVED, approved_on=DAY)
    with pytest.raises(DomainError, match="approved"):
        there(council, "Eda")
