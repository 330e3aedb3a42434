"""The office's recurring work: every finished day of the trail is sealed."""

import datetime

from django.utils import timezone

from sekretariat.ground.audit.services import seal_days
from sekretariat.ground.jobs.ticks import tick

# What began before midnight may be written a moment after it; a seal made too early would call it a forgery.
GRACE = datetime.timedelta(hours=1)


@tick(every=datetime.timedelta(hours=1))
def seal_finished_days(now: datetime.datetime) -> None:
    seal_days(before=timezone.localdate(now - GRACE))
