"""Jobs: started with the transaction, tried again, given up, taken over from dead workers."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django_tasks_db.models import DBTaskResult

from sekretariat.ground.actors import ANONYMOUS, Actor, Capacity, Channel, Role, system_actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.jobs import registry
from sekretariat.ground.jobs.enums import JobState
from sekretariat.ground.jobs.errors import Interrupted, LeaseLost
from sekretariat.ground.jobs.models import LEASE, Job
from sekretariat.ground.jobs.queries import worker_seen_at
from sekretariat.ground.jobs.registry import StoredActor, job, register_actor_maker
from sekretariat.ground.jobs.services import BACK_OFF, reap, report_progress, run, start

pytestmark = pytest.mark.django_db

CAPACITY_OF_TODAY = Capacity(role=Role.OFFICER, institution_id=7)
OFFICER = Actor(person_id=3, user_id=4, name="Ana Çela", language="en", capacities=(CAPACITY_OF_TODAY,))


@pytest.fixture(autouse=True)
def maker(monkeypatch):
    monkeypatch.setattr(registry, "_makers", [])
    register_actor_maker(
        lambda stored: Actor(person_id=stored.person_id, name=stored.name, capacities=(CAPACITY_OF_TODAY,))
    )


@job("test.add")
def add(job: Job, actor: Actor, *, numbers: list[int]) -> dict[str, object]:
    return {"sum": sum(numbers), "by": actor.name}


@job("test.look")
def look(job: Job, actor: Actor) -> list[object]:
    return [actor.person_id, actor.channel, actor.language, len(actor.capacities), actor.is_system, get_language()]


@job("test.fail", max_attempts=2)
def fail(job: Job, actor: Actor) -> None:
    raise ZeroDivisionError("nothing to divide by")


@job("test.refuse")
def refuse(job: Job, actor: Actor) -> None:
    raise DomainError("The letter is not registered yet.")


@job("test.stop")
def be_stopped(job: Job, actor: Actor) -> None:
    raise Interrupted


@job("test.unkeepable")
def return_what_json_cannot_hold(job: Job, actor: Actor) -> object:
    return object()


def due_again(row: Job) -> datetime.datetime:
    """Take the job out of its waiting, and return the moment at which it waits to be run."""
    row.refresh_from_db()
    assert row.state == JobState.WAITING
    return row.not_before


def queued(row: Job) -> int:
    return sum(task.args_kwargs["args"] == [row.pk] for task in DBTaskResult.objects.all())


def test_a_started_job_waits_in_the_queue_until_it_is_run():
    row = start(what="test.add", by=OFFICER, numbers=[1, 2, 3])

    assert (row.state, queued(row)) == (JobState.WAITING, 1)

    run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.result) == (JobState.DONE, {"sum": 6, "by": "Ana Çela"})
    assert (row.attempts, row.is_over, row.lease_until) == (1, True, None)


def test_a_job_started_in_a_transaction_that_is_undone_never_was():
    with transaction.atomic():
        start(what="test.add", by=OFFICER, numbers=[])
        transaction.set_rollback(True)

    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_job_that_is_not_registered_cannot_be_started():
    with pytest.raises(LookupError):
        start(what="test.unheard", by=OFFICER)


def test_two_functions_cannot_be_registered_under_one_name():
    with pytest.raises(ValueError, match=r"test\.add"):
        job("test.add")(fail)


def test_a_job_runs_with_the_rights_of_today_in_the_language_of_who_started_it():
    row = start(what="test.look", by=OFFICER)

    run(row.pk)

    row.refresh_from_db()
    assert row.result == [3, Channel.JOB, "en", 1, False, "en"]
    assert "capacities" not in row.actor


def test_a_job_of_the_system_runs_as_the_system():
    row = start(what="test.look", by=system_actor(Channel.COMMAND))

    run(row.pk)

    row.refresh_from_db()
    assert row.result == [None, Channel.JOB, "sq", 0, True, "sq"]


def test_a_job_started_through_a_personal_link_keeps_its_one_obligation():
    row = start(what="test.look", by=Actor(person_id=3, only_obligation=15))

    assert StoredActor(**row.actor).only_obligation == 15


def test_a_job_is_run_once_even_if_it_is_queued_twice():
    row = start(what="test.add", by=OFFICER, numbers=[1])

    run(row.pk)
    run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.DONE, 1)


def test_a_failing_job_is_tried_again_later_and_then_given_up_with_its_cause():
    row = start(what="test.fail", by=OFFICER)

    run(row.pk)

    again_at = due_again(row)
    assert again_at - timezone.now() > BACK_OFF[0] - datetime.timedelta(seconds=5)
    assert (queued(row), row.error) == (2, "ZeroDivisionError: nothing to divide by")

    run(row.pk)

    assert Job.objects.get(pk=row.pk).attempts == 1, "it does not run before its time"

    with time_machine.travel(again_at, tick=False):
        run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.FAILED, 2)
    assert row.error == (
        "It failed 2 times. Show the administrator this message: ZeroDivisionError: nothing to divide by"
    )


def test_a_rule_that_forbids_it_fails_the_job_at_once_with_its_sentence():
    row = start(what="test.refuse", by=OFFICER)

    run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == (JobState.FAILED, 1, "The letter is not registered yet.")


@pytest.mark.django_db(transaction=True)
def test_a_result_that_cannot_be_kept_is_a_failure_like_any_other():
    row = start(what="test.unkeepable", by=OFFICER)

    run(row.pk)

    due_again(row)
    assert row.error.startswith("TypeError")


def test_a_job_whose_function_is_gone_says_so():
    row = start(what="test.add", by=OFFICER, numbers=[])
    Job.objects.update(what="test.removed", max_attempts=1)

    run(row.pk)

    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert "test.removed" in row.error


def test_a_job_broken_off_by_the_worker_is_queued_again_and_the_attempt_not_counted():
    row = start(what="test.stop", by=OFFICER)

    with pytest.raises(Interrupted):
        run(row.pk)

    due_again(row)
    assert (row.attempts, queued(row)) == (0, 2)


def running(**fields: object) -> Job:
    """A job in the hands of a worker."""
    row = start(what="test.add", by=OFFICER, numbers=[])
    values = {"state": JobState.RUNNING, "attempts": 1, "lease_until": timezone.now() + LEASE} | fields
    Job.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    return row


def test_reporting_progress_shows_it_and_keeps_the_lease():
    row = running(lease_until=timezone.now() + datetime.timedelta(seconds=1))

    report_progress(row, 3, 17)

    row.refresh_from_db()
    assert (row.done_count, row.total_count) == (3, 17)
    assert row.lease_until > timezone.now() + LEASE - datetime.timedelta(seconds=5)


def test_reporting_progress_tells_a_worker_that_lost_the_job_to_another():
    row = running()
    Job.objects.update(attempts=2)

    with pytest.raises(LeaseLost):
        report_progress(row, 1, 2)


def test_a_worker_that_lost_the_job_leaves_the_row_to_the_other():
    @job("test.overtaken")
    def overtaken(job: Job, actor: Actor) -> None:
        Job.objects.filter(pk=job.pk).update(attempts=2)
        report_progress(job, 1, 1)

    row = start(what="test.overtaken", by=OFFICER)

    run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts, row.done_count) == (JobState.RUNNING, 2, 0)


def test_reaping_queues_the_job_of_a_silent_worker_again():
    row = running(lease_until=timezone.now() - datetime.timedelta(seconds=1))

    assert reap(timezone.now()) == 1
    assert reap(timezone.now()) == 0

    due_again(row)
    assert queued(row) == 2
    run(row.pk)
    assert Job.objects.get(pk=row.pk).state == JobState.DONE


def test_reaping_leaves_a_job_alone_whose_worker_lives():
    running()

    assert reap(timezone.now()) == 0


def test_reaping_queues_a_job_again_whose_worker_died_between_queue_and_lease():
    row = start(what="test.add", by=OFFICER, numbers=[])
    DBTaskResult.objects.all().delete()

    assert reap(timezone.now()) == 0
    assert reap(timezone.now() + LEASE + datetime.timedelta(seconds=1)) == 1

    assert queued(row) == 1


def test_reaping_gives_up_a_job_that_took_a_worker_with_it_each_time():
    row = running(attempts=3, lease_until=timezone.now() - datetime.timedelta(seconds=1))

    reap(timezone.now())

    row.refresh_from_db()
    assert (row.state, row.error) == (JobState.FAILED, "The work was broken off 3 times. Tell the administrator.")


def test_a_job_is_visible_to_who_started_it_and_to_the_system_alone():
    start(what="test.add", by=OFFICER, numbers=[])

    seen = [Job.objects.visible_to(actor).count() for actor in (OFFICER, Actor(person_id=9), ANONYMOUS, system_actor())]

    assert seen == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "fields", [{"lease_until": None}, {"state": JobState.DONE}, {"state": JobState.WAITING}, {"finished_at": "now"}]
)
def test_a_job_with_a_state_that_contradicts_its_moments_is_refused_by_the_database(fields):
    row = running()
    if "finished_at" in fields:
        fields = {"finished_at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=row.pk).update(**fields)


def test_a_worker_with_a_long_job_is_seen_when_the_job_reports():
    assert worker_seen_at() is None

    row = running()
    report_progress(row, 1, 2)

    assert timezone.now() - worker_seen_at() < datetime.timedelta(seconds=5)
