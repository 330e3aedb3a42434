"""Spreadsheets: read in a process of their own, and made so that every text stays a text."""

import datetime
import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from .errors import UnreadableSheets
from .freeze import freeze_zip
from .values import printable
from .xlsx_child import TOO_LARGE, UNREADABLE

CHILD = Path(__file__).with_name("xlsx_child.py")
MAX_SECONDS = 30
HEADING = {"bold": True, "bg_color": "#E6ECF5", "bottom": 1, "text_wrap": True, "valign": "top"}
TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
NUMBER = {"num_format": "#,##0.##", "valign": "top"}
Cell = str | int | Decimal
MOST_NAME = 31  # of a sheet, as Excel has it


def read(data: bytes) -> list[dict[str, Any]]:
    """Its worksheets in their order: name, is_hidden, rows as (number, cells) without the empty ones at the end.

    The file must have passed `safety.judge`. Whatever it still holds, it costs bounded memory and time: two cells in
    opposite corners of a sheet would otherwise ask for a table of 17 billion.
    """
    try:
        done = subprocess.run(  # noqa: S603  (our own script, nothing of the input on the command line)
            [sys.executable, "-I", str(CHILD)], input=data, capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableSheets("too_large") from error
    if done.returncode == UNREADABLE:
        raise UnreadableSheets("damaged", done.stdout.decode(errors="replace")[:300])
    if done.returncode:  # TOO_LARGE, or the process ran into the ceiling of its memory and ended as it could
        raise UnreadableSheets("too_large", "" if done.returncode == TOO_LARGE else str(done.returncode))
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@dataclass(frozen=True, kw_only=True)
class Table:
    """A sheet to be made: headings with the width of their columns in characters, and rows of texts and numbers."""

    name: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Cell]]


def write(tables: Sequence[Table], *, created: datetime.datetime) -> bytes:
    """The workbook. A text stays a text: "=1+1" is shown and never counted, "069" keeps its zero, also retyped.
    Numbers can be added up.

    The same tables and moment give the same bytes.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": created.astimezone(datetime.UTC).replace(tzinfo=None)})
        heading, text, amount = book.add_format(HEADING), book.add_format(TEXT), book.add_format(NUMBER)
        for table in tables:
            sheet = book.add_worksheet(table.name[:MOST_NAME])
            for place, (label, width) in enumerate(table.columns.items()):
                sheet.set_column(place, place, width, text)
                sheet.write_string(0, place, printable(label), heading)
            for number, row in enumerate(table.rows, start=1):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, place, printable(cell), text)
                    else:
                        sheet.write_number(number, place, float(cell), amount)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return freeze_zip(target.getvalue(), created=created)
