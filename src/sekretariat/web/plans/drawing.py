"""Bars in time, worked out to numbers and written down row by row: a plan has hundreds of them."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sekretariat.ground.words.enums import Precision

from ..jinja import day

LEFT = 320  # where the bars begin, after their labels
RIGHT = 1100
ROW = 22
TOP = 26
LABEL_LENGTH = 46
MOST_TICKS = 12


@dataclass(frozen=True, kw_only=True)
class Line:
    """A day that is marked through all rows."""

    x: float
    label: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    height: int
    ticks: Sequence[tuple[float, str]]
    rows: Markup
    lines: Sequence[Line]
    left: int = LEFT
    right: int = RIGHT


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What is to be drawn: a heading, or something that lasts until a day."""

    label: str
    title: str = ""
    tone: str = "open"
    starts_on: datetime.date | None = None
    loose_from: datetime.date | None = None
    ends_on: datetime.date | None = None
    is_heading: bool = False


def draw(stretches: Sequence[Stretch], *, marked: Iterable[tuple[datetime.date, str, str]]) -> Picture | None:
    """The picture, from the month of the first day to that of the last; nothing where nothing has a day."""
    marked = list(marked)
    days = [one for each in stretches for one in (each.starts_on, each.loose_from, each.ends_on) if one]
    if not days:
        return None
    days += [on for on, _label, _tone in marked if min(days) <= on <= max(days) + datetime.timedelta(days=93)]
    first, last = min(days).replace(day=1), _month_after(max(days))
    scale = (RIGHT - LEFT) / max((last - first).days, 1)

    def at(on: datetime.date) -> float:
        return round(LEFT + (on - first).days * scale, 1)

    rows = [_row(stretch, TOP + place * ROW, at) for place, stretch in enumerate(stretches)]
    lines = [Line(x=at(on), label=label, tone=tone) for on, label, tone in marked if first <= on <= last]
    written = Markup("\n".join(rows))  # noqa: S704  each row escapes its words
    return Picture(height=TOP + len(rows) * ROW + 6, ticks=_ticks(first, last, at), rows=written, lines=lines)


def _row(stretch: Stretch, y: int, at: Callable[[datetime.date], float]) -> str:
    label = stretch.label if len(stretch.label) <= LABEL_LENGTH else f"{stretch.label[: LABEL_LENGTH - 1].rstrip()}…"
    if stretch.is_heading:
        return f'<text class="heading" x="0" y="{y + 15}">{escape(label)}</text>'
    return (
        f'<g class="{stretch.tone}"><title>{escape(stretch.title or stretch.label)}</title>'
        f'<text x="10" y="{y + 15}">{escape(label)}</text>{_shapes(stretch, y, at)}</g>'
    )


def _shapes(stretch: Stretch, y: int, at: Callable[[datetime.date], float]) -> str:
    """A bar from the first day, lighter over the period that was said; without either a mark where the thing ends."""
    if stretch.ends_on is None:
        return ""
    end = at(stretch.ends_on + datetime.timedelta(days=1))
    loose = at(stretch.loose_from) if stretch.loose_from and stretch.loose_from < stretch.ends_on else None
    solid_end = end if loose is None else loose
    start = at(stretch.starts_on) if stretch.starts_on else None
    shapes = ""
    if start is not None and start < solid_end:
        shapes = _bar("bar", start, y, round(max(solid_end - start, 3), 1))
    if loose is not None:
        return shapes + _bar("loose", loose, y, round(end - loose, 1))
    return shapes or f'<path class="bar" d="M{end} {y + 3}l7 7.5-7 7.5-7-7.5z"/>'


def _bar(kind: str, x: float, y: int, width: float) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y + 4}" width="{width}" height="13"/>'


def _month_after(on: datetime.date) -> datetime.date:
    return (on.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)


def _ticks(first: datetime.date, last: datetime.date, at: Callable[[datetime.date], float]) -> list[tuple[float, str]]:
    """Months, or quarters, or years: as many as there is room for."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((step for step in (1, 3, 12) if months / step <= MOST_TICKS), 12)
    ticks, month = [], first
    while month < last:
        if (month.month - 1) % every == 0 or month == first:
            ticks.append((at(month), _tick(month, every)))
        month = _month_after(month)
    return ticks


def _tick(on: datetime.date, every: int) -> str:
    if every == 12:
        return str(on.year)
    if every == 3:
        return day(on, Precision.QUARTER)
    return f"{on.month:02}.{on.year}"
