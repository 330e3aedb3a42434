"""The parts of a long printed report: cover, contents, chapters upright or wide; drawn by `report_docx`, `report_pdf`.

A text is a row of lines. The first is in the language of the report; a line in its second language is said to be the
`other` one, and is drawn so that it steps back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    PLAIN = "plain"
    OTHER = "other"  # the same in the second language
    SMALL = "small"
    STRONG = "strong"
    LATE = "late"  # red: what was done without a decision, say


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(StrEnum):
    PLAIN = "plain"
    GROUP = "group"  # its one cell spans the table
    TOTAL = "total"


@dataclass(frozen=True)
class Line:
    text: str
    tone: Tone = Tone.PLAIN


Lines = Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Stands in the contents where its level is 1 or 2. The first line is the heading, the others stand below it."""

    lines: Lines
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    lines: Lines


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[Lines, Lines]]


@dataclass(frozen=True, kw_only=True)
class Column:
    """`share`: of the width of the page."""

    lines: Lines
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, kw_only=True)
class Row:
    cells: Sequence[Lines]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, kw_only=True)
class Table:
    """Its headings stand again on every page."""

    columns: Sequence[Column]
    rows: Sequence[Row]


Block = Heading | Paragraph | Facts | Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """Begins on a new page."""

    blocks: Sequence[Block]
    is_wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Cover:
    """From top to bottom: who, what, and of when."""

    head: Sequence[str]
    title: Lines
    below: Sequence[Lines]
    foot: Lines


@dataclass(frozen=True, kw_only=True)
class Report:
    """`footer` stands at the left of each page but the cover, "Page 3 of 20" at the right.

    `page_words` are the two words before the number of the page and before the number of pages. `contents` is the
    heading of the contents; without one there are none.
    """

    title: str
    languages: Sequence[str]
    cover: Cover
    contents: str
    sections: Sequence[Section]
    footer: str
    page_words: tuple[str, str]
