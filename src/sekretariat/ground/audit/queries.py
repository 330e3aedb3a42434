"""Reading the trail."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from .models import Event, Name, Seal

DAY = datetime.timedelta(days=1)


def midnight(day: datetime.date) -> datetime.datetime:
    """The moment the day begins in Tirana."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def of_period(events: QuerySet[Event], *, first: datetime.date | None, last: datetime.date | None) -> QuerySet[Event]:
    """What was recorded from the first day to the last, either of which may be open."""
    if first:
        events = events.filter(recorded_at__gte=midnight(first))
    if last:
        events = events.filter(recorded_at__lt=midnight(last + DAY))
    return events


def of_day(events: QuerySet[Event], day: datetime.date) -> QuerySet[Event]:
    return of_period(events, first=day, last=day)


def day_before(events: QuerySet[Event], day: datetime.date) -> datetime.date | None:
    """The last day before this one on which something was recorded."""
    moments = of_period(events, first=None, last=day - DAY).order_by("-recorded_at")
    moment = moments.values_list("recorded_at", flat=True).first()
    return moment and timezone.localdate(moment)


def day_after(events: QuerySet[Event], day: datetime.date) -> datetime.date | None:
    """The first day after this one on which something was recorded."""
    moments = of_period(events, first=day + DAY, last=None).order_by("recorded_at")
    moment = moments.values_list("recorded_at", flat=True).first()
    return moment and timezone.localdate(moment)


def events_of(target_type: str, target_key: object) -> QuerySet[Event]:
    """The history of one row, newest first."""
    return Event.objects.filter(target_type=target_type, target_key=str(target_key)).order_by("-id")


@dataclass(frozen=True, kw_only=True)
class Changes:
    """How often a row was changed, and when last."""

    count: int
    last_at: datetime.datetime


def changes_of(target_type: str, keys: Iterable[object], *, what: str) -> dict[str, Changes]:
    """The changes of many rows by their keys, counting the events whose code begins with `what`: one query."""
    events = Event.objects.filter(
        target_type=target_type, target_key__in=[str(key) for key in keys], what__startswith=what
    )
    found = events.order_by().values("target_key").annotate(count=Count("pk"), last_at=Max("recorded_at"))
    return {row["target_key"]: Changes(count=row["count"], last_at=row["last_at"]) for row in found}


def names_of(events: list[Event]) -> dict[int, str]:
    """The names still known of those who acted, by person id."""
    people = {event.person_id for event in events if event.person_id}
    return dict(Name.objects.filter(person_id__in=people).values_list("person_id", "name"))


def last_seal() -> Seal | None:
    return Seal.objects.order_by("day").last()
