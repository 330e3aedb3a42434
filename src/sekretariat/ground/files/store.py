"""Contents on disk, each under its own SHA-256: written once, never changed, shared by all files that hold it.

A content appears under its name only when it is whole and on the disk; a process killed at any step leaves at most a
temporary file, which `sweep` removes. Nothing here is readable by other users of the machine.
"""

import contextlib
import datetime
import hashlib
import io
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024
TEMPORARY = "tmp"
SHA256 = re.compile(r"[0-9a-f]{64}")


def put(stream: BinaryIO) -> tuple[str, int]:
    """Keep what is left of the stream and return its SHA-256 and size. It is on the disk when this returns.

    A content that is there already is left alone, unless its size shows that it was damaged.
    """
    with _temporary() as temporary:
        sha256, size = _copy(stream, temporary)
        target = _path(sha256)
        _make_folder(target.parent)
        if not _has_size(target, size):
            temporary.rename(target)
        # Also for a content or a folder found there: whoever made it may not have come to this line yet.
        for folder in (target.parent, target.parent.parent, settings.FILES_ROOT):
            _sync_folder(folder)
    return sha256, size


def open(sha256: str) -> io.BufferedReader:  # noqa: A001  (read as `store.open`)
    """The content, for reading. Raises FileNotFoundError when it is gone."""
    return _path(sha256).open("rb")


def exists(sha256: str) -> bool:
    return _path(sha256).is_file()


def verify(sha256: str) -> bool:
    """Whether the content is there and still what its name says."""
    try:
        with open(sha256) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def sweep(older_than: datetime.datetime) -> int:
    """Remove temporary files last written before the moment, left by processes that died, and count them."""
    swept = 0
    for path in (settings.FILES_ROOT / TEMPORARY).glob("*"):
        with contextlib.suppress(FileNotFoundError):  # its writer finished meanwhile
            if path.stat().st_mtime < older_than.timestamp():
                path.unlink()
                swept += 1
    return swept


def _path(sha256: str) -> Path:
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return settings.FILES_ROOT / sha256[:2] / sha256[2:4] / sha256


@contextlib.contextmanager
def _temporary() -> Iterator[Path]:
    """A path for a file of its own on the store's file system; what is left under it at the end is removed."""
    folder = settings.FILES_ROOT / TEMPORARY
    _make_folder(folder)
    path = folder / secrets.token_hex(16)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _copy(stream: BinaryIO, target: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(descriptor)
    return digest.hexdigest(), size


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _make_folder(folder: Path) -> None:
    """Make the folder and those missing above it, for us alone (`parents=True` would open those above to others)."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
