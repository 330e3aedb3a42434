"""Pieces of WordprocessingML that several kinds of Word documents are made of."""

import datetime
import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx as python_docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from .freeze import freeze_zip
from .values import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
FONT = "Times New Roman"
LANGUAGES = {"sq": "sq-AL", "en": "en-GB"}
QUIET, RULE, HEAD_FILL = "4A5866", "9AA7B4", "DFE7F1"
A4 = (11906, 16838)  # width and height in twentieths of a point


def set_font(style: Any) -> None:
    """The font for every script: the names that the theme gives would come before it."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), FONT)


def set_language(paper: python_docx.document.Document, language: str) -> None:
    """`language` as Word names it, such as "sq-AL"."""
    lang = parse_xml(f'<w:lang {SPACES} w:val="{language}"/>')
    paper.styles["Normal"].element.get_or_add_rPr().append(lang)


def text(words: str) -> str:
    """The words as XML; a line feed becomes a line break, a tab a tab."""
    lines = printable(words).split("\n")
    return "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in line.split("\t"))
        for line in lines
    )


def run(words: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text(words)}</w:r>"


def field(code: str, properties: str, shown: str, *, is_dirty: bool = False) -> str:
    dirty = ' w:dirty="true"' if is_dirty else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{properties}<w:t>{shown}</w:t></w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def set_footer(section: Any, said: str, page_words: tuple[str, str], *, right: int) -> None:
    """`said` at the left of each page of the section; at its right, at `right`, "Page 3 of 20"."""
    section.footer.is_linked_to_previous = False
    footer = section.footer._element
    for child in list(footer):
        footer.remove(child)
    page, of = page_words
    small = f'<w:rPr><w:color w:val="{QUIET}"/><w:sz w:val="17"/></w:rPr>'
    run = f"<w:r>{small}%s</w:r>"
    footer.append(
        parse_xml(
            f'<w:p {SPACES}><w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
            f'<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>'
            f'<w:tab w:val="right" w:pos="{right}"/></w:tabs><w:spacing w:after="0"/></w:pPr>'
            + run % text(said)
            + run % "<w:tab/>"
            + run % text(f"{page} ")
            + field("PAGE", small, "1")
            + run % text(f" {of} ")
            + field("NUMPAGES", small, "1")
            + "</w:p>"
        )
    )


def table_of(rows: str, widths: Sequence[int], borders: str) -> str:
    """The widths stand in the grid and in every cell: programs differ in which of them they read."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        '<w:p><w:pPr><w:spacing w:before="0" w:after="120"/></w:pPr></w:p>'
    )


def cell(runs: str, width: int, *, align: str = "left", fill: str = "", span: int = 1, keeps: bool = False) -> str:
    """`keeps`: on the page of the next row."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{shade}</w:tcPr>'
        f'<w:p><w:pPr>{"<w:keepNext/>" if keeps else ""}<w:spacing w:before="20" w:after="20"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def all_borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def set_body(paper: python_docx.document.Document, body: str) -> None:
    """In one piece: moving elements from one tree into another takes seconds."""
    paper.part._element = parse_xml(f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")


def saved(paper: python_docx.document.Document, *, title: str, created: datetime.datetime) -> bytes:
    """The document; the same content and moment always give the same bytes."""
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = printable(title)[:255], "", ""
    properties.created = properties.modified = created.astimezone(datetime.UTC)
    written = io.BytesIO()
    paper.save(written)
    return freeze_zip(written.getvalue(), created=created)
