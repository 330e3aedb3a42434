"""Lists of leaders and staff: read, checked cell by cell, and taken whole or not at all."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.officefiles import pasted

from ..directory import Entry, EntryRefused, Planned, plan
from ..directory.columns import COLUMNS, by_column, headings_in
from ..directory.naming import InstitutionNames
from ..services import note_directory

# Without headings: as the columns of our own list stand.
USUAL = list(COLUMNS)
LONGEST = {"name": 200, "function": 200, "email": 254, "phone": 60}
CODE = re.compile(r"\d{1,9}")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in one cell. Rows count from 1, the header's line among them, as in the spreadsheet."""

    row: int
    column: str
    message: str
    sheet: str = ""


@dataclass(kw_only=True)
class ListedRow:
    """One row of the list: its cells by column, and what would become of it where nothing is wrong."""

    number: int
    cells: Mapping[str, str]
    sheet: str = ""
    institution: Institution | None = None
    problems: list[Problem] = field(default_factory=list)
    planned: Planned | None = None

    def fault(self, column: str, message: str) -> None:
        self.problems.append(Problem(row=self.number, column=column, message=message, sheet=self.sheet))


class DirectoryRefused(DomainError):
    """Some rows cannot be taken, and nothing was saved: `rows` says which and why."""

    def __init__(self, rows: Sequence[ListedRow]) -> None:
        super().__init__(_("Nothing was saved. Mend the marked rows and check the list again."), field="text")
        self.rows = rows


def read_directory(text: str, *, on: datetime.date) -> list[ListedRow]:
    """The rows of a pasted list, each with its problems or with what it would do. Reads only."""
    return check_rows(_pasted(text), on=on)


def take_directory(*, text: str, by: Actor, on: datetime.date) -> list[Planned]:
    """Read the pasted list and bring the directory up to it. Raises DirectoryRefused while one row is faulty."""
    if not (rows := _pasted(text)):
        raise DomainError(_("Paste the rows of the list."), field="text")
    return take_rows(rows=rows, by=by, on=on)


def check_rows(rows: Sequence[ListedRow], *, on: datetime.date) -> list[ListedRow]:
    """The rows, each with its problems or with what it would do. Reads only: a few queries, however many rows."""
    names = InstitutionNames(on=on)
    for row in rows:
        _check_cells(row, names)
    good = [row for row in rows if not row.problems]
    for row, planned in zip(good, plan([_entry(row) for row in good], on=on), strict=True):
        if isinstance(planned, EntryRefused):
            row.fault(planned.field or "name", str(planned))
        else:
            row.planned = planned
    return list(rows)


@transaction.atomic
def take_rows(*, rows: Sequence[ListedRow], by: Actor, on: datetime.date) -> list[Planned]:
    """Bring the directory up to the rows: all of them, or none. Raises DirectoryRefused while one is faulty."""
    checked = check_rows(rows, on=on)
    if any(row.problems for row in checked):
        raise DirectoryRefused(checked)
    return note_directory(entries=[_entry(row) for row in checked], by=by, on=on)


def _pasted(text: str) -> list[ListedRow]:
    table = pasted.numbered_rows(text)
    columns = headings_in(table[0][1]) if table else None
    if columns is not None:
        return list(listed(table[1:], columns))
    return list(listed([(number, _without_serial(cells)) for number, cells in table], USUAL))


def _without_serial(cells: list[str]) -> list[str]:
    """Lists often begin with a serial number."""
    return cells[1:] if len(cells) > 1 and re.fullmatch(r"\d+[.)]?", cells[0]) else cells


def listed(table: Iterable[tuple[int, list[str]]], columns: Sequence[str], *, sheet: str = "") -> Iterable[ListedRow]:
    """The rows that name somebody or something of them. An empty institution stands for the one above, as where a
    spreadsheet has joined cells.
    """
    above = ""
    for number, cells in table:
        named = by_column(cells, columns)
        above = named["institution"] = named["institution"] or above
        if any(value for column, value in named.items() if column != "institution"):
            yield ListedRow(number=number, cells=named, sheet=sheet)


def _check_cells(row: ListedRow, names: InstitutionNames) -> None:
    try:
        row.institution = names.find(row.cells["institution"])
    except DomainError as unknown:
        row.fault("institution", str(unknown))
    if not row.cells["name"]:
        row.fault("name", _("Write the name."))
    for column, longest in LONGEST.items():
        if len(row.cells[column]) > longest:
            row.fault(column, _("At most %(count)s characters fit here.") % {"count": longest})
    if row.cells["email"]:
        try:
            validate_email(row.cells["email"])
        except ValidationError:
            row.fault("email", _("“%(text)s” is not an e-mail address.") % {"text": row.cells["email"]})
    if row.cells["code"] and not CODE.fullmatch(row.cells["code"]):
        row.fault("code", _("A code is a number. Leave it empty for a new person."))


def _entry(row: ListedRow) -> Entry:
    assert row.institution is not None
    return Entry(
        institution=row.institution,
        name=row.cells["name"],
        function=row.cells["function"],
        email=row.cells["email"],
        phone=row.cells["phone"],
        code=int(row.cells["code"]) if row.cells["code"] else None,
    )
