"""Sealing the days of the trail, and verifying them.

A seal is a digest over a day's events, chained to the seal before it. It cannot show that it was cut off together with
its day: a copy of the last one, kept elsewhere, can (`KeptSeal`).
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from .models import Event, Seal
from .queries import DAY, midnight, of_day

PRINTED = re.compile(r"(\d{4}-\d\d-\d\d)\s+([0-9a-f]{64})")


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
    return list(of_day(Event.objects.order_by("id"), day))


@transaction.atomic
def seal_days(*, before: datetime.date) -> list[Seal]:
    """Seal every finished day before the given one that has events and no seal yet."""
    last = Seal.objects.order_by("-day").first()
    unsealed = Event.objects.filter(recorded_at__lt=midnight(before))
    if last:
        unsealed = unsealed.filter(recorded_at__gte=midnight(last.day + DAY))
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
    """A day that is not as it was sealed. `is_cut`: the seal kept elsewhere is gone from here, or is another."""

    day: datetime.date
    expected_events: int
    found_events: int
    is_cut: bool = False


@dataclass(frozen=True, kw_only=True)
class KeptSeal:
    """A seal as it was printed or mailed, from outside of this database."""

    day: datetime.date
    digest: str

    @classmethod
    def read(cls, text: str) -> "KeptSeal | None":
        """The first seal that a line holds, however much else stands on it."""
        found = PRINTED.search(text)
        return cls(day=datetime.date.fromisoformat(found[1]), digest=found[2]) if found else None


def verify(*, days: Iterable[datetime.date] | None = None, kept: KeptSeal | None = None) -> list[BrokenSeal]:
    """Days whose events are no longer what was sealed. Empty means: unchanged up to the last seal.

    Args:
        days: look at these alone; each day's seal is judged by the seal before it, as it stands.
        kept: a seal kept elsewhere; it must stand here as it is.
    """
    seals = list(Seal.objects.order_by("day"))
    wanted = None if days is None else set(days)
    broken, previous = [], ""
    for seal in seals:
        if wanted is None or seal.day in wanted:
            broken += _broken(seal, previous)
        previous = seal.digest
    return broken + _slipped_in(seals, wanted) + _cut(seals, kept)


def _broken(seal: Seal, previous: str) -> list[BrokenSeal]:
    events = _events_of_day(seal.day)
    if _digest(previous, events) == seal.digest:
        return []
    return [BrokenSeal(day=seal.day, expected_events=seal.events, found_events=len(events))]


def _slipped_in(seals: list[Seal], wanted: set[datetime.date] | None) -> list[BrokenSeal]:
    """Days that had no event when later ones were sealed, and have some now."""
    if not seals:
        return []
    if wanted is None:
        early = Event.objects.filter(recorded_at__lt=midnight(seals[-1].day + DAY))
        wanted = {timezone.localdate(moment) for moment in early.datetimes("recorded_at", "day")}
    unsealed = {day for day in wanted if day < seals[-1].day} - {seal.day for seal in seals}
    found = ((day, len(_events_of_day(day))) for day in sorted(unsealed))
    return [BrokenSeal(day=day, expected_events=0, found_events=count) for day, count in found if count]


def _cut(seals: list[Seal], kept: KeptSeal | None) -> list[BrokenSeal]:
    if kept is None or any((seal.day, seal.digest) == (kept.day, kept.digest) for seal in seals):
        return []
    stands = next((seal.events for seal in seals if seal.day == kept.day), 0)
    found = len(_events_of_day(kept.day))
    return [BrokenSeal(day=kept.day, expected_events=stands, found_events=found, is_cut=True)]


@dataclass(frozen=True, kw_only=True)
class SealedDay:
    """How a day of the trail stands. Without a seal it is not over yet, or had no event when it was sealed."""

    seal: Seal | None
    is_whole: bool


def sealed_day(day: datetime.date) -> SealedDay:
    """The day's seal, checked now against what stands: three queries."""
    before, seal = Seal.objects.filter(day__lt=day).order_by("-day").first(), Seal.objects.filter(day=day).first()
    if seal is None:
        return SealedDay(seal=None, is_whole=True)
    return SealedDay(seal=seal, is_whole=not _broken(seal, before.digest if before else ""))
