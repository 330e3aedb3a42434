"""Writing the trail, sealing its days, and verifying them."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actors import Actor
from ..errors import Stale
from .models import Event, Name, Revised, Seal

R = TypeVar("R", bound=Revised)
DAY = datetime.timedelta(days=1)


def claim(row: R, *, seen: int) -> R:
    """Lock the row for a change and raise its revision; refuse where somebody changed it after `seen`.

    Returns the row as it stands in the database. The refusal names who changed it and when.
    """
    fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.revision != seen:
        last = Event.objects.filter(target_type=row._meta.model_name, target_key=str(row.pk)).order_by("-id").first()
        name = _name_behind(last)
        raise Stale(
            _("%(who)s changed this at %(when)s, after you opened it. Look at the change below, then save again.")
            % {
                "who": name or _("Somebody else"),
                "when": timezone.localtime(last.recorded_at).strftime("%d.%m.%Y %H:%M") if last else "",
            }
        )
    fresh.revision += 1
    return fresh


def _name_behind(event: Event | None) -> str:
    if event is None or event.person_id is None:
        return ""
    return Name.objects.filter(person_id=event.person_id).values_list("name", flat=True).first() or ""


def record(
    what: str,
    *,
    by: Actor,
    target: models.Model,
    on: datetime.date | None = None,
    institution_id: int | None = None,
    mandate_id: int | None = None,
    is_detail: bool = False,
    **data: object,
) -> Event:
    """Append one event to the trail, inside the caller's transaction.

    The first call of an operation writes its head event, so a service records its own event before it calls
    lower services. What can only come before its head (a file that is kept, a person who is noted) says `is_detail`.
    `on` is the day it counts from; the moment of recording is kept beside it.
    """
    happened = Happened(
        what=what,
        target=target,
        institution_id=institution_id,
        mandate_id=mandate_id,
        is_detail=is_detail,
        data=data,
    )
    _keep_name(by)
    event = _event(happened, by=by, on=on, now=timezone.now())
    event.save(force_insert=True)
    return event


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event among many of an operation: the arguments of `record`."""

    what: str
    target: models.Model
    institution_id: int | None = None
    mandate_id: int | None = None
    is_detail: bool = False
    data: Mapping[str, object] = field(default_factory=dict)


def record_all(happened: Iterable[Happened], *, by: Actor, on: datetime.date | None = None) -> None:
    """Append the events of a long list at once, in their order: a few queries, however many there are."""
    _keep_name(by)
    now = timezone.now()
    Event.objects.bulk_create([_event(one, by=by, on=on, now=now) for one in happened], batch_size=1000)


def _keep_name(by: Actor) -> None:
    if by.person_id is not None:
        Name.objects.get_or_create(person_id=by.person_id, defaults={"name": by.name})


def _event(happened: Happened, *, by: Actor, on: datetime.date | None, now: datetime.datetime) -> Event:
    mandate_id = happened.mandate_id
    if mandate_id is None and by.capacities:
        mandate_id = next(
            (c.mandate_id for c in by.capacities if c.institution_id == happened.institution_id),
            by.capacities[0].mandate_id,
        )
    return Event(
        operation=by.operation.id,
        position=by.operation.next_position(is_detail=happened.is_detail),
        what=happened.what,
        user_id=by.user_id,
        person_id=by.person_id,
        mandate_id=mandate_id,
        channel=by.channel,
        target_type=happened.target._meta.model_name or "",
        target_key=str(happened.target.pk),
        institution_id=happened.institution_id,
        data=dict(happened.data),
        counts_from=on or timezone.localdate(now),
        recorded_at=now,
    )


def _digest(previous: str, events: list[Event]) -> str:
    """The seal's digest: over ids and values of a day's events, in order, after the seal before it."""
    sha = hashlib.sha256(previous.encode())
    for e in events:
        row = [
            e.pk,
            str(e.operation),
            e.position,
            e.what,
            e.user_id,
            e.person_id,
            e.mandate_id,
            e.channel,
            e.target_type,
            e.target_key,
            e.institution_id,
            e.data,
            e.counts_from.isoformat(),
            e.recorded_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        ]
        sha.update(json.dumps(row, sort_keys=True, ensure_ascii=True).encode())
    return sha.hexdigest()


def _events_of_day(day: datetime.date) -> list[Event]:
    later = Event.objects.filter(recorded_at__gte=_midnight(day))
    return list(later.filter(recorded_at__lt=_midnight(day + DAY)).order_by("id"))


def _midnight(day: datetime.date) -> datetime.datetime:
    """The moment the day begins in Tirana."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


@transaction.atomic
def seal_days(*, before: datetime.date) -> list[Seal]:
    """Seal every finished day before the given one that has events and no seal yet."""
    last = Seal.objects.order_by("-day").first()
    unsealed = Event.objects.filter(recorded_at__lt=_midnight(before))
    if last:
        unsealed = unsealed.filter(recorded_at__gte=_midnight(last.day + DAY))
    made = []
    for moment in list(unsealed.datetimes("recorded_at", "day")):
        day = timezone.localdate(moment)
        events = _events_of_day(day)
        last = Seal.objects.create(
            day=day,
            last_event=events[-1].pk,
            events=len(events),
            digest=_digest(last.digest if last else "", events),
            sealed_at=timezone.now(),
        )
        made.append(last)
    return made


@dataclass(frozen=True, kw_only=True)
class BrokenSeal:
    day: datetime.date
    expected_events: int
    found_events: int


def verify() -> list[BrokenSeal]:
    """Days whose events are no longer what was sealed. Empty means: unchanged up to the last seal."""
    broken = []
    previous, seals = "", list(Seal.objects.order_by("day"))
    for seal in seals:
        events = _events_of_day(seal.day)
        if _digest(previous, events) != seal.digest:
            broken.append(BrokenSeal(day=seal.day, expected_events=seal.events, found_events=len(events)))
        previous = seal.digest
    return broken + _slipped_in(seals)


def _slipped_in(seals: list[Seal]) -> list[BrokenSeal]:
    """Days that had no event when later ones were sealed, and have some now."""
    if not seals:
        return []
    early = Event.objects.filter(recorded_at__lt=_midnight(seals[-1].day + DAY))
    days = {timezone.localdate(moment) for moment in early.datetimes("recorded_at", "day")}
    return [
        BrokenSeal(day=day, expected_events=0, found_events=len(_events_of_day(day)))
        for day in sorted(days - {seal.day for seal in seals})
    ]
