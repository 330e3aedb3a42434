"""Sealed trails to tamper with."""

import datetime
import uuid

from django.utils import timezone

from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.seals import seal_days

FIRST = datetime.date(2018, 5, 21)


def at(day: datetime.date, hour: int = 12, minute: int = 0) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def event(moment: datetime.datetime, **values) -> Event:
    return Event(
        **{
            "operation": uuid.uuid4(),
            "position": 0,
            "what": "letter.sent",
            "person_id": 7,
            "channel": "page",
            "target_type": "letter",
            "target_key": "1",
            "data": {"subject": "Për çështjen"},
            "counts_from": moment.date(),
            "recorded_at": moment,
        }
        | values
    )


def days_from(first: datetime.date, count: int) -> list[datetime.date]:
    return [first + datetime.timedelta(days=place) for place in range(count)]


def sealed_trail(*, days: int, rows_a_day: int) -> None:
    """Events that all differ, and a seal for every day."""
    Event.objects.bulk_create(
        event(at(day, hour=8 + row // 60, minute=row % 60), target_key=str(row), data={"number": row})
        for day in days_from(FIRST, days)
        for row in range(rows_a_day)
    )
    seal_days(before=FIRST + datetime.timedelta(days=days))
