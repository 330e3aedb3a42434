"""A paper with footnotes as a Word document; the footnotes are Word's own, which renumber when one is added."""

import datetime
from collections.abc import Iterator, Sequence

import docx as python_docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from . import wordml
from .noted import (
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
from .wordml import A4, SPACES

MARGIN = 1361  # 2,4 cm, in twentieths of a point
WIDTH = A4[0] - 2 * MARGIN
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
DASHES = 100  # the key of our list of dashes, above those that Word's own template brings
HEAD_SIZES = {"above": 24, "title": 28, "below": 24}  # in half points
TABLE_SIZE = 21
STYLES = (
    '<w:style {0} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>',
    '<w:style {0} w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
)
# The line above the footnotes of a page, and above those that go on from the page before.
SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{key}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:{kind}/></w:r></w:p>'
    "</w:footnote>"
    for key, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def draw(noted: Noted, *, created: datetime.datetime) -> bytes:
    """The document; the same paper and moment always give the same bytes."""
    paper = python_docx.Document()
    _set_styles(paper, noted.language)
    _set_dashes(paper)
    [section] = paper.sections
    wordml.set_footer(section, noted.footer, noted.page_words, right=WIDTH)
    [footer] = section._sectPr.xpath("./w:footerReference/@r:id")
    writer = _Writer()
    body = "".join(piece for block in noted.blocks for piece in writer.block(block))
    wordml.set_body(paper, body + _page(str(footer)))
    if writer.footnotes:
        _set_footnotes(paper, writer.footnotes)
    return wordml.saved(paper, title=noted.title, created=created)


def _set_styles(paper: python_docx.document.Document, language: str) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = paper.styles[name]
        wordml.set_font(style)
        style.font.color.rgb = None
    normal = paper.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.1
    wordml.set_language(paper, wordml.LANGUAGES[language])
    heading = paper.styles["Heading 2"]
    heading.font.size, heading.font.bold = Pt(12), True
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(6)
    heading.paragraph_format.keep_with_next = True
    title = paper.styles["Heading 1"]
    title.font.size, title.font.bold = Pt(HEAD_SIZES["title"] / 2), True
    for style in STYLES:
        paper.styles.element.append(parse_xml(style.format(SPACES)))


def _set_dashes(paper: python_docx.document.Document) -> None:
    """The list of dashes, with which these papers are written."""
    numbering = paper.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl>'
    )
    # What is abstract stands before all numbers.
    numbering.insert(0, parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="{DASHES}">{level}</w:abstractNum>'))
    numbering.append(
        parse_xml(f'<w:num {SPACES} w:numId="{DASHES}"><w:abstractNumId w:val="{DASHES}"/></w:num>'),
    )


def _set_footnotes(paper: python_docx.document.Document, footnotes: Sequence[str]) -> None:
    texts = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{wordml.run(' ' + text)}</w:p></w:footnote>"
        for key, text in enumerate(footnotes, 1)
    )
    xml = f"{DECLARATION}<w:footnotes {SPACES}>{SEPARATORS}{texts}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml, paper.part.package)
    paper.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = paper.settings.element
    named = parse_xml(f'<w:footnotePr {SPACES}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    compat = settings.find(qn("w:compat"))  # which comes after it
    settings.append(named) if compat is None else compat.addprevious(named)


def _page(footer: str) -> str:
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/><w:pgSz w:w="{A4[0]}" w:h="{A4[1]}"/>'
        f'<w:pgMar w:top="1304" w:right="{MARGIN}" w:bottom="1304" w:left="{MARGIN}" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )


class _Writer:
    """The body piece by piece. Footnotes are gathered as their marks come."""

    def __init__(self) -> None:
        self.footnotes: list[str] = []

    def block(self, block: object) -> Iterator[str]:
        if isinstance(block, Head):
            yield from self._head(block)
        elif isinstance(block, Heading):
            yield _paragraph(wordml.run(block.text), '<w:pStyle w:val="Heading2"/>')
        elif isinstance(block, Labelled):
            label = wordml.run(f"{block.label}: ", "<w:b/>")
            yield _paragraph(label + self._runs(block.text), '<w:jc w:val="both"/>')
        elif isinstance(block, Paragraph):
            keeps = "<w:keepNext/>" if block.leads_in else ""
            yield _paragraph(self._runs(block.text), f'{keeps}<w:jc w:val="both"/>')
        elif isinstance(block, Bullets):
            dash = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{DASHES}"/></w:numPr>'
            yield from self._listed(block.items, dash)
        elif isinstance(block, Numbered):
            stop = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'
            yield from self._listed([[f"{number}.\t", *pieces(item)] for number, item in block.items], stop)
        elif isinstance(block, Signatures):
            yield self._signatures(block)
        elif isinstance(block, Table):
            yield self._table(block)

    def _head(self, head: Head) -> Iterator[str]:
        for group in head.above:
            for place, line in enumerate(group, 1):
                yield _centred(line, HEAD_SIZES["above"], after=320 if place == len(group) else 40)
        yield _paragraph(
            wordml.run(head.title, f'<w:sz w:val="{HEAD_SIZES["title"]}"/>'),
            '<w:pStyle w:val="Heading1"/><w:spacing w:before="0" w:after="160"/><w:jc w:val="center"/>',
        )
        for line in head.below:
            yield _centred(line, HEAD_SIZES["below"], after=160)
        yield '<w:p><w:pPr><w:spacing w:before="0" w:after="120"/></w:pPr></w:p>'

    def _listed(self, items: Sequence[Text], properties: str) -> Iterator[str]:
        """Close to one another; the last one as far from what follows as any paragraph."""
        for place, item in enumerate(items, 1):
            after = "" if place == len(items) else '<w:spacing w:after="80"/>'
            yield _paragraph(
                self._runs(item), f'{properties}{after}<w:ind w:left="567" w:hanging="283"/><w:jc w:val="both"/>'
            )

    def _signatures(self, block: Signatures) -> str:
        widths = [WIDTH // len(block.places)] * len(block.places)
        cells = "".join(
            wordml.cell(
                f"{wordml.run(role, '<w:b/>')}<w:r>{'<w:br/>' * 3}</w:r>{wordml.run(name)}", width, align="center"
            )
            for (role, name), width in zip(block.places, widths, strict=True)
        )
        return _paragraph("", '<w:keepNext/><w:spacing w:before="240" w:after="0"/>') + wordml.table_of(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>", widths, ""
        )

    def _table(self, table: Table) -> str:
        widths = [WIDTH * share // sum(table.widths) for share in table.widths]
        size = f'<w:sz w:val="{TABLE_SIZE}"/>'
        head = "".join(
            wordml.cell(wordml.run(text, f"<w:b/>{size}"), width, fill=wordml.HEAD_FILL)
            for text, width in zip(table.headings, widths, strict=True)
        )
        rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
        for texts in table.rows:
            cells = "".join(
                wordml.cell(wordml.run(text, size), width) for text, width in zip(texts, widths, strict=True)
            )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        return wordml.table_of("".join(rows), widths, wordml.all_borders())

    def _runs(self, text: Text) -> str:
        return "".join(self._note(one) if isinstance(one, Footnote) else wordml.run(one) for one in pieces(text))

    def _note(self, footnote: Footnote) -> str:
        self.footnotes.append(footnote.text)
        mark = f'<w:footnoteReference w:id="{len(self.footnotes)}"/>'
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{mark}</w:r>'


def _centred(line: str, size: int, *, after: int) -> str:
    spacing = f'<w:spacing w:before="0" w:after="{after}"/><w:jc w:val="center"/>'
    return _paragraph(wordml.run(line, f'<w:b/><w:sz w:val="{size}"/>'), spacing)


def _paragraph(runs: str, properties: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"
