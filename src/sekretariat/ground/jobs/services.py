"""Starting jobs and carrying them out. The queue is django-tasks; retries and leases are ours."""

import datetime
import logging
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from ..actors import Actor
from ..errors import DomainError
from . import registry
from .enums import JobState
from .errors import Interrupted, LeaseLost
from .models import LEASE, Job
from .registry import StoredActor

BACK_OFF = tuple(datetime.timedelta(seconds=seconds) for seconds in (10, 60, 600))

logger = logging.getLogger("sekretariat.jobs")


@transaction.atomic
def start(*, what: str, by: Actor, **arguments: Any) -> Job:
    """Start work in the background, as part of the caller's transaction: undone with it, never lost after it.

    `what` is a name registered with `@job`; the arguments must be plain JSON values.
    """
    now = timezone.now()
    job = Job.objects.create(
        what=what,
        arguments=arguments,
        actor=asdict(StoredActor.of(by)),
        max_attempts=registry.work(what).max_attempts,
        not_before=now,
        created_at=now,
    )
    _enqueue(job)
    return job


def _enqueue(job: Job) -> None:
    # The queue is a table of the same database, so its row belongs to the transaction like the job's own: handing
    # it over "on commit" would open a moment in which a killed process leaves a job that nobody runs.
    run_job.using(run_after=job.not_before).enqueue(job.pk)


@task()
def run_job(job_id: int) -> None:
    run(job_id)


def run(job_id: int) -> None:
    """Carry the job out if it is due and nobody else has it.

    What is expected to fail (a `DomainError`) fails at once with its sentence; everything else is tried again.
    """
    job = _take(job_id)
    if job is None:
        return
    stored = StoredActor(**job.actor)
    with override(stored.language):
        try:
            work = registry.work(job.what)
            result = work.run(job, registry.make_actor(stored), **job.arguments)
            _close(job, JobState.DONE, result=result)
        except Interrupted:
            _put_back(job)
            raise
        except LeaseLost:
            logger.warning("Job %s was given to another worker.", job)
        except DomainError as error:
            _close(job, JobState.FAILED, error=str(error))
        except Exception as error:
            logger.exception("Job %s failed.", job)
            _try_again_or_fail(job, error)


def _take(job_id: int) -> Job | None:
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=JobState.WAITING, not_before__lte=now)
    taken = waiting.update(
        state=JobState.RUNNING, lease_until=now + LEASE, attempts=F("attempts") + 1, started_at=now, error=""
    )
    return Job.objects.get(pk=job_id) if taken else None


def _held(job: Job) -> QuerySet[Job]:
    """The row, as long as this run of it holds the lease: the number of the attempt tells one run from another."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def report_progress(job: Job, done: int, total: int) -> None:
    """Say how far the work is, and keep the lease. Work longer than `LEASE` must do so again and again.

    Raises LeaseLost when another worker has the job by now: the function has to end without further writing.
    """
    lease_until = timezone.now() + LEASE
    if not _held(job).update(done_count=done, total_count=total, lease_until=lease_until):
        raise LeaseLost


def _close(job: Job, state: JobState, *, result: object = None, error: str = "") -> None:
    _held(job).update(state=state, result=result, error=error, lease_until=None, finished_at=timezone.now())


@transaction.atomic
def _wait(job: Job, *, until: datetime.datetime, attempts: int, error: str = "") -> None:
    waits = _held(job).update(
        state=JobState.WAITING, lease_until=None, not_before=until, attempts=attempts, error=error
    )
    if waits:
        job.not_before = until
        _enqueue(job)


def _put_back(job: Job) -> None:
    _wait(job, until=timezone.now(), attempts=job.attempts - 1)


def _try_again_or_fail(job: Job, error: Exception) -> None:
    cause = f"{type(error).__name__}: {error}"
    if job.attempts >= job.max_attempts:
        sentence = _("It failed %(count)s times. Show the administrator this message: %(cause)s")
        _close(job, JobState.FAILED, error=sentence % {"count": job.attempts, "cause": cause})
    else:
        pause = BACK_OFF[min(job.attempts, len(BACK_OFF)) - 1]
        _wait(job, until=timezone.now() + pause, attempts=job.attempts, error=cause)


def reap(now: datetime.datetime) -> int:
    """Queue the jobs of dead workers again, and give up those that took a worker with them each time.

    Returns how many were found.
    """
    lost = Job.objects.lost(now=now)
    return sum(_reap_one(lost.filter(pk=job.pk), job, now) for job in lost.order_by("pk"))


@transaction.atomic
def _reap_one(row: QuerySet[Job], job: Job, now: datetime.datetime) -> int:
    # The row is changed only while it is still lost: of two workers that reap at once, one finds it.
    if job.state == JobState.RUNNING and job.attempts >= job.max_attempts:
        with override(job.actor["language"]):
            error = _("The work was broken off %(count)s times. Tell the administrator.") % {"count": job.attempts}
        return row.update(state=JobState.FAILED, error=error, lease_until=None, finished_at=now)
    found = row.update(state=JobState.WAITING, lease_until=None, not_before=now)
    if found:
        job.not_before = now
        _enqueue(job)
    return found
