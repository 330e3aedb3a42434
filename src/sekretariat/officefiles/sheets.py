"""Lists that come as files: the sheets of an .xlsx, or the one table of a .csv, as rows of texts."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import xlsx
from .errors import UnreadableSheets
from .values import printable

__all__ = ["KINDS", "Sheet", "UnreadableSheets", "read"]

KINDS = ("xlsx", "csv")
DELIMITERS = ",;\t"
ENCODINGS = ("utf-8-sig", "cp1252")
MOST_ROWS = 20_000
LONGEST_CELL = 100_000


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`rows` holds (number, cells) of the rows that say something; the number is the one the spreadsheet shows.

    A .csv has one sheet without a name. A sheet that its author hid has no rows here.
    """

    name: str
    rows: list[tuple[int, list[str]]]
    is_hidden: bool = False


def read(data: bytes, *, kind: str) -> list[Sheet]:
    """The sheets of a file that `safety.judge` found to be of the kind, one of KINDS. Cells are trimmed texts."""
    if kind == "xlsx":
        found = [Sheet(name=s["name"], rows=_filled(s["rows"]), is_hidden=s["is_hidden"]) for s in xlsx.read(data)]
    else:
        found = [Sheet(name="", rows=_filled(enumerate(_records(_decoded(data)), start=1)))]
    if sum(len(sheet.rows) for sheet in found) > MOST_ROWS:
        raise UnreadableSheets("too_many_rows", str(MOST_ROWS))
    return found


def _filled(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    trimmed = ((number, [printable(cell).strip() for cell in cells]) for number, cells in rows)
    return [(number, cells) for number, cells in trimmed if any(cells)]


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSheets("not_text")


def _records(text: str) -> Iterator[list[str]]:
    """A record is a row of the spreadsheet, also where a quoted cell runs over several lines."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableSheets("broken_csv", str(reader.line_num)) from error


def _delimiter(text: str) -> str:
    """What divides most of the first ten filled lines alike, outside of quotes; Excel here writes semicolons."""
    outside = ["".join(line.split('"')[::2]) for line in text.splitlines() if line.strip()][:10]

    def fits(sign: str) -> tuple[int, int, bool]:
        counts = Counter(filter(None, (line.count(sign) for line in outside)))
        (count, lines), *_ = counts.most_common(1) or [(0, 0)]
        return lines, count, sign == ";"

    return max(DELIMITERS, key=fits)
