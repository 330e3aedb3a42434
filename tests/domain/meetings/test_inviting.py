"""Who is called to a meeting, as of its day, and what they answer."""

import datetime

import pytest
import time_machine
from django.utils import translation

from sekretariat.domain.bodies.enums import BodyKind, SeatRole
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.meetings.enums import InvitationReply, MeetingState
from sekretariat.domain.meetings.models import Attendance, Meeting
from sekretariat.domain.meetings.services import (
    PlaceSaid,
    ReplySaid,
    add_place,
    call_meeting,
    edit_meeting,
    remove_place,
    reply_to_invitation,
)
from sekretariat.domain.meetings.services.meetings import MeetingSaid
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import (
    AttendanceFactory,
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    OfficeFactory,
    SeatFactory,
    StatementFactory,
    actor,
    coordinator,
    officer,
)

from .making import DAY, ON, a_council, a_seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


A_DAY = datetime.timedelta(days=1)
BEFORE_IT = time_machine.travel("2018-06-25 09:59:00+02:00", tick=False)


@pytest.fixture
def council():
    return a_council()


def test_calling_gives_every_holder_a_place_the_chairs_first_and_a_vacant_seat_its_institution(council):
    meeting = council.called()

    assert (meeting.state, meeting.called_on) == (MeetingState.CALLED, ON)
    places = council.places()
    assert [place.name for place in places[:2]] == ["Ana", "Ben"]
    assert {place.name for place in places if place.is_member} == {"Ana", "Ben", "Cen", "Dea", "Eda", ""}
    [secretariat] = [place for place in places if place.role == SeatRole.SECRETARIAT]
    assert not secretariat.is_member
    [vacant] = [place for place in places if place.is_member and not place.name]
    assert (vacant.institution_name, vacant.email) == (vacant.institution.name_sq, vacant.institution.email)
    cen = council.place_of("Cen")
    assert (cen.function, cen.side, cen.email) == ("Zëvendësministër", "central", "cen@prova.example")
    assert (cen.mandate.seat, cen.person.name) == (cen.seat, "Cen")


def test_only_seats_that_stand_on_the_day_of_the_meeting_are_called(council):
    a_seat(council.body, "Fatmir", valid_to=DAY - A_DAY)
    a_seat(council.body, "Gent", valid_to=DAY)
    a_seat(council.body, "Hana", valid_from=DAY)
    a_seat(council.body, "Ilir", valid_from=DAY + A_DAY)

    council.called()

    assert {"Gent", "Hana"} <= {place.name for place in council.places()}
    assert not {"Fatmir", "Ilir"} & {place.name for place in council.places()}


def test_a_network_and_a_body_without_seats_call_their_coordinators_and_deputies():
    for kind in (BodyKind.NETWORK, BodyKind.FORUM):
        body = BodyFactory(kind=kind)
        first = MandateFactory(body=body, role=Role.COORDINATOR)
        MandateFactory(body=body, role=Role.DEPUTY, institution=first.institution)
        MandateFactory(body=body, role=Role.COORDINATOR, person=first.person)
        MandateFactory(body=body, role=Role.COORDINATOR, valid_to=DAY - A_DAY)
        MandateFactory(body=body, role=Role.HEAD)
        meeting = MeetingFactory(body=body)

        call_meeting(meeting=meeting, by=officer(meeting.office), on=ON)

        places = meeting.attendances.order_by("position")
        assert len(places) == 2
        assert [place.function for place in places if place.person == first.person] == ["Koordinator"]
        assert all(place.is_member and not place.role for place in places)


def test_who_sits_in_a_network_and_coordinates_too_has_one_place():
    body = BodyFactory(kind=BodyKind.NETWORK)
    seat = SeatFactory(body=body)
    held = MandateFactory(body=body, role=Role.MEMBER, seat=seat, institution=seat.institution)
    MandateFactory(body=body, role=Role.COORDINATOR, person=held.person, institution=seat.institution)
    meeting = MeetingFactory(body=body)

    call_meeting(meeting=meeting, by=officer(meeting.office), on=ON)

    assert meeting.attendances.count() == 1


@pytest.mark.parametrize(
    "without", [{"begins_at": None, "ends_at": None}, {"precision": "month", "on": datetime.date(2018, 6, 30)}]
)
def test_a_meeting_without_hour_or_day_is_not_called_and_says_why(council, without):
    Meeting.objects.filter(pk=council.meeting.pk).update(**without)

    with pytest.raises(DomainError, match=r"no (hour|day) yet"):
        council.called()

    assert not Attendance.objects.exists()


def test_a_written_procedure_needs_no_hour():
    council = a_council(kind="written", begins_at=None, ends_at=None)

    assert council.called().state == MeetingState.CALLED


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CANCELLED])
def test_what_is_over_is_not_called_again(council, state):
    council.called()
    Meeting.objects.filter(pk=council.meeting.pk).update(state=state, cancelled_because="x")

    with pytest.raises(DomainError):
        council.called()


def test_only_its_secretariat_calls_a_meeting(council):
    with pytest.raises(NotAllowed):
        call_meeting(meeting=council.meeting, by=officer(OfficeFactory()), on=ON)


def test_called_again_it_adds_who_is_new_and_keeps_the_answers(council):
    council.called()
    with BEFORE_IT:
        reply_to_invitation(attendance=council.place_of("Cen"), said=ReplySaid(reply="yes"), by=council.by, on=ON)
    a_seat(council.body, "Fatmir")

    council.called()

    assert council.place_of("Cen").reply == InvitationReply.YES
    assert council.place_of("Fatmir").position == max(place.position for place in council.places())
    assert council.meeting.attendances.count() == 8
    last = Event.objects.filter(what__startswith="meeting.called").latest("pk")
    assert (last.what, last.data["added"], last.data["removed"]) == ("meeting.called_again", 1, 0)


def test_who_holds_the_seat_no_more_leaves_the_list_and_whoever_follows_takes_it(council):
    council.called()
    seat = council.place_of("Dea").seat
    end_mandate(mandate=seat.mandates.get(), reason="x", by=officer(council.office), on=DAY - 2 * A_DAY)
    MandateFactory(seat=seat, institution=seat.institution, role=Role.MEMBER, person__name="Fatmir", valid_from=DAY)

    council.called()

    names = [place.name for place in council.places()]
    assert "Dea" not in names
    assert council.place_of("Fatmir").seat == seat
    assert len(names) == 7


def test_a_vacant_seat_that_is_filled_keeps_its_place_and_answer(council):
    council.called()
    vacant = next(place for place in council.places() if place.is_member and not place.name)
    said = ReplySaid(reply="substitute", substitute_name="Zana")
    with BEFORE_IT:
        reply_to_invitation(attendance=vacant, said=said, by=council.by, on=ON)
    MandateFactory(seat=vacant.seat, institution=vacant.institution, role=Role.MEMBER, person__name="Fatmir")

    council.called()

    vacant.refresh_from_db()
    assert (vacant.name, vacant.substitute_name) == ("Fatmir", "Zana")
    assert council.meeting.attendances.count() == 7


def test_moved_to_another_day_it_calls_the_members_of_that_day(council):
    a_seat(council.body, "Fatmir", valid_to=DAY)
    council.called()
    later = MeetingSaid(on=DAY + A_DAY, begins_at=datetime.time(10))
    council.meeting = edit_meeting(meeting=council.meeting, said=later, seen=1, by=council.by, on=ON)

    council.called()

    assert "Fatmir" not in [place.name for place in council.places()]


def test_who_has_spoken_stays_whatever_becomes_of_the_seat(council):
    council.called()
    place = council.place_of("Dea")
    StatementFactory(meeting=council.meeting, speaker=place)
    end_mandate(mandate=place.mandate, reason="x", by=council.by, on=DAY - 2 * A_DAY)

    council.called()

    assert council.place_of("Dea") == place
    with pytest.raises(DomainError):
        remove_place(attendance=place, by=council.by, on=ON)


def test_a_guest_is_added_by_hand_and_taken_off_again(council):
    council.called()
    said = PlaceSaid(name="Eksperti", institution=InstitutionFactory(name_sq="Universiteti"), email="e@uni.example")

    place = add_place(meeting=council.meeting, said=said, by=council.by, on=ON)

    assert (place.institution_name, place.is_member, place.is_invited) == ("Universiteti", False, True)
    council.called()
    assert Attendance.objects.filter(pk=place.pk).exists()
    remove_place(attendance=place, by=council.by, on=ON)
    assert not Attendance.objects.filter(pk=place.pk).exists()


def test_a_place_names_somebody(council):
    with pytest.raises(DomainError):
        add_place(meeting=council.meeting, said=PlaceSaid(), by=council.by, on=ON)


def reply(council, name, said, by):
    return reply_to_invitation(attendance=council.place_of(name), said=said, by=by, on=ON)


def test_an_answer_is_taken_until_the_meeting_begins(council):
    council.called()
    said = ReplySaid(reply="no", note="  jashtë  vendit ")

    with BEFORE_IT:
        place = reply(council, "Cen", said, council.by)
    with time_machine.travel("2018-06-25 10:00:00+02:00", tick=False), pytest.raises(DomainError):
        reply(council, "Dea", said, council.by)

    assert (place.reply, place.reply_note) == ("no", "jashtë vendit")


def test_answers_to_a_written_procedure_are_taken_to_the_end_of_its_last_day():
    council = a_council(kind="written", begins_at=None, ends_at=None)
    council.called()

    with time_machine.travel("2018-06-25 23:59:00+02:00", tick=False):
        assert reply(council, "Cen", ReplySaid(reply="yes"), council.by).reply == "yes"
    with time_machine.travel("2018-06-26 00:00:00+02:00", tick=False), pytest.raises(DomainError):
        reply(council, "Dea", ReplySaid(reply="yes"), council.by)


@BEFORE_IT
def test_a_substitute_has_a_name_and_goes_when_another_answer_comes(council):
    council.called()
    sent = ReplySaid(reply="substitute", substitute_name="Zana Gega", substitute_email="zana@prova.example")

    assert reply(council, "Cen", sent, council.by).substitute_name == "Zana Gega"
    place = reply(council, "Cen", ReplySaid(reply="yes", substitute_name="Zana Gega"), council.by)
    with pytest.raises(DomainError) as refused:
        reply(council, "Cen", ReplySaid(reply="substitute"), council.by)

    assert (place.substitute_name, place.substitute_email) == ("", "")
    assert refused.value.field == "substitute_name"


@BEFORE_IT
@pytest.mark.parametrize("said", [ReplySaid(reply=""), ReplySaid(reply="maybe")])
def test_an_answer_says_whether_one_comes(council, said):
    council.called()

    with pytest.raises(DomainError) as refused:
        reply(council, "Cen", said, council.by)

    assert refused.value.field == "reply"


@BEFORE_IT
def test_whoever_is_invited_or_answers_for_the_institution_answers_and_nobody_else(council):
    council.called()
    place = council.place_of("Cen")
    own = actor(Role.MEMBER, place.institution, person=place.person)

    assert reply(council, "Cen", ReplySaid(reply="yes"), own).reply == "yes"
    assert reply(council, "Cen", ReplySaid(reply="no"), coordinator(place.institution)).reply == "no"
    with pytest.raises(NotAllowed):
        reply(council, "Cen", ReplySaid(reply="yes"), coordinator(InstitutionFactory()))


@BEFORE_IT
def test_a_planned_meeting_takes_no_answer():
    place = AttendanceFactory()

    with pytest.raises(DomainError):
        reply_to_invitation(attendance=place, said=ReplySaid(reply="yes"), by=officer(place.meeting.office), on=ON)
