"""A calendar client that we did not write (vdirsyncer) reads a feed and an invitation over HTTP, across both nights on
which the clocks change.
"""

import datetime
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from sekretariat.domain.meetings.services import MeetingSaid, cancel_meeting, edit_meeting, send_invitations
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.domain.meetings.making import a_council
from tests.factories import MeetingFactory
from tests.web.calendars.test_client import Subscriber
from tests.web.letters.conftest import person_in

from .test_feed import address_of

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]

TIRANE = ZoneInfo("Europe/Tirane")
A_DAY = datetime.timedelta(days=1)


def nights_of_change() -> list[datetime.date]:
    """The two days of next year on which an hour is lost or won."""
    first = datetime.date(timezone.localdate().year + 1, 1, 1)
    noons = [datetime.datetime.combine(first + A_DAY * days, datetime.time(12), TIRANE) for days in range(365)]
    return [after.date() for before, after in pairwise(noons) if before.utcoffset() != after.utcoffset()]


class Kept(Subscriber):
    """What the client keeps of the meetings: each by its number, which ends its title, in the zone that came in its own
    file. The client gives every event a UID of its own.
    """

    def events(self) -> dict[str, tuple[datetime.datetime, str]]:
        self._run("sync")
        kept = {}
        for path in self.folder.glob("kept/*.ics"):
            calendar = Calendar.from_ical(path.read_bytes())
            [event] = calendar.walk("VEVENT")
            [zone] = calendar.walk("VTIMEZONE")
            begins = event["DTSTART"].dt.replace(tzinfo=zone.to_tz(lookup_tzid=False))
            number = str(event["SUMMARY"]).rpartition("(")[2].rstrip(")")
            kept[number] = (begins.astimezone(datetime.UTC), str(event["STATUS"]))
        return kept


class Mailbox:
    """Hands out one calendar file, as a mail program would the attachment of the last mail."""

    def __init__(self) -> None:
        self.body = b""
        mailbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/calendar; charset=utf-8")
                self.end_headers()
                self.wfile.write(mailbox.body)

            def log_message(self, *_said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/ftesa.ics"

    def receive(self, address: str) -> None:
        mail = Outbox.objects.filter(to_address=address).latest("pk")
        with mail.attachments.get().file.open() as content:
            self.body = content.read()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    yield box
    box.server.shutdown()
    box.server.server_close()


def test_the_feed_is_read_with_ten_in_the_morning_on_either_side_of_both_changes(live_server, tmp_path):
    council = a_council()
    council.meeting.delete()
    days = [night + A_DAY * offset for night in nights_of_change() for offset in (-1, 0, 1)]
    meetings = [MeetingFactory(office=council.office, body=council.body, on=day, called=True) for day in days]
    officer = person_in(Role.OFFICER, council.office.unit)

    kept = Kept(tmp_path, live_server.url + address_of(officer)).events()

    assert len(days) == 6
    assert {
        meeting.number_label: (meeting.begins.astimezone(datetime.UTC), "CONFIRMED") for meeting in meetings
    } == kept
    hours = {begins.hour for begins, _status in kept.values()}
    assert hours == {8, 9}  # ten in Tirana in summer and in winter


def test_an_invitation_is_read_moves_over_the_change_and_is_cancelled(mailbox, tmp_path):
    [spring, _autumn] = nights_of_change()
    council = a_council()
    council.meeting.on = spring - A_DAY
    council.meeting.save()
    council.called()

    def invited() -> None:
        send_invitations(meeting=council.meeting, attendances=council.places(), by=council.by, on=timezone.localdate())
        mailbox.receive("cen@prova.example")

    invited()
    client = Kept(tmp_path, mailbox.url)
    assert list(client.events().values()) == [(council.meeting.begins.astimezone(datetime.UTC), "CONFIRMED")]

    moved = MeetingSaid(on=spring + A_DAY, begins_at=datetime.time(10))
    council.meeting = edit_meeting(
        meeting=council.meeting, said=moved, seen=council.meeting.revision, by=council.by, on=timezone.localdate()
    )
    invited()
    [(begins, status)] = client.events().values()
    assert (begins.hour, begins.date(), status) == (8, spring + A_DAY, "CONFIRMED")

    council.meeting = cancel_meeting(meeting=council.meeting, reason="x", by=council.by, on=timezone.localdate())
    invited()
    assert [status for _begins, status in client.events().values()] == ["CANCELLED"]
