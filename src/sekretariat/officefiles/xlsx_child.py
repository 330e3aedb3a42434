"""The process that reads one workbook. It is started by its path, sees nothing of this package and ends with the file.

The reader makes a whole table of every sheet, from its first cell to its last: where the last one lies is for whoever
made the file to say, so memory and time have a ceiling here. Reads the file from stdin, writes its sheets as JSON.
"""

import datetime
import io
import json
import resource
import sys

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

UNREADABLE, TOO_LARGE = 3, 4
MEMORY = 1024 * 1024 * 1024
SECONDS = 20
MOST_SIGNS = 50_000_000


def text_of(value: object) -> str:
    """The cell as a person would type it: a number without the ".0" that a spreadsheet keeps behind it."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def rows_of(sheet: CalamineSheet) -> list[tuple[int, list[str]]]:
    found = []
    signs = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [text_of(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        signs += sum(map(len, cells))
        if signs > MOST_SIGNS:
            raise MemoryError
        if cells:
            found.append((number, cells))
    return found


def sheet_of(book: CalamineWorkbook, about: SheetMetadata) -> dict[str, object]:
    is_hidden = about.visible != SheetVisibleEnum.Visible
    rows = [] if is_hidden else rows_of(book.get_sheet_by_name(about.name))
    return {"name": about.name, "is_hidden": is_hidden, "rows": rows}


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = [sheet_of(book, about) for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, PasswordError) as error:
        sys.stdout.write(str(error))
        return UNREADABLE
    except MemoryError:
        return TOO_LARGE
    json.dump(sheets, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
