"""A list as a file: .xlsx or .csv, judged by its content before anything opens it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.errors import FileRefused
from sekretariat.officefiles import safety, sheets
from sekretariat.officefiles.sheets import Sheet, UnreadableSheets

from ..directory.columns import headings_in, is_example
from .listing import ListedRow, listed

DEEPEST_HEADING = 20  # rows in which the headings are looked for, below a title and a date

SENTENCES = {
    "damaged": gettext_lazy("The file could not be read. Open it in Excel, save it anew as .xlsx and send that copy."),
    "too_large": gettext_lazy(
        "The file spreads over far too many cells. Copy the rows of the list into an empty workbook and send that."
    ),
    "too_many_rows": gettext_lazy("The file has more than %(detail)s rows. Divide it into several files."),
    "not_text": gettext_lazy("The signs of this .csv could not be read. Save the list as .xlsx and send that."),
    "broken_csv": gettext_lazy(
        "Line %(detail)s of the .csv could not be read: a quotation mark is missing there. Save the list as .xlsx."
    ),
}


@dataclass(frozen=True, kw_only=True)
class FileRows:
    """The rows of people in a file, not checked yet, and what was left in it, in words."""

    rows: list[ListedRow]
    left: list[str] = field(default_factory=list)


def rows_of_file(*, stream: BinaryIO, name: str) -> FileRows:
    """The rows of every sheet that has headings. Raises FileRefused, or DomainError where no sheet has any."""
    left: list[str] = []
    rows = [row for sheet in _sheets(stream, name) for row in _rows_of_sheet(sheet, left)]
    if not rows:
        raise DomainError(
            " ".join([_("No row of people was found in the file."), *left, _("Begin from the empty list below.")]),
            field="file",
        )
    return FileRows(rows=rows, left=left)


def _sheets(stream: BinaryIO, name: str) -> list[Sheet]:
    try:
        judged = safety.judge(stream, name=name, max_bytes=settings.UPLOAD_MAX_BYTES)
    except safety.UnsafeFile as error:
        raise FileRefused(error, name=name) from error
    if judged.kind not in sheets.KINDS:
        raise DomainError(_("“%(name)s” is not a list. Send it as .xlsx or .csv.") % {"name": name}, field="file")
    stream.seek(0)
    try:
        return sheets.read(stream.read(), kind=judged.kind)
    except UnreadableSheets as error:
        raise DomainError(SENTENCES[error.code] % {"detail": error.detail}, field="file") from error


def _rows_of_sheet(sheet: Sheet, left: list[str]) -> Iterator[ListedRow]:
    """Its rows below the headings. What cannot be taken from the sheet as a whole is said in `left`."""
    if sheet.is_hidden:
        left.append(_("The hidden sheet “%(sheet)s” was left.") % {"sheet": sheet.name})
        return
    if not sheet.rows:
        return
    heading = next(((number, cells) for number, cells in sheet.rows[:DEEPEST_HEADING] if headings_in(cells)), None)
    columns = headings_in(heading[1]) if heading else None
    if heading is None or columns is None or "institution" not in columns:
        left.append(
            _("The sheet “%(sheet)s” was left: it has no row with the headings “Institution” and “Name”.")
            % {"sheet": sheet.name or "csv"}
        )
        return
    unknown = [cell for cell, column in zip(heading[1], columns, strict=True) if cell and not column]
    if unknown:
        left.append(_left_columns(sheet.name, unknown))
    below = [row for row in sheet.rows if row[0] > heading[0] and headings_in(row[1]) != columns]
    for row in listed(below, columns, sheet=sheet.name):
        if not is_example(row.cells["code"]):
            yield row


def _left_columns(sheet: str, unknown: list[str]) -> str:
    words = {"sheet": sheet, "columns": ", ".join(f"“{column}”" for column in unknown)}
    if not sheet:
        return _("These columns were left: %(columns)s.") % words
    return _("These columns of the sheet “%(sheet)s” were left: %(columns)s.") % words
