"""Counting the days of a term. Pure: the holidays come in as an argument."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from ..words import Precision, format_date, period_end
from .enums import Calendar

_DAY = datetime.timedelta(days=1)
# The sentence is written on paper in either language, whatever the page's: so both stand here, not in the catalogue.
_UNITS = {
    "sq": {Calendar.WORKING: ("ditë pune", "ditë pune"), Calendar.CALENDAR: ("ditë kalendarike", "ditë kalendarike")},
    "en": {Calendar.WORKING: ("working day", "working days"), Calendar.CALENDAR: ("calendar day", "calendar days")},
}
_HOLIDAYS = {"sq": ("festë", "festa"), "en": ("holiday", "holidays")}
_FROM = {"sq": "nga", "en": "from"}
_MOVED = {"sq": "kalon te dita e parë e punës", "en": "moved to the next working day"}


@dataclass(frozen=True, kw_only=True)
class Count:
    """A term counted from a day, with what the count passed over.

    `skipped_holidays` are the holidays on weekdays that moved the due day.
    """

    start: datetime.date
    days: int
    calendar: Calendar
    due: datetime.date
    skipped_holidays: tuple[datetime.date, ...] = ()

    def explain(self, language: str) -> str:
        """How the due day came about: "10 ditë pune nga 21.05.2018, 0 festa → 04.06.2018"."""
        sentence = _number_of(self.days, _UNITS[language][self.calendar])
        sentence += f" {_FROM[language]} {format_date(self.start, language=language)}"
        if self.calendar == Calendar.WORKING:
            sentence += f", {_number_of(len(self.skipped_holidays), _HOLIDAYS[language])}"
        elif self.due != self.start + self.days * _DAY:
            sentence += f", {_MOVED[language]}"
        return f"{sentence} → {format_date(self.due, language=language)}"


def _number_of(number: int, forms: tuple[str, str]) -> str:
    return f"{number} {forms[number != 1]}"


def _is_weekend(day: datetime.date) -> bool:
    return day.weekday() >= 5


def is_working_day(day: datetime.date, *, holidays: Collection[datetime.date]) -> bool:
    """Whether the state works on this day: no weekend, no holiday."""
    return not _is_weekend(day) and day not in holidays


def working_days_after(start: datetime.date, days: int, *, holidays: Collection[datetime.date]) -> Count:
    """The day on which the term of working days ends. The start itself does not count and may be any day."""
    _refuse_negative(days)
    due, left, skipped = start, days, []
    while left:
        due += _DAY
        if is_working_day(due, holidays=holidays):
            left -= 1
        elif not _is_weekend(due):
            skipped.append(due)
    return Count(start=start, days=days, calendar=Calendar.WORKING, due=due, skipped_holidays=tuple(skipped))


def working_days_before(end: datetime.date, days: int, *, holidays: Collection[datetime.date]) -> datetime.date:
    """The working day that lies so many working days before the end; with none, the last one up to the end."""
    _refuse_negative(days)
    day = _last_working_day(end, holidays)
    for _ in range(days):
        day = _last_working_day(day - _DAY, holidays)
    return day


def _last_working_day(day: datetime.date, holidays: Collection[datetime.date]) -> datetime.date:
    while not is_working_day(day, holidays=holidays):
        day -= _DAY
    return day


def calendar_days_after(
    start: datetime.date, days: int, *, holidays: Collection[datetime.date] = (), move_to_working: bool = False
) -> Count:
    """The day on which the term of calendar days ends, even where nobody works on it.

    With `move_to_working` such an end moves to the next working day; only then do holidays matter.
    """
    _refuse_negative(days)
    due, skipped = start + days * _DAY, []
    while move_to_working and not is_working_day(due, holidays=holidays):
        if not _is_weekend(due):
            skipped.append(due)
        due += _DAY
    return Count(start=start, days=days, calendar=Calendar.CALENDAR, due=due, skipped_holidays=tuple(skipped))


def _refuse_negative(days: int) -> None:
    if days < 0:
        raise ValueError(f"A term has no negative days: {days}.")


def working_days_between(a: datetime.date, b: datetime.date, *, holidays: Collection[datetime.date]) -> int:
    """How many working days b lies after a (negative: before it). The first of the two days does not count.

    Holidays outside the two days may be among those given; long lists ask this for every row, so it walks no days.
    """
    if b < a:
        return -working_days_between(b, a, holidays=holidays)
    free = sum(a < day <= b and not _is_weekend(day) for day in holidays)
    return _weekdays_up_to(b) - _weekdays_up_to(a) - free


def _weekdays_up_to(day: datetime.date) -> int:
    weeks, rest = divmod(day.toordinal(), 7)  # day 1 of the calendar was a Monday
    return 5 * weeks + min(rest, 5)


def is_late(due: datetime.date, precision: Precision, *, today: datetime.date) -> bool:
    """Whether the deadline has passed: a quarter is late only after its last day."""
    return today > period_end(due, precision)
