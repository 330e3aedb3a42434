"""Dates as people write them, with how exact they are."""

import calendar
import datetime
import re
from dataclasses import dataclass

from .enums import Hint, Precision
from .errors import NotUnderstood
from .folding import fold

_MONTHS = {
    "sq": [
        "janar", "shkurt", "mars", "prill", "maj", "qershor",
        "korrik", "gusht", "shtator", "tetor", "nëntor", "dhjetor",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip
_WEEKDAYS = {
    "sq": "e hënë,e martë,e mërkurë,e enjte,e premte,e shtunë,e diel".split(","),
    "en": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(","),
}
_QUARTER_LETTER = {"sq": "T", "en": "Q"}
_MONTH_NUMBERS = {fold(name): number for names in _MONTHS.values() for number, name in enumerate(names, 1)}
_NUMBERS = _MONTH_NUMBERS | {"i": 1, "ii": 2, "iii": 3, "iv": 4, "pare": 1, "dyte": 2, "trete": 3, "katert": 4}

# All of these match folded text. A year is one of this century or the last: "2470" is a letter, not a year.
_YEAR = r"(?:(?:[ie]|te)?\s*(?:viti|vitit)\s+)?(?P<year>(?:19|20)[0-9]{2})"
_MONTH = rf"(?P<month>{'|'.join(_MONTH_NUMBERS)})(?:i|it|in)?"
_LEAD = r"(?:(?:dt|date|dates|data|me|ne|brenda|deri|muaj|muaji|muajit|viti|vitit|by|in|on)\b[\s.:]*)*"
_FORMS = [
    re.compile(_LEAD + form + r"\s*\.?")
    for form in (
        rf"(?P<day>[0-9]{{1,2}})\s?(?P<sign>[./-])\s?(?P<month>[0-9]{{1,2}})\s?(?P=sign)\s?{_YEAR}",
        r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})[\s-]+{_MONTH}(?:[\s,-]+{_YEAR})?",
        rf"{_MONTH}(?:[\s,-]+{_YEAR})?",
        rf"(?:tremujori?|tm|tr|[tq])[\s.-]*(?P<quarter>[1-4]|iv|i{{1,3}})(?:[\s,./-]+{_YEAR})?",
        rf"(?P<quarter>iv|i{{1,3}})[\s,./-]+{_YEAR}",
        rf"tremujori\s+i\s+(?P<quarter>pare|dyte|trete|katert)(?:[\s,]+{_YEAR})?",
        _YEAR,
    )
]
_SHORT_YEAR = re.compile(_LEAD + r"[0-9]{1,2}\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]{2}\.?")


@dataclass(frozen=True)
class DatePoint:
    """The last day of what was said, and how exact that was."""

    on: datetime.date
    precision: Precision


def period_end(on: datetime.date, precision: Precision) -> datetime.date:
    """The last day of the day, month, quarter or year in which the given day lies."""
    if precision == Precision.DAY:
        return on
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}[precision]
    month = -(-on.month // months) * months
    return on.replace(month=month, day=calendar.monthrange(on.year, month)[1])


def parse_date(text: str, *, today: datetime.date) -> DatePoint:
    """Read 6.5.2020, 2018-05-21, "më 21 maj 2018", "qershor 2019", "T3 2019", "III-2023", "viti 2023" and the like.

    Where the year is left out ("21 maj", "brenda muajit qershor") it is the coming one, counted from `today`.
    """
    folded = fold(text)
    for form in _FORMS:
        if found := form.fullmatch(folded):
            return _point(text, found.groupdict(), today)
    raise NotUnderstood(text, Hint.SHORT_YEAR if _SHORT_YEAR.fullmatch(folded) else Hint.DATE)


def _point(text: str, said: dict[str, str], today: datetime.date) -> DatePoint:
    precision, month, day = _period(said)
    year = said.get("year")
    # The next 29 February may be eight years away.
    for candidate in [int(year)] if year else range(today.year, today.year + 9):
        try:
            end = period_end(datetime.date(candidate, month, day), precision)
        except ValueError:
            continue
        if year or end >= today:
            return DatePoint(end, precision)
    raise NotUnderstood(text, Hint.IMPOSSIBLE_DATE)


def _period(said: dict[str, str]) -> tuple[Precision, int, int]:
    """Precision, month and day; the day is the first where none was said."""
    if "day" in said:
        return Precision.DAY, _number(said["month"]), int(said["day"])
    if "month" in said:
        return Precision.MONTH, _number(said["month"]), 1
    if "quarter" in said:
        return Precision.QUARTER, 3 * _number(said["quarter"]), 1
    return Precision.YEAR, 12, 1


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]


def format_date(on: datetime.date, precision: Precision = Precision.DAY, *, language: str) -> str:
    """21.05.2018; "qershor 2019" or "June 2019"; "T3 2019" or "Q3 2019"; 2023. `language` is "sq" or "en"."""
    if precision == Precision.MONTH:
        return f"{_MONTHS[language][on.month - 1]} {on.year}"
    if precision == Precision.QUARTER:
        return f"{_QUARTER_LETTER[language]}{(on.month + 2) // 3} {on.year}"
    if precision == Precision.YEAR:
        return str(on.year)
    return f"{on.day:02}.{on.month:02}.{on.year}"


def weekday_name(on: datetime.date, *, language: str) -> str:
    """ "e hënë" or "Monday", as it stands within a sentence."""
    return _WEEKDAYS[language][on.weekday()]
