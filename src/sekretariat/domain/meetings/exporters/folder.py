"""The folder of a meeting as one .zip and as one .pdf. What is public, internal and restricted stands apart."""

import datetime
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sekretariat.ground.files import store
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.officefiles import joining, office, paper, paper_pdf
from sekretariat.officefiles.errors import PdfError
from sekretariat.officefiles.freeze import EARLIEST
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph, Table

from ..errors import FolderTooLarge
from ..models import Meeting
from .agenda_paper import meeting_facts
from .folder_parts import Part
from .plain_paper import safe_name, stem_of

FOLDERS = {AccessLevel.PUBLIC: "publike", AccessLevel.INTERNAL: "te-brendshme", AccessLevel.RESTRICTED: "te-kufizuara"}
CONTENTS = "00-permbajtja.docx"
MAX_BYTES = 300 * 1024**2
CHUNK = 1024**2
SHORT = 12  # signs of a fingerprint that a person compares
SQUEEZED = frozenset({"csv", "txt", "json", "eml"})  # the other kinds are packed already

# Why a document has no pages in the .pdf.
NOT_JOINED = {
    "encrypted": gettext_lazy("The document is locked with a password."),
    "damaged": gettext_lazy("The document is damaged, or is not what its name says."),
    "no_office": gettext_lazy("This server has no LibreOffice, which turns Word and Excel files into pages."),
    "too_slow": gettext_lazy("Turning the document into pages took too long."),
    "crashed": gettext_lazy("The document could not be turned into pages."),
    "no_pages": gettext_lazy("A file of this kind has no pages to print."),
    "on_paper": gettext_lazy("The document is there on paper alone."),
    "missing": gettext_lazy("The content of the file is missing from the store. Tell the administrator."),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A part in its place: its path in the .zip, what was drawn for it, and its fingerprint; no path: not there."""

    number: int
    part: Part
    path: str
    sha256: str
    drawn: bytes | None = field(default=None, repr=False)

    def open(self) -> IO[bytes]:
        return io.BytesIO(self.drawn) if self.drawn is not None else self.part.open()


def folder_name(meeting: Meeting, *, form: str, is_public: bool) -> str:
    """ "dosja-gmip-1-2018.zip"; of its public part "dosja-publike-gmip-1-2018.zip"."""
    return f"dosja-{'publike-' if is_public else ''}{stem_of(meeting)}.{form}"


def entries_of(parts: Sequence[Part]) -> list[Entry]:
    """The parts with their numbers and names. Raises FolderTooLarge."""
    if sum(part.size for part in parts) > MAX_BYTES:
        largest = max(parts, key=lambda part: part.size)
        raise FolderTooLarge(
            _("The documents are larger than %(limit)s MB together. The largest is “%(title)s”: give it by itself.")
            % {"limit": MAX_BYTES // 1024**2, "title": largest.title}
        )
    return [_entry(number, part) for number, part in enumerate(parts, start=1)]


def _entry(number: int, part: Part) -> Entry:
    if part.file:
        is_there, drawn, sha256 = store.exists(part.file.sha256), None, part.file.sha256
    else:
        drawn = part.make().body if part.make else None
        is_there, sha256 = drawn is not None, hashlib.sha256(drawn or b"").hexdigest()
    folder = FOLDERS[AccessLevel(part.access)]
    path = f"{folder}/{number:02d}-{safe_name(part.title)}.{part.suffix}" if is_there else ""
    return Entry(number=number, part=part, path=path, sha256=sha256 if is_there else "", drawn=drawn)


def write_zip(meeting: Meeting, parts: Sequence[Part], *, target: IO[bytes]) -> None:
    """Write the folder into the file, one document at a time. The same documents give the same bytes."""
    entries = entries_of(parts)
    created = meeting.created_at
    with zipfile.ZipFile(target, "w") as packed:
        _pack(packed, CONTENTS, io.BytesIO(_contents_docx(meeting, entries)), created)
        for entry in entries:
            if entry.path:
                with entry.open() as source:
                    _pack(packed, entry.path, source, created)


def _pack(packed: zipfile.ZipFile, path: str, source: IO[bytes], created: datetime.datetime) -> None:
    moment = max(created.astimezone(datetime.UTC).timetuple()[:6], EARLIEST)
    info = zipfile.ZipInfo(path, date_time=moment)
    info.create_system = 0  # or it would name the system this runs on
    is_squeezed = path.rpartition(".")[2] in SQUEEZED
    info.compress_type = zipfile.ZIP_DEFLATED if is_squeezed else zipfile.ZIP_STORED
    with packed.open(info, "w", force_zip64=True) as into:
        while chunk := source.read(CHUNK):
            into.write(chunk)


def _contents_docx(meeting: Meeting, entries: Sequence[Entry]) -> bytes:
    with override("sq"):
        title = _("Folder of the meeting")
        blocks: list[Block] = [
            Heading(text=title, level=0),
            Facts(rows=meeting_facts(meeting, "sq")),
            Table(
                headings=(_("No."), _("Document"), _("Where from"), _("In the folder"), "SHA-256"),
                rows=[_line(entry) for entry in entries],
                widths=(1, 6, 5, 5, 8),
            ),
        ]
    return paper.document(blocks, title=title, language="sq-AL", created=meeting.created_at, is_wide=True)


def _line(entry: Entry) -> tuple[str, ...]:
    return (f"{entry.number:02d}", entry.part.title, entry.part.origin, entry.path or _("not there"), entry.sha256)


def write_pdf(meeting: Meeting, parts: Sequence[Part], *, target: IO[bytes]) -> None:
    """Write all documents as pages of one file, after a list of them. One that cannot be joined is named on a page."""
    entries = [entry for entry in entries_of(parts) if entry.part.in_pdf]
    joined = joining.Joined()
    with override("sq"):
        for entry in entries:
            try:
                with _pages(entry) as pages:
                    joined.add(pages, title=entry.part.title)
            except PdfError as error:
                joined.add(io.BytesIO(_instead(meeting, entry, error.code)), title=entry.part.title)
        joined.put_before(_front(meeting, entries, joined.begins), title=_("Contents"))
        joined.write(target, title=folder_name(meeting, form="pdf", is_public=False).removesuffix(".pdf"))


def _pages(entry: Entry) -> IO[bytes]:
    """The document as PDF. Raises PdfError."""
    if not entry.path:
        raise PdfError("missing" if entry.part.file else "on_paper")
    kind = entry.part.suffix
    if kind == "pdf":
        return entry.open()
    if kind not in office.CONVERTED:
        raise PdfError("no_pages")
    with entry.open() as source:
        return io.BytesIO(office.to_pdf(source.read(), kind=kind))


def _instead(meeting: Meeting, entry: Entry, code: str) -> bytes:
    """A page that names the document and says why it is not here."""
    blocks: list[Block] = [
        Heading(text=f"{entry.number:02d}. {entry.part.title}"),
        Paragraph(text=str(NOT_JOINED.get(code, NOT_JOINED["crashed"]))),
    ]
    if entry.path:
        blocks.append(Paragraph(text=_("It stands in the folder's .zip as %(path)s.") % {"path": entry.path}))
    return paper_pdf.draw(blocks, title=entry.part.title, language="sq", created=meeting.created_at)


def _front(meeting: Meeting, entries: Sequence[Entry], begins: Sequence[int]) -> bytes:
    """The list with the page on which each document begins: those pages stand after it, however long it is."""
    length = 1
    while True:
        front = _list_of(meeting, entries, [page + length for page in begins])
        if (drawn := joining.page_count(front)) <= length:
            return front
        length = drawn


def _list_of(meeting: Meeting, entries: Sequence[Entry], pages: Sequence[int]) -> bytes:
    title = _("Folder of the meeting")
    rows = [
        (
            f"{entry.number:02d}",
            entry.part.title,
            entry.part.origin,
            str(AccessLevel(entry.part.access).label),
            str(page),
            entry.sha256[:SHORT],
        )
        for entry, page in zip(entries, pages, strict=True)
    ]
    headings = (_("No."), _("Document"), _("Where from"), _("Access"), _("Page"), "SHA-256")
    blocks: list[Block] = [
        Heading(text=title, level=0),
        Facts(rows=meeting_facts(meeting, "sq")),
        Table(headings=headings, rows=rows, widths=(2, 9, 8, 4, 2, 5)),
    ]
    return paper_pdf.draw(blocks, title=title, language="sq", created=meeting.created_at)
