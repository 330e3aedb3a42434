"""Making a backup while the server writes."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

import sekretariat
from sekretariat.config.environment import KEY_FILE, KEY_NAME, text
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files import store

from . import noted
from .archive import Lost, Manifest, Writer, written
from .lines import Model, is_content, lines, name_of
from .snapshot import applied_migrations, counters, one_moment, tables_at

FILES = "ground.file"


@dataclass(frozen=True, kw_only=True)
class Made:
    path: Path
    manifest: Manifest


def back_up(path: Path, *, with_key: bool = True) -> Made:
    """Write the whole content of this moment into one new file.

    Rows are of one moment; the contents of files are copied after it. None is ever changed or taken away, so what the
    rows name is there, and what came later does no harm. What the store has lost is named in the manifest.
    """
    if path.exists():
        raise DomainError(f"{path} is there already. Choose another name; a backup replaces none.")
    if not path.absolute().parent.is_dir():
        raise DomainError(f"There is no folder {path.absolute().parent}.")
    made_at = timezone.now()
    with written(path.absolute()) as archive:
        with one_moment():
            manifest, names = _tables(archive, made_at=made_at.isoformat())
        _files(archive, manifest, names)
        key = _key() if with_key else b""
        if key:
            manifest.key_sha256 = archive.add_key(key)
        archive.add_manifest(manifest)
    noted.note(noted.Done.BACKED_UP, at=made_at)
    return Made(path=path, manifest=manifest)


def _tables(archive: Writer, *, made_at: str) -> tuple[Manifest, dict[str, list[str]]]:
    """The rows, and beside the manifest the names under which each content is known."""
    migrations = applied_migrations()
    models = tables_at(migrations)
    dump = Dump()
    tables = {name_of(model): archive.add_table(name_of(model), dump.reading(model)) for model in models}
    names: dict[str, list[str]] = defaultdict(list)
    files = next(model for model in models if name_of(model) == FILES)
    for sha256, name in files._base_manager.order_by("pk").values_list("sha256", "name"):
        names[sha256].append(name)
    manifest = Manifest(
        version=sekretariat.__version__,
        made_at=made_at,
        database=connection.vendor,
        migrations=migrations,
        dump_sha256=dump.sha256,
        dump_rows=dump.rows,
        tables=tables,
        counters=counters(models),
    )
    return manifest, names


class Dump:
    """The SHA-256 of `sekretariat dump --canonical`, taken while the rows pass by in its order."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self.rows = 0

    def reading(self, model: Model) -> Iterator[str]:
        counts = is_content(model)
        for line in lines(model):
            if counts:
                self._digest.update(f"{name_of(model)} {line}\n".encode())
                self.rows += 1
            yield line

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def _files(archive: Writer, manifest: Manifest, names: dict[str, list[str]]) -> None:
    for sha256 in sorted(names):
        try:
            with store.open(sha256) as content:
                found, size = archive.add_file(sha256, content)
        except FileNotFoundError:
            manifest.lost.append(Lost(sha256=sha256, names=names[sha256]))
            continue
        if found == sha256:
            manifest.files[sha256] = size
        else:
            manifest.lost.append(Lost(sha256=sha256, names=names[sha256], is_damaged=True))


def _key() -> bytes:
    """The key of the data folder. One from the environment is the deployment's to keep."""
    path: Path = settings.DATA / KEY_FILE
    return b"" if text(KEY_NAME) or not path.exists() else path.read_bytes()
