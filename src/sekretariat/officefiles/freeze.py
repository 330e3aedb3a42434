"""The same content, the same bytes: what is kept can be compared and fingerprinted."""

import datetime
import hashlib
import io
import zipfile

FIRST = ("[Content_Types].xml", "_rels/.rels")  # programs that read a package as a stream want these first
EARLIEST = (1980, 1, 1, 0, 0, 0)  # zip knows no earlier moment


def freeze_zip(data: bytes, *, created: datetime.datetime) -> bytes:
    """The same entries in one fixed order, all dated `created` (an aware moment, written in UTC)."""
    moment = max(created.astimezone(datetime.UTC).timetuple()[:6], EARLIEST)
    frozen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(frozen, "w") as target:
        for name in sorted(source.namelist(), key=_place):
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or it would name the system this runs on
            target.writestr(entry, source.read(name))
    return frozen.getvalue()


def _place(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def fingerprint(data: bytes) -> str:
    """SHA-256, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
