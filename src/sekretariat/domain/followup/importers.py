"""Lists of leaders and staff, pasted from a spreadsheet: rows, all checks, then one service for the good list."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import fold
from sekretariat.officefiles import pasted

from .directory import Entry, EntryRefused, Planned, plan
from .services import note_directory

COLUMNS = {
    "institution": gettext_lazy("Institution"),
    "name": gettext_lazy("Name"),
    "function": gettext_lazy("Function"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Telephone"),
}
# How lists name their columns, folded. A surname in a column of its own is joined to the name.
HEADERS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("institution", re.compile(r".*(institucion|institution).*|bashki.*|organi.*|entitet.*")),
    ("surname", re.compile(r"mbiem.*|surname|last name")),
    ("name", re.compile(r"em(er|ri).*|name|full name|first name|person.*")),
    ("function", re.compile(r"(funksion|pozicion|pozit|detyr|function|position|title).*|post[ie]?")),
    ("email", re.compile(r".*(e-?mail|elektronik).*|posta")),
    ("phone", re.compile(r".*(tel|cel|mob|phone|kontakt).*")),
)
LONGEST = {"name": 200, "function": 200, "email": 254, "phone": 60}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in one cell. Rows count from 1, the header's line among them, as in the spreadsheet."""

    row: int
    column: str
    message: str


@dataclass(kw_only=True)
class ListedRow:
    """One pasted row: its cells by column, and what would become of it where nothing is wrong."""

    number: int
    cells: Mapping[str, str]
    institution: Institution | None = None
    problems: list[Problem] = field(default_factory=list)
    planned: Planned | None = None

    def fault(self, column: str, message: str) -> None:
        self.problems.append(Problem(row=self.number, column=column, message=message))


class DirectoryRefused(DomainError):
    """Some rows cannot be taken, and nothing was saved: `rows` says which and why."""

    def __init__(self, rows: Sequence[ListedRow]) -> None:
        super().__init__(_("Nothing was saved. Mend the marked rows and check the list again."), field="text")
        self.rows = rows


def read_directory(text: str, *, on: datetime.date) -> list[ListedRow]:
    """The rows of the list, each with its problems or with what it would do. Reads only."""
    rows = list(_rows(pasted.rows(text)))
    names = _InstitutionNames(on=on)
    for row in rows:
        _check_cells(row, names)
    good = [row for row in rows if not row.problems]
    for row, planned in zip(good, plan([_entry(row) for row in good], on=on), strict=True):
        if isinstance(planned, EntryRefused):
            row.fault(planned.field or "name", str(planned))
        else:
            row.planned = planned
    return rows


@transaction.atomic
def take_directory(*, text: str, by: Actor, on: datetime.date) -> list[Planned]:
    """Read the list and bring the directory up to it. Raises DirectoryRefused while one row is faulty."""
    rows = read_directory(text, on=on)
    if not rows:
        raise DomainError(_("Paste the rows of the list."), field="text")
    if any(row.problems for row in rows):
        raise DirectoryRefused(rows)
    return note_directory(entries=[_entry(row) for row in rows], by=by, on=on)


def _rows(table: list[list[str]]) -> Iterable[ListedRow]:
    header = _header(table[0]) if table else None
    above = ""
    for number, cells in enumerate(table, start=1):
        if header is not None and number == 1:
            continue
        named = _by_column(cells, header)
        # An empty cell stands for the one above, as where a spreadsheet has joined cells.
        above = named["institution"] = named["institution"] or above
        if any(value for column, value in named.items() if column != "institution"):
            yield ListedRow(number=number, cells=named)


def _header(cells: list[str]) -> list[str] | None:
    """The columns in the list's own order, "" for one we have no use for; None where the first row is no header."""
    columns = [
        next((column for column, form in HEADERS if form.fullmatch(fold(cell).strip(" .:"))), "") for cell in cells
    ]
    # A line of people may hold a word that looks like a header; two of them, one the name, it does not.
    return columns if "name" in columns and len(set(columns) - {""}) > 1 else None


def _by_column(cells: list[str], header: list[str] | None) -> dict[str, str]:
    if header is None:
        # Lists often begin with a serial number.
        plain = cells[1:] if len(cells) > 1 and re.fullmatch(r"\d+[.)]?", cells[0]) else cells
        header, cells = list(COLUMNS), plain
    found = dict.fromkeys([*COLUMNS, "surname"], "")
    for column, cell in zip(header, cells, strict=False):
        if column and not found[column]:
            found[column] = " ".join(cell.split())
    found["name"] = f"{found['name']} {found.pop('surname')}".strip()
    found["email"] = found["email"].removeprefix("mailto:").strip(" ;,<>").lower()
    return found


class _InstitutionNames:
    """Institutions in force by every name they are called, folded; municipalities by their bare name too."""

    def __init__(self, *, on: datetime.date) -> None:
        self.found: dict[str, set[Institution]] = {}
        for institution in Institution.objects.in_force(on=on).order_by("pk"):
            names = {institution.name_sq, institution.name_en, institution.short_name}
            if institution.kind == InstitutionKind.MUNICIPALITY:
                names.add(re.sub(r"^Bashkia ", "", institution.name_sq))
            for name in filter(None, names):
                self.found.setdefault(fold(name), set()).add(institution)

    def find(self, text: str) -> Institution:
        """The institution meant; a wrong name is never guessed, only suggested in the error's sentence."""
        if not (wanted := fold(text)):
            raise DomainError(_("Write the institution."))
        fitting = self.found.get(wanted, set())
        if len(fitting) == 1:
            return next(iter(fitting))
        if fitting:
            raise DomainError(_("“%(text)s” is the name of several institutions: write it in full.") % {"text": text})
        near = get_close_matches(wanted, self.found, n=1)
        if near:
            one = next(iter(self.found[near[0]]))
            raise DomainError(
                _("“%(text)s” is not known. Did you mean “%(near)s”?") % {"text": text, "near": one.name_sq}
            )
        raise DomainError(_("“%(text)s” is not known. Enter the institution first.") % {"text": text})


def _check_cells(row: ListedRow, names: _InstitutionNames) -> None:
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


def _entry(row: ListedRow) -> Entry:
    assert row.institution is not None
    return Entry(
        institution=row.institution,
        name=row.cells["name"],
        function=row.cells["function"],
        email=row.cells["email"],
        phone=row.cells["phone"],
    )
