"""How the installation is: database, storage, work in the background, mail."""

import datetime
import os
from collections.abc import Callable

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

from sekretariat.ground.jobs.enums import JobState
from sekretariat.ground.jobs.models import LEASE, Job
from sekretariat.ground.jobs.queries import worker_seen_at
from sekretariat.ground.mail.queries import counts_by_state

Report = dict[str, object]
# Without these nothing works; a worker that is late or mail that waits is told, but the site is up.
VITAL = ("database", "storage")


def health(*, now: datetime.datetime) -> Report:
    report = {name: _or_fault(part, now) for name, part in PARTS.items()}
    return {"healthy": all(report[name]["ok"] for name in VITAL), **report}


def _or_fault(part: Callable[[datetime.datetime], Report], now: datetime.datetime) -> Report:
    """A fault is named by its kind alone: its words could tell a stranger about the server."""
    try:
        return part(now)
    except (DatabaseError, OSError) as fault:
        return {"ok": False, "fault": type(fault).__name__}


def _database(_now: datetime.datetime) -> Report:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True, "kind": connection.vendor}


def _storage(_now: datetime.datetime) -> Report:
    settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
    disk = os.statvfs(settings.FILES_ROOT)
    writable = os.access(settings.FILES_ROOT, os.W_OK)
    return {"ok": writable and disk.f_bavail > 0, "free_mb": disk.f_bavail * disk.f_frsize // 2**20}


def _worker(now: datetime.datetime) -> Report:
    seen_at = worker_seen_at()
    return {
        "ok": seen_at is not None and now - seen_at < LEASE,
        "silent_seconds": seen_at and int((now - seen_at).total_seconds()),
        "jobs_waiting": Job.objects.filter(state=JobState.WAITING).count(),
    }


def _mail(now: datetime.datetime) -> Report:
    counts = counts_by_state()
    waiting = counts.waiting_since and int((now - counts.waiting_since).total_seconds())
    return {
        "ok": not (counts.refused or counts.in_doubt),
        "waiting": counts.waiting,
        "waiting_seconds": waiting,
        "refused": counts.refused,
        "in_doubt": counts.in_doubt,
    }


PARTS: dict[str, Callable[[datetime.datetime], Report]] = {
    "database": _database,
    "storage": _storage,
    "worker": _worker,
    "mail": _mail,
}
