"""The one file of a backup: a ZIP whose last part, the manifest, says what the others must be.

rows/<model>.jsonl     a table, one row a line (`lines.py`)
files/<sha256>         a content of the store
secret-key             unless it is kept elsewhere
manifest.json
"""

import contextlib
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from sekretariat.ground.errors import DomainError

from .disk import written_whole

FORMAT = 1
MANIFEST, KEY = "manifest.json", "secret-key"
CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Table:
    rows: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Lost:
    """A content that the database names and the store has no more, or not as it was."""

    sha256: str
    names: list[str]
    is_damaged: bool = False

    @property
    def sentence(self) -> str:
        called = ", ".join(f"“{name}”" for name in self.names)
        fate = "is not what it was any more" if self.is_damaged else "is missing from the store"
        return f"The content {self.sha256} {fate} (files: {called}). Everything else is there."


@dataclass(kw_only=True)
class Manifest:
    version: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    dump_sha256: str
    dump_rows: int
    tables: dict[str, Table]
    counters: dict[str, int]
    files: dict[str, int] = field(default_factory=dict)  # size by SHA-256
    lost: list[Lost] = field(default_factory=list)
    key_sha256: str = ""
    format: int = FORMAT

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        values = json.loads(text)
        if values["format"] > FORMAT:
            raise DomainError(f"This backup was made by a newer version, {values['version']}. Install that one first.")
        tables = {name: Table(**table) for name, table in values.pop("tables").items()}
        migrations = [(app, name) for app, name in values.pop("migrations")]
        lost = [Lost(**one) for one in values.pop("lost")]
        return cls(**values, tables=tables, migrations=migrations, lost=lost)


class Writer:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package

    def add_table(self, name: str, rows: Iterable[str]) -> Table:
        digest, count = hashlib.sha256(), 0
        with self._package.open(_part_of(name), "w", force_zip64=True) as part:
            for row in rows:
                line = row.encode() + b"\n"
                digest.update(line)
                part.write(line)
                count += 1
        return Table(rows=count, sha256=digest.hexdigest())

    def add_file(self, sha256: str, content: BinaryIO) -> tuple[str, int]:
        """Returns the SHA-256 and size of what was truly read."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(f"files/{sha256}")  # most are packed already: Word, PDF, pictures
        with self._package.open(info, "w", force_zip64=True) as part:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                part.write(chunk)
        return digest.hexdigest(), size

    def add_key(self, key: bytes) -> str:
        self._package.writestr(KEY, key)
        return hashlib.sha256(key).hexdigest()

    def add_manifest(self, manifest: Manifest) -> None:
        self._package.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


@contextlib.contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new archive, for our eyes alone, there only when it is whole and on the disk."""
    with written_whole(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        yield Writer(package)


class Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self.manifest = Manifest.read(package.read(MANIFEST))

    def check(self) -> None:
        """Refuse an archive whose tables or key are not what the manifest says: before anything is written."""
        wanted = {_part_of(name): table.sha256 for name, table in self.manifest.tables.items()}
        if self.manifest.key_sha256:
            wanted[KEY] = self.manifest.key_sha256
        for name, sha256 in wanted.items():
            with self._package.open(name) as part:
                if hashlib.file_digest(part, "sha256").hexdigest() != sha256:
                    raise DomainError(f"This backup is damaged: its part {name} has been changed. Take another one.")

    def rows(self, name: str) -> Iterator[str]:
        with self._package.open(_part_of(name)) as part:
            yield from io.TextIOWrapper(part, encoding="utf-8", newline="\n")

    def open_file(self, sha256: str) -> "zipfile.ZipExtFile":
        return self._package.open(f"files/{sha256}")  # type: ignore[return-value]

    def key(self) -> bytes:
        return self._package.read(KEY)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Reader]:
    try:
        with zipfile.ZipFile(path) as package:
            yield Reader(package)
    except FileNotFoundError as error:
        raise DomainError(f"There is no file {path}.") from error
    except (zipfile.BadZipFile, KeyError) as error:
        raise DomainError(f"{path} is no backup of ours, or it was cut off while it was copied: {error}") from error


def _part_of(name: str) -> str:
    return f"rows/{name}.jsonl"
