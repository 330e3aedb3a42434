"""Recurring work: when it is due, once however many workers there are, again after a failure."""

import datetime
import time

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sekretariat.ground.actors import system_actor
from sekretariat.ground.jobs import ticks
from sekretariat.ground.jobs.enums import JobState
from sekretariat.ground.jobs.models import Job, Tick
from sekretariat.ground.jobs.queries import worker_seen_at
from sekretariat.ground.jobs.registry import job
from sekretariat.ground.jobs.services import run, start
from sekretariat.ground.jobs.tasks import forget_old_jobs
from sekretariat.ground.jobs.ticks import RETRY, bring_forward, run_due_ticks, tick

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def schedule(monkeypatch):
    """Only the ticks of the test."""
    monkeypatch.setattr(ticks, "_schedule", {})


@pytest.fixture
def calls():
    return []


@pytest.fixture
def hourly(calls):
    @tick(every=HOUR)
    def note(now: datetime.datetime) -> None:
        calls.append(now)

    return note


def test_a_tick_runs_when_first_seen_and_then_every_period(hourly, calls):
    now = timezone.now()

    ran = [run_due_ticks(now + later) for later in (0 * HOUR, HOUR - SECOND, HOUR, HOUR + SECOND)]

    assert ran == [1, 0, 1, 0]
    assert calls == [now, now + HOUR]


def test_a_tick_that_was_missed_for_a_while_runs_once_and_keeps_its_hour(hourly, calls):
    now = timezone.now()
    run_due_ticks(now)

    run_due_ticks(now + 5 * HOUR + 10 * SECOND)

    assert len(calls) == 2
    assert Tick.objects.get().next_at == now + 6 * HOUR


def test_a_tick_brought_forward_runs_in_the_next_round(hourly, calls):
    run_due_ticks(timezone.now())

    bring_forward(hourly)

    assert run_due_ticks(timezone.now()) == 1
    assert len(calls) == 2


def test_a_tick_brought_forward_while_it_runs_runs_once_more():
    @tick(every=HOUR)
    def insist(now: datetime.datetime) -> None:
        bring_forward(insist)

    ran = [run_due_ticks(timezone.now()) for _ in range(2)]

    assert ran == [1, 1]


def test_a_failing_tick_is_due_again_soon_and_does_not_stop_the_others(calls, hourly):
    @tick(every=24 * HOUR)
    def fail(now: datetime.datetime) -> None:
        raise ZeroDivisionError

    now = timezone.now()

    run_due_ticks(now)

    assert calls == [now]
    assert Tick.objects.get(name__endswith="fail").next_at == now + RETRY


def test_a_worker_is_seen_by_its_ticks(hourly):
    now = timezone.now()

    run_due_ticks(now)

    assert worker_seen_at() == now


# Twenty ticks that note their number, run once by a process that starts on the stroke of the given second.
ROUND = """
import sys, time
from django.utils import timezone
from sekretariat.ground.jobs import ticks

ticks._schedule.clear()
for number in range(20):
    def note(now, number=number):
        print(number, flush=True)
    note.__name__ = f"note_{{number}}"
    ticks.tick(every=ticks.RETRY)(note)
time.sleep({at} - time.time())
ticks.run_due_ticks(timezone.now())
"""


@pytest.mark.process
def test_two_workers_at_once_run_each_tick_once(installation):
    code = ROUND.format(at=time.time() + 4)

    workers = [installation.start_python(code) for _ in range(2)]
    noted = [worker.communicate(timeout=30)[0].split() for worker in workers]

    assert sorted(map(int, noted[0] + noted[1])) == list(range(20))


@job("test.nothing")
def nothing(job: Job, actor: object) -> None:
    pass


def test_old_results_are_forgotten_and_what_still_waits_is_not():
    old, recent, waiting = (start(what="test.nothing", by=system_actor()) for _ in range(3))
    run(old.pk)
    run(recent.pk)
    long_ago = timezone.now() - datetime.timedelta(days=31)
    Job.objects.filter(pk=old.pk).update(finished_at=long_ago)
    DBTaskResult.objects.update(enqueued_at=long_ago)
    DBTaskResult.objects.filter(args_kwargs__args=[old.pk]).update(status=TaskResultStatus.SUCCESSFUL)

    forget_old_jobs(timezone.now())

    assert set(Job.objects.values_list("pk", "state")) == {
        (recent.pk, JobState.DONE),
        (waiting.pk, JobState.WAITING),
    }
    assert DBTaskResult.objects.count() == 2
