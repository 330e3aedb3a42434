"""Moving a step: what it pushes, in working days, through whole chains and from one calendar into another."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sekretariat.ground.days import working_days_after
from sekretariat.ground.words.enums import Precision

from .checking import next_working_day


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A step as it stands. `stays`: it is done or no longer asked, so nothing moves it."""

    key: int
    ends_on: datetime.date
    precision: Precision = Precision.DAY
    after: int | None = None
    after_days: int | None = None
    stays: bool = False


def pushed(
    steps: Iterable[Placed],
    *,
    moved: Mapping[int, datetime.date],
    before: Collection[datetime.date],
    now: Collection[datetime.date],
) -> dict[int, datetime.date]:
    """The new last days of all steps that move when those in `moved` do, these included; the key names the step.

    `before` and `now` are the holidays as they were and as they are. A step counted in working days after another one
    is counted anew, unless somebody had set it to another day by hand. A step that stands on a day which is now a
    holiday passes to the next working day.
    """
    by_key = {step.key: step for step in steps}
    ends: dict[int, datetime.date] = {}
    for key in by_key:
        for each in _chain_to(key, by_key, ends):
            step = by_key[each]
            previous = by_key.get(step.after) if step.after is not None else None
            ends[each] = moved.get(each) or _end(step, previous, ends, before, now)
    return {key: end for key, end in ends.items() if end != by_key[key].ends_on}


def _chain_to(key: int, steps: Mapping[int, Placed], done: Mapping[int, datetime.date]) -> list[int]:
    """The steps before this one that are not worked out yet, first ones first. A circle is cut where it closes."""
    chain: list[int] = []
    here: int | None = key
    while here is not None and here in steps and here not in done and here not in chain:
        chain.append(here)
        here = steps[here].after
    return chain[::-1]


def _end(
    step: Placed,
    previous: Placed | None,
    ends: Mapping[int, datetime.date],
    before: Collection[datetime.date],
    now: Collection[datetime.date],
) -> datetime.date:
    if step.stays:
        return step.ends_on
    if previous is not None and step.after_days:
        counted = working_days_after(previous.ends_on, step.after_days, holidays=before).due
        if counted == step.ends_on:
            start = ends.get(previous.key, previous.ends_on)
            return working_days_after(start, step.after_days, holidays=now).due
    if step.precision == Precision.DAY and step.ends_on in now and step.ends_on not in before:
        return next_working_day(step.ends_on, holidays=now)
    return step.ends_on


def circle_in(after: Mapping[int, int]) -> int | None:
    """A step that follows itself in the end, where there is one: `after` names which step each follows."""
    for key in after:
        seen, here = {key}, after.get(key)
        while here is not None and here not in seen:
            seen.add(here)
            here = after.get(here)
        if here == key:
            return key
    return None
