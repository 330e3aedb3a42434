"""A plain Word document made of headings, paragraphs, facts and tables: a report that is printed and filed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx as python_docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from . import wordml
from .values import printable

A4 = (Cm(21), Cm(29.7))
MARGIN = Cm(2)


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    text: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels with their values, two columns without a heading."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`widths` are shares of the page; the headings stand again on every page."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


Block = Heading | Paragraph | Facts | Table


def document(
    blocks: Sequence[Block], *, title: str, language: str, created: datetime.datetime, is_wide: bool = False
) -> bytes:
    """The document; the same blocks and moment always give the same bytes."""
    paper = python_docx.Document()
    width = _set_page(paper, is_wide=is_wide)
    _set_style(paper, language)
    for block in blocks:
        _write(paper, block, width)
    return wordml.saved(paper, title=title, created=created)


def _set_page(paper: Any, *, is_wide: bool) -> int:
    """A4, upright or wide; the width between the margins."""
    [section] = paper.sections
    section.page_width, section.page_height = A4[::-1] if is_wide else A4
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    return int(section.page_width - 2 * MARGIN)


def _set_style(paper: Any, language: str) -> None:
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = paper.styles[name]
        wordml.set_font(style)
        style.font.color.rgb = None
    paper.styles["Normal"].font.size = Pt(11)
    wordml.set_language(paper, language)


def _write(paper: Any, block: Block, width: int) -> None:
    if isinstance(block, Heading):
        paper.add_heading(printable(block.text), block.level)
    elif isinstance(block, Paragraph):
        paper.add_paragraph(printable(block.text))
    elif isinstance(block, Facts):
        _fill(paper, block.rows, widths=(3, 7), width=width, is_bold=lambda _row, column: column == 0)
    else:
        table = _fill(
            paper,
            [block.headings, *block.rows],
            widths=block.widths,
            width=width,
            is_bold=lambda row, _column: row == 0,
        )
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(paper: Any, rows: Sequence[Sequence[str]], *, widths: Sequence[int], width: int, is_bold: Any) -> Any:
    table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    # Each share of the page, in the grid and in every cell: programs differ in which of them they read.
    shares = [width * share // sum(widths) for share in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    for place, texts in enumerate(rows):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = shares[column]
            run = cell.paragraphs[0].add_run(printable(text))
            run.bold = is_bold(place, column)
            run.font.size = Pt(10)
    paper.add_paragraph()
    return table
