"""The worker as a process: it works, stops when asked, and what a kill leaves behind is taken up again."""

import datetime
import signal
import time
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from sekretariat.ground.actors import Actor, system_actor
from sekretariat.ground.jobs.enums import JobState
from sekretariat.ground.jobs.models import Job, Tick
from sekretariat.ground.jobs.registry import job
from sekretariat.ground.jobs.services import start
from tests.installation import Installation, stop

# A worker whose house knows one job: it notes its begin, takes its time, and notes its end.
WORKER = """
import sys, time
from django.core.management import call_command
from sekretariat.ground.jobs.registry import job

@job("test.slow")
def slow(job, actor, *, seconds, log):
    with open(log, "a") as file:
        print("begin", job.attempts, file=file, flush=True)
        time.sleep(seconds)
        print("end", job.attempts, file=file, flush=True)

"""
SERVE = WORKER + "call_command('worker')"
ONCE = WORKER + "call_command('worker', '--once')"


def start_slow(installation: Installation, *, seconds: float) -> Callable[[], list[str]]:
    """Start the slow job in the installation; returns a function that reads the job's notes."""
    log = installation.folder / "log"
    log.touch()
    installation.python(
        WORKER + "from sekretariat.ground.actors import system_actor\n"
        "from sekretariat.ground.jobs.services import start\n"
        f"start(what='test.slow', by=system_actor(), seconds={seconds}, log={str(log)!r})"
    )
    return lambda: log.read_text().splitlines()


def wait_for(what: Callable[[], object], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def states(installation: Installation) -> str:
    return installation.python(
        "from sekretariat.ground.models import Job\nprint(*Job.objects.values_list('state', 'attempts'))"
    ).strip()


@pytest.mark.process
def test_a_worker_asked_to_stop_finishes_the_job_in_hand_and_ends(installation):
    notes = start_slow(installation, seconds=2)
    worker = installation.start_python(SERVE)
    wait_for(notes)

    code = stop(worker)

    assert (code, notes()) == (0, ["begin 1", "end 1"])
    assert states(installation) == "('done', 1)"


@pytest.mark.process
def test_a_worker_asked_to_stop_breaks_off_a_long_job_which_the_next_one_begins_anew(installation):
    notes = start_slow(installation, seconds=60)
    worker = installation.start_python(SERVE)
    wait_for(notes)

    code = stop(worker)

    assert (code, notes()) == (0, ["begin 1"])
    assert states(installation) == "('waiting', 0)"


@pytest.mark.process
def test_an_idle_worker_asked_to_stop_ends(installation):
    worker = installation.start("worker")
    wait_for(lambda: "None" not in seen(installation))

    assert stop(worker) == 0


def seen(installation: Installation) -> str:
    return installation.python("from sekretariat.ground.jobs.queries import worker_seen_at\nprint(worker_seen_at())")


@pytest.mark.process
def test_the_job_of_a_killed_worker_is_done_by_another_once_its_lease_has_run_out(installation):
    notes = start_slow(installation, seconds=0.5)
    worker = installation.start_python(SERVE)
    wait_for(notes)

    worker.send_signal(signal.SIGKILL)
    worker.wait()
    installation.python(ONCE)

    assert states(installation) == "('running', 1)", "its lease has not run out"

    installation.python(
        "from sekretariat.ground.models import Job, Tick\nfrom django.utils import timezone\n"
        "Job.objects.update(lease_until=timezone.now())\nTick.objects.update(next_at=timezone.now())"
    )
    installation.python(ONCE)

    assert notes()[-2:] == ["begin 2", "end 2"]
    assert states(installation) == "('done', 2)"


@pytest.mark.process
def test_a_worker_outlives_a_database_that_is_away_for_a_while(installation):
    rename = "from django.db import connection\nconnection.cursor().execute('ALTER TABLE {} RENAME TO {}')"
    worker = installation.start_python(SERVE)
    wait_for(lambda: "None" not in seen(installation))

    installation.python(rename.format("ground_tick", "away"))
    time.sleep(3)
    installation.python(rename.format("away", "ground_tick"))
    notes = start_slow(installation, seconds=0)

    wait_for(lambda: notes() == ["begin 1", "end 1"])
    assert stop(worker) == 0


@job("test.count")
def count(job: Job, actor: Actor) -> int:
    return Job.objects.count()


@pytest.mark.django_db(transaction=True)
def test_working_once_does_all_that_is_due_and_ends():
    for _ in range(3):
        start(what="test.count", by=system_actor())

    call_command("worker", "--once", stdout=StringIO())

    assert set(Job.objects.values_list("state", "result")) == {(JobState.DONE, 3)}
    assert timezone.now() - Tick.objects.order_by("last_run_at")[0].last_run_at < datetime.timedelta(seconds=20)
