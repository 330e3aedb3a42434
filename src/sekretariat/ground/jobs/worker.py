"""The loop of the worker: recurring work that is due, then one job, and again."""

import logging
import os
import socket
import time

from django.db import Error as DatabaseFailure
from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from . import stopping
from .ticks import run_due_ticks

IDLE_SECONDS = 1.0
DATABASE_GONE_SECONDS = 2.0

logger = logging.getLogger("sekretariat.jobs")


def work_until_stopped() -> None:
    """Work until SIGTERM or Ctrl-C. Outlives a database that goes away for a while."""
    with stopping.listening():
        while not stopping.asked():
            try:
                if not work_one_round():
                    _pause(IDLE_SECONDS)
            except DatabaseFailure as error:
                logger.warning("The database does not answer: %s", error)
                connection.close()
                _pause(DATABASE_GONE_SECONDS)


def work_until_idle() -> None:
    """Work as long as anything is due, then return: for cron and for tests."""
    while work_one_round():
        pass


def work_one_round() -> bool:
    """Run the ticks that are due and at most one job. False when there was nothing to do."""
    close_old_connections()
    ticked = run_due_ticks(timezone.now())
    # Asked first, because claiming locks the whole of an SQLite database for a moment.
    if stopping.asked() or not DBTaskResult.objects.ready().exists():
        return ticked > 0
    _task_worker().run()
    return True


def _task_worker() -> TaskWorker:
    """The library's worker, for one task: it claims the task, calls it and notes the outcome."""
    return TaskWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=f"{socket.gethostname()[:50]}-{os.getpid()}",
        max_tasks=1,
        batch=True,
        interval=0.1,
        startup_delay=False,
    )


def _pause(seconds: float) -> None:
    end = time.monotonic() + seconds
    while not stopping.asked() and time.monotonic() < end:
        time.sleep(0.1)
