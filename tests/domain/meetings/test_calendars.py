"""Meetings as calendars: read back by programs and time zones that we did not write."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone

from sekretariat.domain.meetings.exporters.calendars import invitation_ics, meeting_events, timezone_component
from sekretariat.domain.meetings.queries.inviting import with_changes
from sekretariat.ground.actors import Actor
from tests.factories import AttendanceFactory, MeetingFactory

STAMP = datetime.datetime(2026, 3, 1, 8, tzinfo=datetime.UTC)
TIRANE = ZoneInfo("Europe/Tirane")
# Both nights on which the clocks change in 2026, and the days around them.
DAYS = [datetime.date(2026, *day) for day in ((3, 28), (3, 29), (3, 30), (10, 24), (10, 25), (10, 26))]

pytestmark = pytest.mark.django_db


def appointment(meeting, **options):
    place = AttendanceFactory(meeting=meeting, name="Ana", email="ana@prova.example")
    data = invitation_ics(meeting, place, email=place.email, stamp=STAMP, **options)
    calendar = Calendar.from_ical(data)
    [event] = calendar.walk("VEVENT")
    return calendar, event


@pytest.mark.parametrize("on", DAYS)
def test_a_meeting_at_ten_is_at_ten_by_the_clock_on_the_wall_on_either_side_of_the_change(on):
    meeting = MeetingFactory(on=on, begins_at=datetime.time(10), ends_at=datetime.time(12, 30))

    calendar, event = appointment(meeting)

    assert event["DTSTART"].params["TZID"] == "Europe/Tirane"
    # By the rules that the file itself brings along, not by those that this machine knows.
    [zone] = calendar.walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)
    begins, ends = event["DTSTART"].dt.replace(tzinfo=own), event["DTEND"].dt.replace(tzinfo=own)
    assert begins.astimezone(datetime.UTC) == meeting.begins.astimezone(datetime.UTC)
    assert ends.astimezone(datetime.UTC) == meeting.ends.astimezone(datetime.UTC)
    assert (begins.hour, ends.hour, ends.minute) == (10, 12, 30)


@pytest.mark.parametrize("year", [2018, 2026, 2035])
def test_the_zone_of_the_file_is_that_of_the_country_every_day_of_the_year(year):
    own = Timezone.from_ical(timezone_component().to_ical()).to_tz(lookup_tzid=False)
    moments = [datetime.datetime(year, 1, 1, 12) + datetime.timedelta(days=days) for days in range(365)]

    assert [one.replace(tzinfo=own).utcoffset() for one in moments] == [
        one.replace(tzinfo=TIRANE).utcoffset() for one in moments
    ]


def test_a_long_meeting_over_the_night_of_the_change_keeps_its_length():
    before = MeetingFactory(on=DAYS[4], begins_at=datetime.time(1), ends_at=datetime.time(5))

    _calendar, event = appointment(before)

    assert (event["DTEND"].dt.astimezone(datetime.UTC) - event["DTSTART"].dt.astimezone(datetime.UTC)) == (
        datetime.timedelta(hours=5)
    )


def test_the_same_meeting_has_the_same_uid_and_its_revision_as_sequence():
    meeting = MeetingFactory(called=True)
    _calendar, first = appointment(meeting)
    meeting.revision = 4

    _calendar, second = appointment(meeting)

    assert first["UID"] == second["UID"] == f"meeting-{meeting.pk}@{first['UID'].partition('@')[2]}"
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 4)


def test_what_is_cancelled_says_so_and_why():
    meeting = MeetingFactory(state="cancelled", cancelled_because="Mungon salla")

    calendar, event = appointment(meeting, is_withdrawn=True)

    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert "Mungon salla" in event["DESCRIPTION"]


def test_commas_lines_and_letters_of_both_alphabets_come_back_as_they_were():
    title = "Ç'është, kush; e \\ pse\n(ё)"
    meeting = MeetingFactory(title_sq=title, place_sq="Salla, kati 2; hyrja B")

    _calendar, event = appointment(meeting)

    assert title in event["SUMMARY"]
    assert event["LOCATION"] == "Salla, kati 2; hyrja B"


def test_a_written_procedure_is_a_day_that_is_not_busy():
    meeting = MeetingFactory(kind="written", begins_at=None, ends_at=None, called=True)

    _calendar, event = appointment(meeting)

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (meeting.on, meeting.on + datetime.timedelta(days=1))
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_feed_names_nobody_as_invited_and_brings_the_zone_once():
    for on in DAYS:
        AttendanceFactory(meeting=MeetingFactory(called=True, on=on, number=DAYS.index(on) + 1))

    components = meeting_events(
        with_changes(MeetingFactory._meta.model.objects.all()),
        reader=Actor(language="en"),
        address_of=lambda meeting: f"https://x/{meeting.pk}/",
    )

    zones = [one for one in components if one.name == "VTIMEZONE"]
    events = [one for one in components if one.name == "VEVENT"]
    assert (len(zones), len(events)) == (1, len(DAYS))
    assert not any("ATTENDEE" in event for event in events)
    assert {event["SUMMARY"].split(":")[1].strip()[:7] for event in events} == {"Meeting"}
    assert meeting_events([], reader=Actor(), address_of=str) == []
