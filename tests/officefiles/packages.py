"""Word files and zip packages, good and bad, made for the tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def word(*paragraphs: str, header: str = "", rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A document with these paragraphs and, below them, one table."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def content_types(main: str = WORD, *, part: str = "/word/document.xml") -> str:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def package(entries: Mapping[str, bytes | str] = {}, *, main: str = WORD) -> bytes:
    """The smallest package of the kind, with further entries, which may also replace its own."""
    own = {"[Content_Types].xml": content_types(main), "_rels/.rels": RELATIONS, "word/document.xml": "<document/>"}
    return zipped(own | dict(entries))


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()
