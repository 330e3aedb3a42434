"""A component's calendar against the frame, the other calendars, the holidays and the day of adoption.

What blocks is a refusal: the calendar is not joined before it is mended. One thing is only remarked: that a body meets
on the same day for two components. One meeting may well take both, so that nothing is done twice; both are to know.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sekretariat.ground.days import is_working_day
from sekretariat.ground.words import fold, format_date
from sekretariat.ground.words.enums import Precision

from ..enums import StepKind

# What comes after the plan is adopted by its nature.
AFTER_ADOPTION = (StepKind.PUBLICATION,)

Likeness = tuple[str, StepKind, datetime.date]
Meetings = Mapping[tuple[int, datetime.date], Sequence[str]]


class Fault(StrEnum):
    """What is wrong with a step."""

    ADOPTION = "adoption"
    WINDOW = "window"
    ORDER = "order"
    FREE_DAY = "free_day"
    TWICE = "twice"
    SAME_BODY = "same_body"


# Remarked, and no reason to refuse.
MERELY_REMARKED = (Fault.SAME_BODY,)


@dataclass(frozen=True, kw_only=True)
class Followed:
    """The step that another one follows."""

    name: str
    ends_on: datetime.date


@dataclass(frozen=True, kw_only=True)
class Step:
    """`ends_on` is the last day of what was said, whatever the precision."""

    number: int
    title: str
    kind: StepKind
    ends_on: datetime.date
    starts_on: datetime.date | None = None
    precision: Precision = Precision.DAY
    body_id: int | None = None
    body: str = ""
    after: Followed | None = None


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when to when the secretariat's frame has the steps of one kind."""

    kind: StepKind
    ends_on: datetime.date
    starts_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    """A day on which a body already meets for another component."""

    body_id: int
    on: datetime.date
    component: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """All that a calendar is checked against."""

    adoption_on: datetime.date | None = None
    windows: Sequence[Window] = ()
    holidays: Mapping[datetime.date, str] = field(default_factory=dict)
    held: Sequence[Held] = ()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is wrong with a step, in a sentence that names the step, its day and the reason."""

    number: int
    fault: Fault
    sentence: str

    @property
    def is_refusal(self) -> bool:
        return self.fault not in MERELY_REMARKED


def remarks_on(steps: Sequence[Step], frame: Frame) -> list[Remark]:
    """Everything that is wrong, step by step, in the language of the moment."""
    firsts: dict[Likeness, Step] = {}
    for step in steps:
        firsts.setdefault(_likeness(step), step)
    held: dict[tuple[int, datetime.date], list[str]] = {}
    for one in frame.held:
        held.setdefault((one.body_id, one.on), []).append(one.component)
    return [remark for step in steps for remark in _remarks(step, firsts[_likeness(step)], frame, held)]


def _likeness(step: Step) -> Likeness:
    return _folded(step.title), step.kind, step.ends_on


_folded = lru_cache(maxsize=5000)(fold)  # a calendar is looked at far more often than it is written


def _remarks(step: Step, first: Step, frame: Frame, held: Meetings) -> Iterator[Remark]:
    """`first` is the first step that says the same, mostly the step itself."""
    for fault, why in (
        (Fault.ADOPTION, _after_adoption(step, frame)),
        (Fault.WINDOW, _outside_window(step, frame)),
        (Fault.ORDER, _before_what_it_follows(step)),
        (Fault.FREE_DAY, _on_a_free_day(step, frame)),
        (Fault.TWICE, _twice(step, first)),
        (Fault.SAME_BODY, _body_is_taken(step, held)),
    ):
        if why:
            ends = _("Step %(number)s “%(title)s” ends on %(day)s") % {
                "number": step.number,
                "title": step.title,
                "day": day_of(step.ends_on, step.precision),
            }
            yield Remark(number=step.number, fault=fault, sentence=f"{ends}, {why}.")


def day_of(on: datetime.date, precision: str = Precision.DAY) -> str:
    """As people write it, in the language of the moment."""
    return format_date(on, Precision(precision), language=(get_language() or "sq")[:2])


def _after_adoption(step: Step, frame: Frame) -> str:
    if frame.adoption_on is None or step.kind in AFTER_ADOPTION or step.ends_on <= frame.adoption_on:
        return ""
    return _("after the day of adoption, %(day)s") % {"day": day_of(frame.adoption_on)}


def _outside_window(step: Step, frame: Frame) -> str:
    window = next((one for one in frame.windows if one.kind == step.kind), None)
    if window is None:
        return ""
    said = {"kind": step.kind.label, "day": day_of(window.ends_on)}
    if step.ends_on > window.ends_on:
        return _("after %(day)s, the last day of the frame for: %(kind)s") % said
    if window.starts_on and (step.starts_on or step.ends_on) < window.starts_on:
        return _("and begins before %(day)s, the first day of the frame for: %(kind)s") % (
            said | {"day": day_of(window.starts_on)}
        )
    return ""


def _before_what_it_follows(step: Step) -> str:
    if step.after is None or step.ends_on >= step.after.ends_on:
        return ""
    return _("before the step it follows, “%(title)s”, which ends on %(day)s") % {
        "title": step.after.name,
        "day": day_of(step.after.ends_on),
    }


def _on_a_free_day(step: Step, frame: Frame) -> str:
    """Only where a day was said: the last day of a month or a quarter may well be a Sunday."""
    if step.precision != Precision.DAY or is_working_day(step.ends_on, holidays=frame.holidays):
        return ""
    said = {"next": day_of(next_working_day(step.ends_on, holidays=frame.holidays))}
    if step.ends_on in frame.holidays:
        said["holiday"] = frame.holidays[step.ends_on]
        return _("a holiday (%(holiday)s); the next working day is %(next)s") % said
    return _("a weekend; the next working day is %(next)s") % said


def next_working_day(on: datetime.date, *, holidays: Collection[datetime.date]) -> datetime.date:
    """The day itself where the state works on it, else the first one after it."""
    while not is_working_day(on, holidays=holidays):
        on += datetime.timedelta(days=1)
    return on


def _twice(step: Step, first: Step) -> str:
    if first is step:
        return ""
    return _("as step %(number)s does: it stands here twice") % {"number": first.number}


def _body_is_taken(step: Step, held: Meetings) -> str:
    if step.body_id is None or step.precision != Precision.DAY:
        return ""
    others = held.get((step.body_id, step.ends_on))
    if not others:
        return ""
    said = {"body": step.body, "components": ", ".join(dict.fromkeys(others))}
    return _("the day on which %(body)s meets for %(components)s too: one meeting may take both") % said
