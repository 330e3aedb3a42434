"""The same plain papers as `paper` makes, as PDF."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from . import pdf
from .paper import Block, Facts, Heading, Paragraph
from .values import printable

SOURCE = Path(__file__).with_name("paper.typ")


def draw(
    blocks: Sequence[Block], *, title: str, language: str, created: datetime.datetime, is_wide: bool = False
) -> bytes:
    """The tagged PDF; the same blocks and moment always give the same bytes."""
    values = {
        "title": printable(title),
        "language": language.partition("-")[0],
        "is_wide": is_wide,
        "blocks": [_block(block) for block in blocks],
    }
    return pdf.compile(SOURCE.read_text(encoding="utf-8"), values=values, timestamp=created)


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Heading):
        kind = "heading" if block.level else "title"
        return {"kind": kind, "text": printable(block.text), "level": block.level}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": printable(block.text)}
    if isinstance(block, Facts):
        return {"kind": "facts", "rows": [[printable(text) for text in row] for row in block.rows]}
    return {
        "kind": "table",
        "headings": list(block.headings),
        "rows": [[printable(text) for text in row] for row in block.rows],
        "widths": list(block.widths),
    }
