"""The rows of a component's calendar as people write them: "Validimi", "15.7.2018" or "T3 2018", "after 3", "10"."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.bodies.models import Body
from sekretariat.ground.days import working_days_after, working_days_between
from sekretariat.ground.days.queries import holidays_between
from sekretariat.ground.words import DatePoint, NotUnderstood, fold, format_date, parse_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles import pasted

from ..calendar import StepSaid, circle_in, day_of
from ..enums import StepKind
from ..models import CalendarStep
from ..queries.calendars import Known, due_of_step, precision_of_step
from ..queries.timeline import period_start

# The columns of a pasted list, which are those of the form, in its order.
COLUMNS = ("title", "kind", "starts", "ends", "body", "after", "days")
HEADINGS = {"hapi", "hapat", "veprimi", "titulli", "step", "title", "action"}
MAX_DAYS = 999
TITLE_LENGTH = 300
AFTER = re.compile(
    r"(?:(?:komponenti|component|k)?\s*(?P<code>[\w.]+)\s*/)?\s*(?:hapi|rreshti|step|row)?\s*(?P<row>\d{1,3})"
)

Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is not understood; `row` counts from 1."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ReadSteps:
    """The steps where all could be read, else what is wrong, cell by cell."""

    steps: Sequence[StepSaid]
    problems: Sequence[Problem]


def pasted_cells(text: str) -> list[dict[str, str]]:
    """The cells of a pasted list by column; a first line with the headings is left out."""
    rows = pasted.rows(text)
    if rows and rows[0] and fold(rows[0][0]) in HEADINGS:
        rows = rows[1:]
    return [dict(zip(COLUMNS, row, strict=False)) for row in rows]


def cells_of(steps: Iterable[CalendarStep], *, language: str) -> list[dict[str, str]]:
    """Steps that were sent before, as they are written in the form again."""
    return [
        {
            "title": step.title_sq,
            "kind": step.kind,
            "starts": format_date(step.starts_on, language=language) if step.starts_on else "",
            "ends": format_date(due_of_step(step), precision_of_step(step), language=language),
            "body": step.body.label if step.body else "",
            "after": _after_of(step),
            "days": str(step.after_days or "") if step.after else "",
        }
        for step in steps
    ]


def _after_of(step: CalendarStep) -> str:
    after = step.after
    if after is None:
        return ""
    if after.calendar_id == step.calendar_id or after.calendar.node is None:
        return str(after.position)
    return f"{after.calendar.node.code}/{after.position}"


@dataclass
class _Row:
    """A row half read: its end may hang on another row."""

    number: int
    title: str
    kind: StepKind
    starts_on: datetime.date | None
    ends: DatePoint | None
    body_id: int | None
    code: str
    after: int | None
    days: int | None


def read_steps(rows: Sequence[Cells], *, known: Mapping[tuple[str, int], Known], today: datetime.date) -> ReadSteps:
    """Read the rows; every fault is told at its cell. `known` are the steps of other components."""
    reading = _Reading(rows, known, today)
    reading.read()
    return ReadSteps(steps=[] if reading.problems else reading.steps(), problems=reading.problems)


class _Reading:
    def __init__(self, rows: Sequence[Cells], known: Mapping[tuple[str, int], Known], today: datetime.date) -> None:
        self.cells = rows
        self.known = known
        self.codes = {fold(code): code for code, _row in known}
        self.today = today
        self.problems: list[Problem] = []
        self.rows: dict[int, _Row] = {}
        self.bodies = _bodies() if any(row.get("body", "").strip() for row in rows) else {}

    @cached_property
    def holidays(self) -> dict[datetime.date, str]:
        """Asked only where a row is counted after another: enough years for whatever a plan says."""
        return holidays_between(datetime.date(self.today.year - 2, 1, 1), datetime.date(self.today.year + 8, 12, 31))

    def read(self) -> None:
        for number, cells in enumerate(self.cells, start=1):
            self.rows[number] = self._row(number, {name: " ".join(cells.get(name, "").split()) for name in COLUMNS})
        own = {row.number: row.after for row in self.rows.values() if row.after and not row.code}
        if at := circle_in(own):
            self._wrong(at, "after", _("These rows follow one another in a circle."))
        if not self.problems:
            for number in self.rows:
                self._end(number)

    def steps(self) -> list[StepSaid]:
        return [
            StepSaid(
                title_sq=row.title,
                kind=row.kind,
                starts_on=row.starts_on,
                ends_on=row.ends.on,
                precision=row.ends.precision,
                body_id=row.body_id,
                after_number=row.after,
                after_component=row.code,
                after_days=row.days if row.after else None,
            )
            for row in self.rows.values()
            if row.ends is not None
        ]

    def _wrong(self, row: int, column: str, sentence: str) -> None:
        self.problems.append(Problem(row=row, column=column, sentence=sentence))

    def _row(self, number: int, cells: Cells) -> _Row:
        if not cells["title"]:
            self._wrong(number, "title", _("Say what the step is."))
        elif len(cells["title"]) > TITLE_LENGTH:
            self._wrong(
                number, "title", _("The title is too long: at most %(count)s letters.") % {"count": TITLE_LENGTH}
            )
        starts, ends = self._date(number, "starts", cells["starts"]), self._date(number, "ends", cells["ends"])
        starts_on = period_start(starts.on, starts.precision) if starts else None
        if starts_on and ends and ends.on < starts_on:
            self._wrong(number, "ends", _("The step ends before it begins."))
        code, after = self._after(number, cells["after"])
        days = self._days(number, cells["days"])
        if days and not after and not cells["after"]:
            self._wrong(number, "after", _("Say after which row the days count."))
        if not ends and not cells["ends"] and not (after and days):
            self._wrong(number, "ends", _("Write the last day, such as 15.07.2018 or T3 2018, or after which row."))
        return _Row(
            number=number,
            title=cells["title"],
            kind=self._kind(number, cells["kind"]),
            starts_on=starts_on,
            ends=ends,
            body_id=self._body(number, cells["body"]),
            code=code,
            after=after,
            days=days,
        )

    def _date(self, number: int, column: str, text: str) -> DatePoint | None:
        if not text:
            return None
        try:
            return parse_date(text, today=self.today)
        except NotUnderstood as error:
            self._wrong(number, column, str(error.hint.label))
            return None

    def _kind(self, number: int, text: str) -> StepKind:
        if not text:
            return StepKind.OTHER
        if kind := kind_of(text):
            return kind
        names = ", ".join(str(kind.label) for kind in StepKind)
        self._wrong(number, "kind", _("“%(text)s” is none of these: %(names)s.") % {"text": text, "names": names})
        return StepKind.OTHER

    def _body(self, number: int, text: str) -> int | None:
        if not text:
            return None
        if key := self.bodies.get(fold(text)):
            return key
        near = get_close_matches(fold(text), self.bodies, n=1)
        hint = (
            _("Did you mean “%(near)s”?") % {"near": near[0]} if near else _("Leave it empty, or name it in the title.")
        )
        self._wrong(
            number, "body", _("“%(text)s” is no body that is entered here. %(hint)s") % {"text": text, "hint": hint}
        )
        return None

    def _after(self, number: int, text: str) -> tuple[str, int | None]:
        if not text:
            return "", None
        found = AFTER.fullmatch(fold(text))
        code, row = (found["code"] or "", int(found["row"])) if found else ("", 0)
        code = self.codes.get(code, code.upper())
        if code and (code, row) not in self.known:
            sentence = _("Component %(code)s has sent no step %(row)s.") % {"code": code, "row": row}
            self._wrong(number, "after", sentence)
        elif not code and (row == number or not 1 <= row <= len(self.cells)):
            self._wrong(number, "after", _("Write the number of another row, or 2/3 for step 3 of component 2."))
        else:
            return code, row
        return "", None

    def _days(self, number: int, text: str) -> int | None:
        if not text:
            return None
        if text.isdecimal() and 1 <= int(text) <= MAX_DAYS:
            return int(text)
        self._wrong(number, "days", _("Write how many working days, from 1 to %(most)s.") % {"most": MAX_DAYS})
        return None

    def _end(self, number: int) -> datetime.date | None:
        """The last day of a row, counted after the row it follows where that says it."""
        row = self.rows[number]
        if not row.after:
            return row.ends.on if row.ends else None
        start = self.known[row.code, row.after].ends_on if row.code else self._end(row.after)
        if start is None:
            return row.ends.on if row.ends else None
        if row.days:
            counted = working_days_after(start, row.days, holidays=self.holidays).due
            if row.ends is None:
                row.ends = DatePoint(counted, Precision.DAY)
            elif row.ends.on != counted and not self._is_told(number):
                self._wrong(
                    number,
                    "ends",
                    _("%(days)s working days after that row is %(day)s: write this, or leave the day or the days out.")
                    % {"days": row.days, "day": day_of(counted)},
                )
        elif row.ends is not None:
            row.days = max(working_days_between(start, row.ends.on, holidays=self.holidays), 0)
        return row.ends.on if row.ends else None

    def _is_told(self, number: int) -> bool:
        return any((one.row, one.column) == (number, "ends") for one in self.problems)


def kind_of(text: str) -> StepKind | None:
    """The kind that a word means, in either language."""
    return _kinds().get(fold(text)) if text else None


def _kinds() -> dict[str, StepKind]:
    """Kinds by value and by their names in both languages."""
    found = {kind.value: kind for kind in StepKind}
    for language in ("sq", "en"):
        with override(language):
            found |= {fold(str(kind.label)): kind for kind in StepKind}
    return found


def _bodies() -> dict[str, int]:
    found: dict[str, int] = {}
    for body in Body.objects.order_by("pk").only("pk", "name_sq", "name_en", "short_name"):
        for name in (body.short_name, body.name_sq, body.name_en):
            if name:
                found.setdefault(fold(name), body.pk)
    return found
