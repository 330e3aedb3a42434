"""The worker's own recurring work."""

import datetime

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ..files.store import sweep
from .models import Job
from .services import reap
from .ticks import tick

KEEP_JOBS = datetime.timedelta(days=30)
KEEP_QUEUE = datetime.timedelta(days=7)
KEEP_TEMPORARY = datetime.timedelta(days=1)


@tick(every=datetime.timedelta(seconds=15))
def reap_lost_jobs(now: datetime.datetime) -> None:
    reap(now)


@tick(every=datetime.timedelta(days=1))
def sweep_temporary_files(now: datetime.datetime) -> None:
    """Remove what processes that died left in the store of files, once nobody can be writing it any more."""
    sweep(now - KEEP_TEMPORARY)


@tick(every=datetime.timedelta(days=1))
def forget_old_jobs(now: datetime.datetime) -> None:
    """Results are there to be fetched, not to be kept: what has to last is in the audit trail and the files."""
    Job.objects.filter(finished_at__lt=now - KEEP_JOBS).delete()
    queue = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    queue.filter(enqueued_at__lt=now - KEEP_QUEUE).delete()
