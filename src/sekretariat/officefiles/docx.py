"""Word files: letters filled from a template that the office edits itself, and the text of a document."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import docx as python_docx
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import Environment, UndefinedError
from jinja2.exceptions import SecurityError
from lxml import etree

from .errors import BadTemplate, UnreadableDocument
from .freeze import freeze_zip
from .templating import environment, names_in
from .values import plain

__all__ = ["BadTemplate", "UnreadableDocument", "field_names", "fill", "text"]

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those that docxtpl fills
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# What python-docx raises on a package that is not what it says.
NOT_DOCX = (zipfile.BadZipFile, OpcError, etree.XMLSyntaxError, KeyError, ValueError, TypeError, AttributeError)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRANSPARENT = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
# Fallback repeats, for old programs, what stands beside it.
TEXT_PIECES = etree.XPath(
    "(.//w:r/w:t | .//w:r/w:tab | .//w:r/w:br | .//w:r/w:cr)[not(ancestor::mc:Fallback)]",
    namespaces={"w": W[1:-1], "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"},
)


def field_names(template: bytes) -> set[str]:
    """The fields a template asks for, wherever in it they stand: body, headers, footers, footnotes, properties.

    Of `{{ a.name }}` this is `a`, unless a loop of the template defines it. Raises BadTemplate.
    """
    return {name for source in _sources(template) for name in names_in(source)}


def fill(template: bytes, values: Mapping[str, object], *, created: datetime.datetime) -> bytes:
    """The document: the same template, values and moment always give the same bytes.

    Values are texts, numbers and truth values, and lists and mappings of these. A line feed becomes a line break.
    A field without a value is a BadTemplate, never a blank; a value without a field is none.
    """
    missing = sorted(field_names(template) - values.keys())
    if missing:
        raise BadTemplate("unknown_field", missing[0])
    document, plain_values = _Template(io.BytesIO(template)), plain(values)
    try:
        document.render(plain_values, environment(), autoescape=True)
    except UndefinedError as error:
        raise BadTemplate("unknown_field", error.message or "") from error
    except SecurityError as error:
        raise BadTemplate("forbidden_tag", error.message or "") from error
    except (TypeError, ValueError, ArithmeticError) as error:  # of the template's own: a loop over a text, 1 + "a"
        raise BadTemplate("broken_tag", str(error)) from error
    properties = document.docx.core_properties  # get_docx() would load the template again
    properties.created = properties.modified = created.astimezone(datetime.UTC)
    filled = io.BytesIO()
    document.save(filled)
    return freeze_zip(filled.getvalue(), created=created)


def text(document: bytes) -> str:
    """The words of the body in order, a paragraph per line, a table row per line with tabs between its cells."""
    try:
        return "\n".join(_lines(python_docx.Document(io.BytesIO(document)).element.body))
    except NOT_DOCX as error:
        raise UnreadableDocument("not_docx") from error


class _Template(DocxTemplate):
    """docxtpl, told to escape rightly and to show what it fills."""

    def sources(self) -> Iterator[str]:
        """Every piece that is filled, as the Jinja source that docxtpl makes of it, a paragraph per line."""
        self.init_docx()
        pieces = [self.get_xml()]
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            pieces += [self.get_part_xml(part) for _, part in self.get_headers_footers(uri)]
        parts = self.docx.part.package.iter_parts()
        pieces += [part.blob.decode() for part in parts if part.content_type == FOOTNOTES]
        for piece in pieces:
            yield re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(piece))
        yield from (getattr(self.docx.core_properties, name) for name in PROPERTIES)

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:  # noqa: ARG002
        # They are set as text, not as XML: the environment of the body would escape them twice.
        super().render_properties(context, environment(autoescape=False))


def _sources(template: bytes) -> list[str]:
    try:
        return list(_Template(io.BytesIO(template)).sources())
    except NOT_DOCX as error:
        raise BadTemplate("not_docx") from error


def _lines(container: Any) -> Iterator[str]:
    for child in _children(container):
        if child.tag == f"{W}p":
            yield _paragraph(child)
        elif child.tag == f"{W}tbl":
            rows = (row for row in _children(child) if row.tag == f"{W}tr")
            for row in rows:
                yield "\t".join(" ".join(_lines(cell)) for cell in _children(row) if cell.tag == f"{W}tc")


def _children(element: Any) -> Iterator[Any]:
    """The children, and in place of a content control or a tracked insertion what is inside it."""
    for child in element:
        if child.tag in TRANSPARENT:
            yield from _children(child)
        else:
            yield child


def _paragraph(paragraph: Any) -> str:
    signs = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
    return "".join(signs.get(piece.tag) or piece.text or "" for piece in TEXT_PIECES(paragraph))
