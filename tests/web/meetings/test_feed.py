"""Meetings in the calendars that people subscribe to, beside the duties."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from sekretariat.domain.followup.services import open_feed
from sekretariat.domain.followup.tokens import feed_token_of
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.services import cancel_meeting
from sekretariat.ground.actors import Channel, Role
from tests.domain.meetings.making import ON, a_council
from tests.factories import BodyFactory, InstitutionFactory, MeetingFactory, OfficeFactory
from tests.web.letters.conftest import person_in
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2018-06-18 10:00:00+02:00", tick=False):
        yield


@pytest.fixture
def council():
    return a_council(title_sq="Mbledhja e parë", title_en="First meeting")


@pytest.fixture
def officer(council):
    return person_in(Role.OFFICER, council.office.unit)


@pytest.fixture
def member(council):
    """Who answers for one of the institutions that sit in the council."""
    return person_in(Role.COORDINATOR, council.body.seats.get(mandates__person__name="Cen").institution)


def address_of(person, body=None) -> str:
    acting = actor_of_person(person, language="sq", channel=Channel.PAGE, on=ON)
    return reverse("calendars:feed", args=[feed_token_of(open_feed(body=body, by=acting, on=ON).nonce)])


def events_in(person, body=None) -> dict[int, object]:
    answered = Client().get(address_of(person, body))
    assert answered.status_code == 200
    events = Calendar.from_ical(answered.content).walk("VEVENT")
    return {int(event["UID"].partition("@")[0].removeprefix("meeting-")): event for event in events}


def test_who_is_invited_finds_the_meeting_once_it_is_called(council, member, officer):
    assert events_in(member) == {}
    assert events_in(officer)[council.meeting.pk]["STATUS"] == "TENTATIVE"

    council.called()

    [event] = events_in(member).values()
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == f"Këshilli i provës: Mbledhja e parë ({council.meeting.number_label})"
    assert event["DTSTART"].dt == datetime.datetime.combine(
        council.meeting.on, datetime.time(10), event["DTSTART"].dt.tzinfo
    )
    assert str(event["DTSTART"].params["TZID"]) == "Europe/Tirane"
    assert event["URL"].endswith(reverse("meetings:detail", args=[council.meeting.pk]))


def test_nobody_else_finds_it(council):
    council.called()

    assert events_in(person_in(Role.COORDINATOR, InstitutionFactory())) == {}
    assert events_in(person_in(Role.OFFICER, OfficeFactory().unit)) == {}


def test_one_that_is_cancelled_stays_and_says_so(council, member):
    council.called()
    before = events_in(member)[council.meeting.pk]["SEQUENCE"]
    cancel_meeting(meeting=council.meeting, reason="Mungon salla", by=council.by, on=ON)

    event = events_in(member)[council.meeting.pk]

    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"].startswith("✗ ")
    assert event["SEQUENCE"] > before


def test_the_calendar_of_a_body_holds_its_meetings_alone_and_those_of_its_sub_bodies(council, officer):
    below = MeetingFactory(office=council.office, body=BodyFactory(parent=council.body))
    MeetingFactory(office=council.office)

    assert set(events_in(officer, council.body)) == {council.meeting.pk, below.pk}


def test_a_month_that_was_planned_and_what_is_long_past_have_no_place(council, officer):
    Meeting.objects.filter(pk=council.meeting.pk).update(precision="month")
    MeetingFactory(office=council.office, body=council.body, on=datetime.date(2018, 3, 1))

    assert events_in(officer) == {}


def test_the_same_meetings_give_the_same_bytes(council, officer):
    first = Client().get(address_of(officer))

    again = Client().get(address_of(officer), headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304


def test_more_meetings_take_no_more_queries(council, officer):
    address = address_of(officer)
    one = queries_of(Client(), address)
    MeetingFactory.create_batch(2, office=council.office)

    assert queries_of(Client(), address) == one
