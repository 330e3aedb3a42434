"""Reading the trail."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from .models import Event, Name, Seal


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
