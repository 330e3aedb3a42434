"""Word, Excel and PowerPoint files as zip packages: what they are, and whether it is safe to open them."""

import contextlib
import copy
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from .errors import UnsafeFile

MEGABYTE = 1024 * 1024
CHUNK = 256 * 1024
MAX_ENTRIES = 5_000
MAX_DIRECTORY = 4 * MEGABYTE
MAX_INFLATED = 200 * MEGABYTE
MAX_RATIO = 100
HARMLESS = 10 * MEGABYTE  # up to here a file may grow by any ratio

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
MACROS = re.compile("macroenabled|vbaproject|macrosheet")
XML_NAMES = (".xml", ".rels", ".vml")

DIRECTORY_RECORD = re.compile(rb"PK\x01\x02")
RECORD_LENGTH = 46  # without name, extra field and comment, whose lengths stand at 28, 30 and 32


def package_kind(file: BinaryIO, size: int) -> str:
    """docx, xlsx or pptx; raises UnsafeFile for everything else that begins as a zip file.

    The whole content is inflated once, a piece at a time, so that nothing the file declares has to be believed.
    """
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            return _judge(archive, ceiling=min(MAX_INFLATED, max(HARMLESS, size * MAX_RATIO)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnsafeFile("bad_zip") from error


def _check_directory(file: BinaryIO) -> None:
    """Count the records of the zip's directory before `zipfile` makes an object of each.

    A record begins with a signature, so no reader can find more of them than the file holds signatures.
    """
    length = 0
    for count, record in enumerate(_directory_records(file), start=1):
        length += RECORD_LENGTH + sum(int.from_bytes(record[at : at + 2], "little") for at in (28, 30, 32))
        if count > MAX_ENTRIES or length > MAX_DIRECTORY:
            raise UnsafeFile("too_many_entries", max_entries=MAX_ENTRIES)


def _directory_records(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    block = b""
    while chunk := file.read(CHUNK):
        block = block[-(RECORD_LENGTH - 1) :] + chunk  # a record cut by the last chunk is found now, and only now
        for match in DIRECTORY_RECORD.finditer(block, 0, len(block) - RECORD_LENGTH + 4):
            yield block[match.start() : match.start() + RECORD_LENGTH]


def _judge(archive: zipfile.ZipFile, *, ceiling: int) -> str:
    entries = archive.infolist()
    _check_declared(entries, ceiling=ceiling)
    types = _read_types(archive)
    if any(MACROS.search(text) for text in types.all() | {entry.filename.lower() for entry in entries}):
        raise UnsafeFile("macros")
    inflated = 0
    for entry in entries:
        length, start = _inflate(archive, entry, room=ceiling - inflated)
        inflated += length
        if types.is_xml(entry.filename):
            _check_prolog(start, entry=entry.filename)
    kinds = {MAIN_PARTS[text] for text in types.all() & MAIN_PARTS.keys()}
    if len(kinds) != 1:
        raise UnsafeFile("unknown_type", found="zip")
    return kinds.pop()


def _check_declared(entries: list[zipfile.ZipInfo], *, ceiling: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnsafeFile("encrypted")
    # Readers differ in which of two entries of one name they take; and only deflate inflates in little memory.
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise UnsafeFile("bad_zip")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise UnsafeFile("bad_zip")
    if sum(entry.file_size for entry in entries) > ceiling:
        raise UnsafeFile("expands_too_much", max_bytes=ceiling)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, room: int) -> tuple[int, bytes]:
    """Inflate the entry to its real end, at most into `room`. Returns its length and its first bytes."""
    endless = copy.copy(entry)
    endless.file_size = sys.maxsize  # or zipfile would stop at the size that the entry declares
    length, start = 0, b""
    with archive.open(endless) as content:
        while chunk := content.read(CHUNK):
            start = start or chunk
            length += len(chunk)
            if length > room:
                raise UnsafeFile("expands_too_much", entry=entry.filename)
    if length != entry.file_size:
        raise UnsafeFile("bad_zip", entry=entry.filename)
    return length, start


@dataclass(frozen=True)
class _ContentTypes:
    """What [Content_Types].xml says of the parts, in lower case: names count in any case."""

    by_suffix: dict[str, str] = field(default_factory=dict)
    by_part: dict[str, str] = field(default_factory=dict)

    def all(self) -> set[str]:
        return {*self.by_suffix.values(), *self.by_part.values()}

    def is_xml(self, name: str) -> bool:
        """Whether anybody could read the part as XML: by its name, or because the package says so."""
        name = name.lower()
        declared = self.by_part.get(f"/{name}") or self.by_suffix.get(name.rpartition(".")[2], "")
        return name.endswith(XML_NAMES) or declared.endswith("xml")


def _read_types(archive: zipfile.ZipFile) -> _ContentTypes:
    try:
        entry = archive.getinfo(CONTENT_TYPES)
    except KeyError:
        raise UnsafeFile("unknown_type", found="zip") from None
    length, data = _inflate(archive, entry, room=MAX_INFLATED)
    if length > len(data):
        raise UnsafeFile("bad_zip", entry=CONTENT_TYPES)
    types = _ContentTypes()

    def note(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if tag.endswith(" Default"):
            types.by_suffix[attributes.get("Extension", "").lower()] = kind
        elif tag.endswith(" Override"):
            types.by_part[attributes.get("PartName", "").lower()] = kind

    parser = _parser(CONTENT_TYPES)
    parser.StartElementHandler = note
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise UnsafeFile("bad_zip", entry=CONTENT_TYPES) from None
    return types


class _RootReached(Exception):
    pass


def _check_prolog(start: bytes, *, entry: str) -> None:
    """A DTD can only stand before the root element, so nothing behind its start is read."""

    def stop(_tag: str, _attributes: dict[str, str]) -> None:
        raise _RootReached

    parser = _parser(entry)
    parser.StartElementHandler = stop
    with contextlib.suppress(expat.ExpatError):
        try:
            parser.Parse(start, True)
        except _RootReached:
            return
    raise UnsafeFile("bad_zip", entry=entry)


def _parser(entry: str) -> expat.XMLParserType:
    """A parser that stops at a DTD. An encoding it does not know is an error, so none can hide a DTD from it."""

    def refuse(*_declaration: object) -> None:
        raise UnsafeFile("has_dtd", entry=entry)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    return parser
