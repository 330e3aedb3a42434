"""A paper with footnotes as PDF."""

import datetime
from pathlib import Path

from . import pdf
from .noted import (
    Block,
    Bullets,
    Footnote,
    Head,
    Heading,
    Labelled,
    Noted,
    Numbered,
    Paragraph,
    Signatures,
    Text,
    pieces,
)
from .paper import Table

SOURCE = Path(__file__).with_name("noted.typ")


def draw(noted: Noted, *, created: datetime.datetime) -> bytes:
    """The tagged PDF; the same paper and moment always give the same bytes."""
    values = {
        "title": noted.title,
        "language": noted.language,
        "footer": noted.footer,
        "page_words": list(noted.page_words),
        "blocks": [_block(block) for block in noted.blocks],
    }
    return pdf.compile(SOURCE.read_text(encoding="utf-8"), values=values, timestamp=created)


def _block(block: Block) -> dict[str, object]:
    match block:
        case Bullets(items=items):
            fields: dict[str, object] = {"items": [_said(item) for item in items]}
        case Numbered(items=numbered):
            fields = {"items": [{"number": number, "text": _said(item)} for number, item in numbered]}
        case Labelled(label=label, text=text):
            fields = {"label": label, "text": _said(text)}
        case Paragraph(text=text, leads_in=leads_in):
            fields = {"text": _said(text), "leads_in": leads_in}
        case Head() | Heading() | Table() | Signatures():
            fields = vars(block)
    return {"kind": type(block).__name__.lower(), **fields}


def _said(text: Text) -> list[dict[str, object]]:
    return [
        {"words": one.text, "is_note": True} if isinstance(one, Footnote) else {"words": one, "is_note": False}
        for one in pieces(text)
    ]
