"""Many PDFs as one, with a bookmark for each."""

import io
from typing import IO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from .errors import PdfError

__all__ = ["Joined", "PdfError", "page_count"]

# pypdf lets these through where a file is not what it says.
READING = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)


class Joined:
    """PDFs one after the other. `begins` holds the page, from 1, on which each begins."""

    def __init__(self) -> None:
        self._writer = PdfWriter()
        self._titles: list[str] = []
        self.begins: list[int] = []

    def __len__(self) -> int:
        return len(self._writer.pages)

    def add(self, source: IO[bytes], *, title: str) -> None:
        """Add all its pages, or none. Raises PdfError: encrypted, damaged."""
        reader = _open(source)
        begins = len(self)
        try:
            for page in reader.pages:
                page.get_contents()  # what cannot be read must be known before a page of it is here
            self._writer.append(reader, import_outline=False)
        except READING as error:
            while len(self) > begins:
                self._writer.remove_page(len(self) - 1)
            raise PdfError("damaged", str(error)) from error
        self._titles.append(title)
        self.begins.append(begins + 1)

    def put_before(self, data: bytes, *, title: str) -> None:
        """Put a PDF that we made before all others."""
        self._writer.merge(0, io.BytesIO(data), import_outline=False)
        length = page_count(data)
        self._titles.insert(0, title)
        self.begins = [1, *(page + length for page in self.begins)]

    def write(self, target: IO[bytes], *, title: str) -> None:
        """Write it all. Bookmarks are made now, for they can only be put behind one another."""
        for named, page in zip(self._titles, self.begins, strict=True):
            self._writer.add_outline_item(title=named, page_number=page - 1)
        self._writer.add_metadata({"/Title": title, "/Producer": "Sekretariat"})
        self._writer.write(target)


def _open(source: IO[bytes]) -> PdfReader:
    try:
        reader = PdfReader(source)
        if reader.is_encrypted:
            raise PdfError("encrypted")
        if not len(reader.pages):
            raise PdfError("damaged", "no page")
    except READING as error:
        raise PdfError("damaged", str(error)) from error
    return reader


def page_count(data: bytes) -> int:
    """Of a PDF that we made."""
    return len(_open(io.BytesIO(data)).pages)
