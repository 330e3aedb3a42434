"""Putting a backup into an empty installation, and comparing what stands there with what was backed up."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from sekretariat.config.environment import KEY_FILE, KEY_NAME, text
from sekretariat.config.preparing import prepare_database
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files import store
from sekretariat.ground.search.services import rebuild_index

from . import noted
from .archive import Lost, Manifest, Reader, opened
from .disk import written_whole
from .lines import Model, canonical_lines, insert, name_of
from .snapshot import applied_migrations, migrate_to, set_counters, tables_at, unknown_migrations

# Tables that a mere start of the server or the worker fills.
FURNITURE = {"django_migrations", "django_content_type", "auth_permission", "ground_tick"}
INDEX = "ground_entry_index"  # of FTS5: a virtual table, with tables of its own behind it


@dataclass(frozen=True, kw_only=True)
class Restored:
    """`dump_sha256` is that of what was loaded, before it was brought up to this version."""

    manifest: Manifest
    dump_sha256: str
    rows: int
    files: int
    lost: list[Lost]
    migrated: int
    has_key: bool

    @property
    def is_equal(self) -> bool:
        return self.dump_sha256 == self.manifest.dump_sha256


def restore(path: Path) -> Restored:
    """Load the backup into this installation, which must be empty, and bring it up to this version."""
    with opened(path) as archive:
        manifest = archive.manifest
        if unknown := unknown_migrations(manifest.migrations):
            raise DomainError(
                f"This backup was made by version {manifest.version}, whose tables this one does not know "
                f"({unknown[0][0]} {unknown[0][1]}). Install that version, or a newer one, and restore with it."
            )
        archive.check()
        _empty_the_database()
        migrate_to(manifest.migrations)
        models = tables_at(manifest.migrations)
        rows = _load(archive, models)
        digest = _dump_of(models)
        files, damaged = _put_files(archive)
        has_key = _put_key(archive)
    before = len(applied_migrations())
    prepare_database()
    migrated = len(applied_migrations()) - before
    rebuild_index()
    done = Restored(
        manifest=manifest,
        dump_sha256=digest,
        rows=rows,
        files=files,
        lost=manifest.lost + damaged,
        migrated=migrated,
        has_key=has_key,
    )
    if done.is_equal:
        noted.note(noted.Done.COMPARED, at=timezone.now())
    return done


def _empty_the_database() -> None:
    """Refuse a database that holds anything; take down the bare tables of one that was only started."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if not t.startswith(INDEX)]
        furniture = FURNITURE | {settings.CACHES["default"]["LOCATION"]}
        for table in sorted(set(tables) - furniture):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                raise DomainError(
                    f"This installation is not empty (the table {table} has rows). A backup is restored into an "
                    "empty one: name an empty database in DATABASE_URL, or a new folder in SEKRETARIAT_DATA."
                )
        if connection.vendor == "postgresql" and tables:
            cursor.execute(f"DROP TABLE {', '.join(map(connection.ops.quote_name, tables))} CASCADE")
    if connection.vendor == "sqlite" and tables:
        name = str(connection.settings_dict["NAME"])
        connection.close()
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(name + ending).unlink(missing_ok=True)


@transaction.atomic
def _load(archive: Reader, models: list[Model]) -> int:
    """All or nothing. Keys between tables are looked at when the transaction ends, so the order is free."""
    count = 0
    with connection.cursor() as cursor:
        for model in models:  # what migrations wrote by themselves
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
    for model in models:
        loaded = insert(model, archive.rows(name_of(model)))
        if loaded != archive.manifest.tables[name_of(model)].rows:
            raise DomainError(f"Of the table {name_of(model)} only {loaded} rows could be read.")
        count += loaded
    connection.check_constraints()
    set_counters(models, archive.manifest.counters)
    return count


def _dump_of(models: Iterable[Model]) -> str:
    digest = hashlib.sha256()
    for line in canonical_lines(models):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _put_files(archive: Reader) -> tuple[int, list[Lost]]:
    """Each content is kept under what it truly is; one that is not what its name says counts as lost."""
    damaged = []
    for sha256 in archive.manifest.files:
        with archive.open_file(sha256) as content:
            kept, _size = store.put(content)
        if kept != sha256 or not store.verify(sha256):
            damaged.append(Lost(sha256=sha256, names=[], is_damaged=True))
    return len(archive.manifest.files) - len(damaged), damaged


def _put_key(archive: Reader) -> bool:
    """The key that the personal links of the backup were made with. One from the environment stays in force."""
    if not archive.manifest.key_sha256 or text(KEY_NAME):
        return False
    with written_whole(settings.DATA / KEY_FILE) as file:
        file.write(archive.key())
    return True
