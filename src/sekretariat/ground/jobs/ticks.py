"""Recurring work. The worker owns the schedule; the table `Tick` makes several workers take turns."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone

from .models import Tick

TickFunction = Callable[[datetime.datetime], object]
F = TypeVar("F", bound=TickFunction)

# A tick that fails, or dies with its worker, is due again after this time at the latest.
RETRY = datetime.timedelta(minutes=5)

logger = logging.getLogger("sekretariat.jobs")


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    run: TickFunction
    every: datetime.timedelta


_schedule: dict[str, Scheduled] = {}


def _name(function: TickFunction) -> str:
    return f"{function.__module__.removeprefix('sekretariat.')}.{function.__name__}"


def tick(*, every: datetime.timedelta) -> Callable[[F], F]:
    """Register a function the worker calls again and again with the moment: `@tick(every=timedelta(hours=1))`.

    After a failure or a kill it runs again, so it must do no harm when run twice.
    """

    def register(function: F) -> F:
        _schedule[_name(function)] = Scheduled(run=function, every=every)
        return function

    return register


def bring_forward(function: TickFunction) -> None:
    """Have the worker call the function in its next round, whenever it is due otherwise."""
    now = timezone.now()
    Tick.objects.filter(name=_name(function), next_at__gt=now).update(next_at=now)


def run_due_ticks(now: datetime.datetime) -> int:
    """Call what is due, each by one worker only; a failure of one does not stop the others. Returns the count."""
    due = {row.name: row.next_at for row in Tick.objects.all()}
    missing = _schedule.keys() - due.keys()
    if missing:
        Tick.objects.bulk_create([Tick(name=name, next_at=now) for name in missing], ignore_conflicts=True)
        due |= dict.fromkeys(missing, now)
    return sum(
        _run(name, scheduled, seen=due[name], now=now) for name, scheduled in _schedule.items() if due[name] <= now
    )


def _run(name: str, scheduled: Scheduled, *, seen: datetime.datetime, now: datetime.datetime) -> bool:
    row = Tick.objects.filter(name=name)
    claim = now + min(scheduled.every, RETRY)
    if not row.filter(next_at=seen).update(next_at=claim):
        return False
    try:
        scheduled.run(now)
    except Exception:
        logger.exception("The tick %s failed.", name)
        return True
    row.update(last_run_at=now)
    # Counted from when it was due, so that a daily tick does not wander round the clock; left alone where
    # somebody brought it forward meanwhile.
    periods = (now - seen) // scheduled.every + 1
    row.filter(next_at=claim).update(next_at=seen + periods * scheduled.every)
    return True
