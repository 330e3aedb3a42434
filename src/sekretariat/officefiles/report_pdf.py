"""A report as PDF."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from . import pdf
from .report import Block, Facts, Heading, Lines, Paragraph, Report, Row, Section, Table

SOURCE = Path(__file__).with_name("report.typ")
LONG_ROW = 900  # signs: such a row may break over two pages


def draw(report: Report, *, created: datetime.datetime) -> bytes:
    """The tagged PDF; the same report and moment always give the same bytes."""
    values = {
        "title": report.title,
        "language": report.languages[0],
        "other_language": report.languages[-1],
        "head": list(report.cover.head),
        "cover_title": _lines(report.cover.title),
        "below": [_lines(lines) for lines in report.cover.below],
        "foot": _lines(report.cover.foot),
        "contents": report.contents,
        "footer": report.footer,
        "page_words": list(report.page_words),
        "sections": [_section(section) for section in report.sections],
    }
    return pdf.compile(SOURCE.read_text(encoding="utf-8"), values=values, timestamp=created)


def _lines(lines: Lines) -> list[dict[str, str]]:
    return [{"text": line.text, "tone": line.tone.value} for line in lines]


def _section(section: Section) -> dict[str, object]:
    return {"is_wide": section.is_wide, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "lines": _lines(block.lines), "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "lines": _lines(block.lines)}
    if isinstance(block, Facts):
        return {"kind": "facts", "rows": [[_lines(label), _lines(value)] for label, value in block.rows]}
    return _table(block)


def _table(table: Table) -> dict[str, object]:
    columns = [
        {"lines": _lines(column.lines), "share": column.share, "align": column.align.value} for column in table.columns
    ]
    return {"kind": "table", "columns": columns, "rows": [_row(row) for row in table.rows]}


def _row(row: Row) -> dict[str, object]:
    return {"kind": row.kind.value, "cells": [_lines(cell) for cell in row.cells], "breaks": is_long(row.cells)}


def is_long(cells: Sequence[Lines]) -> bool:
    return max(sum(len(line.text) for line in cell) for cell in cells) > LONG_ROW
