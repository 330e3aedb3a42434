"""Recurring work: the holidays are known before any term reaches them."""

import datetime

from django.utils import timezone

from sekretariat.ground.actors import system_actor
from sekretariat.ground.jobs.ticks import tick

from .services import fill_years_ahead


@tick(every=datetime.timedelta(days=1))
def keep_holidays_ahead(now: datetime.datetime) -> None:
    """An installation that runs for years is set up once: without this its Januaries would have no holidays."""
    fill_years_ahead(by=system_actor(), on=timezone.localdate(now))
