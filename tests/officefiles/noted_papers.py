"""Reading what was drawn: the text of a Word document with its footnotes where they stand."""

import io
import re
import zipfile

import docx as python_docx

from sekretariat.officefiles import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def footnotes(document: bytes) -> list[str]:
    """The texts of the footnotes in the order of their numbers; those that Word itself needs are left out."""
    if "word/footnotes.xml" not in zipfile.ZipFile(io.BytesIO(document)).namelist():
        return []
    [part] = [
        part
        for part in python_docx.Document(io.BytesIO(document)).part.package.iter_parts()
        if part.partname == "/word/footnotes.xml"
    ]
    root = python_docx.oxml.parse_xml(part.blob)
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return [
        "".join(signs.get(piece.tag) or piece.text or "" for piece in one.iter(f"{W}t", *signs)).strip()
        for one in root
        if one.get(f"{W}type") is None
    ]


def marks(document: bytes) -> list[int]:
    """The keys of the footnotes in the order of their marks in the body."""
    body = zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode()
    return [int(key) for key in re.findall(r'<w:footnoteReference w:id="(\d+)"', body)]


def lines(document: bytes) -> list[str]:
    """The lines of the body that say something, and then the footnotes."""
    return [line for line in docx.text(document).split("\n") if line.strip()] + footnotes(document)
