"""Reading about the work in the background."""

import datetime

from django.db.models import Max

from .enums import JobState
from .models import LEASE, Job, Tick


def worker_seen_at() -> datetime.datetime | None:
    """When a worker last gave a sign of life; None where none ever ran.

    An idle worker gives one every few seconds. One with a long job in hand is seen whenever the job reports, so only
    silence longer than a lease tells that it is gone.
    """
    ticked = Tick.objects.aggregate(at=Max("last_run_at"))["at"]
    leased = Job.objects.filter(state=JobState.RUNNING).aggregate(until=Max("lease_until"))["until"]
    signs = [ticked, leased and leased - LEASE]
    return max((sign for sign in signs if sign), default=None)
