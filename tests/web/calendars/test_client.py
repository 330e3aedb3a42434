"""A calendar client that we did not write (vdirsyncer) subscribes to a calendar over HTTP and keeps up with it."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone
from icalendar import Calendar

from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import withdraw
from tests.factories import officer
from tests.web.duties.making import a_scene

from .reading import ON, address_of, feed_of

CONFIG = """
[general]
status_path = "{folder}/status/"

[pair duties]
a = "kept"
b = "sekretariat"
collections = null
conflict_resolution = "b wins"
partial_sync = "revert"

[storage kept]
type = "filesystem"
path = "{folder}/kept/"
fileext = ".ics"

[storage sekretariat]
type = "http"
url = "{url}"
"""

pytestmark = pytest.mark.process


class Subscriber:
    """The client, with a folder in which it keeps one file for each event."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "kept").mkdir()
        (folder / "config").write_text(CONFIG.format(folder=folder, url=url))
        self._run("discover", "duties")

    def sync(self, *options: str) -> dict[str, datetime.date]:
        """What it keeps afterwards: the day of each event by its title."""
        self._run("sync", *options)
        events = [Calendar.from_ical(path.read_bytes()).walk("VEVENT")[0] for path in self.folder.glob("kept/*.ics")]
        return {str(event["SUMMARY"]): event["DTSTART"].dt for event in events}

    def fails(self) -> bool:
        return self._start("sync").returncode != 0

    def _run(self, *arguments: str) -> None:
        done = self._start(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr

    def _start(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "vdirsyncer", "-c", str(self.folder / "config"), *arguments],
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def clock() -> None:
    """The client's own clock is not shifted: this module does without the one of its neighbours."""


@pytest.mark.django_db(transaction=True)
def test_a_client_subscribes_sees_a_deadline_move_and_a_duty_leave_and_is_shut_out(live_server, tmp_path):
    scene = a_scene()
    june = datetime.date(2018, 6, 4)
    subscriber = Subscriber(tmp_path, live_server.url + address_of(feed_of(scene.officer)))

    assert subscriber.sync() == {f"{name}: Caktoni koordinatorin": june for name in ("MFE", "MK", "MD")}

    Obligation.objects.filter(pk=scene.duty.pk).update(due_on=june + datetime.timedelta(days=7))
    withdraw(obligation=scene.duty_of(scene.institutions[1]), reason="x", by=officer(scene.office), on=ON)
    assert subscriber.sync() == {
        "MFE: Caktoni koordinatorin": june + datetime.timedelta(days=7),
        "MD: Caktoni koordinatorin": june,
    }

    end_mandate(mandate=scene.officer.mandates.get(), reason="x", by=officer(scene.office), on=timezone.localdate())
    assert subscriber.fails()
