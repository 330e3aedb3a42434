"""A report as a Word document. Its body is written as XML at once: python-docx, cell by cell, takes far longer."""

import datetime
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

import docx as python_docx
from docx.shared import Pt, RGBColor

from . import wordml
from .report import (
    Align,
    Block,
    Cover,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Report,
    Row,
    RowKind,
    Table,
    Tone,
)
from .report_pdf import is_long
from .values import printable
from .wordml import A4, HEAD_FILL, LANGUAGES, QUIET, RULE, field, table_of

INK, RED = "12263A", "A4161A"
GROUP_FILL = "F0F3F7"
UPRIGHT_MARGIN, WIDE_MARGIN = 1247, 907  # in twentieths of a point
TEXT_SIZE, TABLE_SIZE, WIDE_TABLE_SIZE = 22, 19, 16  # in half points
HEADING_SIZES = {1: 16, 2: 13, 3: 11}
JUSTIFY = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


def draw(report: Report, *, created: datetime.datetime) -> bytes:
    """The document; the same report and moment always give the same bytes."""
    paper = python_docx.Document()
    _set_styles(paper, report.languages[0])
    footers = _footers(paper, report)
    wordml.set_body(paper, "".join(_Writer(report, footers).body()))
    return wordml.saved(paper, title=report.title, created=created)


def _set_styles(paper: python_docx.document.Document, language: str) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = paper.styles[name]
        wordml.set_font(style)
        style.font.color.rgb = RGBColor.from_string(INK)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(TEXT_SIZE / 2)
    normal.paragraph_format.space_after = Pt(6)
    wordml.set_language(paper, LANGUAGES[language])
    for level, size in HEADING_SIZES.items():
        style = paper.styles[f"Heading {level}"]
        style.font.size, style.font.bold = Pt(size), True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(6)
        style.paragraph_format.keep_with_next = True


def _footers(paper: python_docx.document.Document, report: Report) -> dict[bool, str]:
    """Write the footers of upright and of wide pages; the keys by which sections name them. The cover has none."""
    paper.add_section()
    keys = {}
    for is_wide, section in zip((False, True), paper.sections, strict=True):
        wordml.set_footer(section, report.footer, report.page_words, right=_width(is_wide=is_wide))
        keys[is_wide] = str(section._sectPr.xpath("./w:footerReference/@r:id")[0])
    return keys


class _Writer:
    """The body piece by piece. Headings are numbered as they come, for the links of the contents."""

    def __init__(self, report: Report, footers: dict[bool, str]) -> None:
        self.report = report
        self.footers = footers
        self.other = LANGUAGES[report.languages[-1]]
        self.heading_count = 0

    def body(self) -> Iterator[str]:
        yield from self._cover(self.report.cover)
        yield self._break(is_wide=False, is_cover=True)
        sections = self.report.sections
        if self.report.contents:
            yield from self._contents()
            # The contents stand upright, in a section of their own: a wide one may follow.
            yield self._break(is_wide=False)
        for place, section in enumerate(sections):
            for block in section.blocks:
                yield from self._block(block, is_wide=section.is_wide)
            if place < len(sections) - 1:
                yield self._break(is_wide=section.is_wide)
        yield self._properties(is_wide=sections[-1].is_wide if sections else False)

    def _cover(self, cover: Cover) -> Iterator[str]:
        for line in cover.head:
            yield self._centred([Line(line, Tone.STRONG)], size=26, after=40)
        title = list(cover.title)
        yield self._centred([Line(title[0].text, Tone.STRONG)], size=50, before=3600, after=120)
        if title[1:]:
            yield self._centred(title[1:], size=34, after=120)
        yield (
            f'<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="{INK}"/></w:pBdr>'
            '<w:spacing w:before="240" w:after="480"/><w:ind w:left="3000" w:right="3000"/></w:pPr></w:p>'
        )
        for lines in cover.below:
            yield self._centred(lines, size=26, after=200)
        width = _width(is_wide=False)
        frame = f'<w:framePr w:w="{width}" w:hAnchor="margin" w:vAnchor="margin" w:xAlign="center" w:yAlign="bottom"/>'
        yield self._centred(cover.foot, size=22, frame=frame)

    def _centred(self, lines: Lines, *, size: int, before: int = 0, after: int = 0, frame: str = "") -> str:
        spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>'
        return f'<w:p><w:pPr>{frame}{spacing}<w:jc w:val="center"/></w:pPr>{self._runs(lines, size)}</w:p>'

    def _contents(self) -> Iterator[str]:
        """Links with the numbers of their pages, which the program that opens the document fills in."""
        title = self._runs([Line(self.report.contents, Tone.STRONG)], 32)
        yield f'<w:p><w:pPr><w:spacing w:after="240"/></w:pPr>{title}</w:p>'
        headings = [block for section in self.report.sections for block in section.blocks if isinstance(block, Heading)]
        right = A4[0] - 2 * UPRIGHT_MARGIN
        for number, heading in enumerate(headings, 1):
            if heading.level > 2:
                continue
            bold = "<w:rPr><w:b/></w:rPr>" if heading.level == 1 else "<w:rPr/>"
            indent = 0 if heading.level == 1 else 340
            yield (
                f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
                f'<w:spacing w:before="{120 if heading.level == 1 else 0}" w:after="40"/>'
                f'<w:ind w:left="{indent}" w:right="700"/></w:pPr>'
                f'<w:hyperlink w:anchor="h{number}" w:history="1">'
                f'<w:r>{bold}<w:t xml:space="preserve">{escape(printable(heading.lines[0].text))}</w:t></w:r>'
                f"<w:r>{bold}<w:tab/></w:r>{field(f'PAGEREF h{number}', bold, '', is_dirty=True)}</w:hyperlink></w:p>"
            )

    def _block(self, block: Block, *, is_wide: bool) -> Iterator[str]:
        if isinstance(block, Heading):
            yield from self._heading(block)
        elif isinstance(block, Paragraph):
            yield f"<w:p>{self._runs(block.lines, TEXT_SIZE)}</w:p>"
        elif isinstance(block, Facts):
            yield from self._facts(block)
        else:
            yield from self._table(block, is_wide=is_wide)

    def _heading(self, heading: Heading) -> Iterator[str]:
        self.heading_count += 1
        mark = f"h{self.heading_count}"
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="Heading{heading.level}"/></w:pPr>'
            f'<w:bookmarkStart w:id="{self.heading_count}" w:name="{mark}"/>'
            f'<w:r><w:t xml:space="preserve">{escape(printable(heading.lines[0].text))}</w:t></w:r>'
            f'<w:bookmarkEnd w:id="{self.heading_count}"/></w:p>'
        )
        if heading.lines[1:]:
            yield f"<w:p><w:pPr><w:keepNext/></w:pPr>{self._runs(heading.lines[1:], TEXT_SIZE)}</w:p>"

    def _facts(self, facts: Facts) -> Iterator[str]:
        width = _width(is_wide=False)
        widths = [width * 3 // 10, width * 7 // 10]
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + self._cell(
                [Line(line.text, Tone.STRONG if line.tone == Tone.PLAIN else line.tone) for line in label], widths[0]
            )
            + self._cell(value, widths[1])
            + "</w:tr>"
            for label, value in facts.rows
        )
        border = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        borders = f"<w:tblBorders>{border}{border.replace('w:bottom', 'w:insideH')}</w:tblBorders>"
        yield table_of(rows, widths, borders)

    def _table(self, table: Table, *, is_wide: bool) -> Iterator[str]:
        whole = sum(column.share for column in table.columns)
        widths = [_width(is_wide=is_wide) * column.share // whole for column in table.columns]
        size = WIDE_TABLE_SIZE if is_wide else TABLE_SIZE
        head = "".join(
            self._cell(_strong(column.lines), width, size=size, fill=HEAD_FILL)
            for column, width in zip(table.columns, widths, strict=True)
        )
        rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
        aligns = [column.align for column in table.columns]
        rows += [self._row(row, widths, aligns, size) for row in table.rows]
        yield table_of("".join(rows), widths, wordml.all_borders())

    def _row(self, row: Row, widths: Sequence[int], aligns: Sequence[Align], size: int) -> str:
        if row.kind == RowKind.GROUP:
            cell = self._cell(
                _strong(row.cells[0]), sum(widths), size=size, fill=GROUP_FILL, span=len(widths), keeps=True
            )
            return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
        is_total = row.kind == RowKind.TOTAL
        cells = "".join(
            self._cell(
                _strong(lines) if is_total else lines,
                width,
                size=size,
                align=align,
                fill=GROUP_FILL if is_total else "",
            )
            for lines, width, align in zip(row.cells, widths, aligns, strict=True)
        )
        return f"<w:tr><w:trPr>{'' if is_long(row.cells) else '<w:cantSplit/>'}</w:trPr>{cells}</w:tr>"

    def _cell(
        self,
        lines: Lines,
        width: int,
        *,
        size: int = TABLE_SIZE,
        align: Align = Align.LEFT,
        fill: str = "",
        span: int = 1,
        keeps: bool = False,
    ) -> str:
        runs = self._runs(lines, size)
        return wordml.cell(runs, width, align=JUSTIFY[align], fill=fill, span=span, keeps=keeps)

    def _runs(self, lines: Lines, size: int) -> str:
        return "".join(self._run(line, size, is_first=place == 0) for place, line in enumerate(lines))

    def _run(self, line: Line, size: int, *, is_first: bool) -> str:
        looks = {
            Tone.PLAIN: "",
            Tone.OTHER: f'<w:i/><w:color w:val="{QUIET}"/>',
            Tone.SMALL: f'<w:color w:val="{QUIET}"/>',
            Tone.STRONG: "<w:b/>",
            Tone.LATE: f'<w:b/><w:color w:val="{RED}"/>',
        }[line.tone]
        smaller = size - 2 if line.tone == Tone.SMALL else size
        lang = f"<w:lang w:val={quoteattr(self.other)}/>" if line.tone == Tone.OTHER else ""
        broken = "" if is_first else "<w:br/>"
        return f'<w:r><w:rPr>{looks}<w:sz w:val="{smaller}"/>{lang}</w:rPr>{broken}{wordml.text(line.text)}</w:r>'

    def _break(self, *, is_wide: bool, is_cover: bool = False) -> str:
        """The end of a section: its paragraph is of no height worth speaking of."""
        properties = self._properties(is_wide=is_wide, is_cover=is_cover)
        spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        return f"<w:p><w:pPr>{spacing}{properties}</w:pPr></w:p>"

    def _properties(self, *, is_wide: bool, is_cover: bool = False) -> str:
        width, height = reversed(A4) if is_wide else A4
        margin = WIDE_MARGIN if is_wide else UPRIGHT_MARGIN
        turned = ' w:orient="landscape"' if is_wide else ""
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{self.footers[is_wide]}"/><w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            f'<w:pgMar w:top="1134" w:right="{margin}" w:bottom="1134" w:left="{margin}" w:header="567" w:footer="567" '
            f'w:gutter="0"/>{"<w:titlePg/>" if is_cover else ""}</w:sectPr>'
        )


def _strong(lines: Lines) -> list[Line]:
    return [Line(line.text, Tone.STRONG) if line.tone == Tone.PLAIN else line for line in lines]


def _width(*, is_wide: bool) -> int:
    return A4[1] - 2 * WIDE_MARGIN if is_wide else A4[0] - 2 * UPRIGHT_MARGIN
