"""Judging an upload by its content before any library opens it."""

import codecs
import tempfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from .archives import package_kind
from .errors import UnsafeFile
from .mails import has_mail_headers
from .ole import MAGIC as OLE_MAGIC
from .ole import compound_kind

__all__ = ["EXTENSIONS", "MEDIA_TYPES", "Judged", "UnsafeFile", "judge"]

CHUNK = 256 * 1024

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "csv": "text/csv",
    "txt": "text/plain",
}
EXTENSIONS = {kind: frozenset({kind}) for kind in MEDIA_TYPES} | {"jpeg": frozenset({"jpg", "jpeg"})}

SIGNATURES = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a file is: `kind` is a key of MEDIA_TYPES."""

    kind: str
    media_type: str
    size: int


def judge(stream: BinaryIO, *, name: str, max_bytes: int) -> Judged:
    """Say what the file is, or raise UnsafeFile. Reads the stream to its end: rewind it to use it again.

    Costs at most a few seconds and little memory whatever the file holds, as long as `max_bytes` is that of an
    office file (up to about 100 MB).
    """
    extension = PurePath(name).suffix.lower().removeprefix(".")
    with tempfile.TemporaryFile() as copy:
        size = _copy(stream, copy, max_bytes=max_bytes)
        kind = _kind(copy, size, extension=extension)
    if extension not in EXTENSIONS[kind]:
        # Web pages, programs and much else are text too: that is no answer to what they are.
        is_known = kind != "txt" or any(extension in known for known in EXTENSIONS.values())
        raise UnsafeFile("wrong_extension" if is_known else "unknown_type", extension=extension, found=kind)
    return Judged(kind=kind, media_type=MEDIA_TYPES[kind], size=size)


def _copy(stream: BinaryIO, copy: BinaryIO, *, max_bytes: int) -> int:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise UnsafeFile("too_large", max_bytes=max_bytes)
        copy.write(chunk)
    if not size:
        raise UnsafeFile("empty")
    return size


def _kind(file: BinaryIO, size: int, *, extension: str) -> str:
    """The true type. Among texts, which have no signature, the name decides."""
    file.seek(0)
    start = file.read(CHUNK)
    for signature, kind in SIGNATURES.items():
        if start.startswith(signature):
            return kind
    if start.startswith(ZIP_SIGNATURES):
        return package_kind(file, size)
    if start.startswith(OLE_MAGIC):
        return compound_kind(file, size)
    if extension == "eml" and has_mail_headers(start):
        return "eml"
    if _is_text(file, "utf-8-sig") or _is_text(file, "cp1252"):
        return "csv" if extension == "csv" else "txt"
    raise UnsafeFile("unknown_type", extension=extension)


def _is_text(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
