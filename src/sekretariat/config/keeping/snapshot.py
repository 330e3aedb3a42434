"""The database as it stood at one moment, and the tables as its own migrations made them.

Tables are read and written through the models of the migrations that stand in the database, not through today's: so
an old backup goes into a newer version, and the other database's rows into this one.
"""

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from .lines import Model, in_order

Migration = tuple[str, str]


@contextlib.contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Our transactions on SQLite begin with the write lock; this one only reads and must keep nobody from writing.
    connection.ensure_connection()  # the mode is read from the settings at the first connection
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = mode


def applied_migrations() -> list[Migration]:
    loader = MigrationLoader(connection)
    return sorted(key for key in loader.applied_migrations if key in loader.graph.nodes)


def unknown_migrations(migrations: list[Migration]) -> list[Migration]:
    """Those this version does not have: they were made by a newer one."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [key for key in migrations if key not in known]


def tables_at(migrations: list[Migration]) -> list[Model]:
    """Every table that stands after these migrations, those between two others included."""
    loader = MigrationLoader(connection)
    state = loader.project_state([key for key in migrations if key in loader.graph.nodes])
    return in_order(state.apps.get_models(include_auto_created=True))


def migrate_to(migrations: list[Migration]) -> None:
    """Make the tables of an empty database as these migrations left them."""
    executor = MigrationExecutor(connection)
    nodes = set(migrations) & set(executor.loader.graph.nodes)
    children = {
        key: {child.key for child in executor.loader.graph.node_map[key].children if child.key[0] == key[0]}
        for key in nodes
    }
    executor.migrate(sorted(key for key in nodes if not children[key] & nodes))


def counters(tables: list[Model]) -> dict[str, int]:
    """The last key that each table gave, also to rows that are gone: no later row may take one again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            return dict(cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    given = {}
    with connection.cursor() as cursor:
        for table, sequence in _sequences(tables):
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
            given[table] = cursor.fetchone()[0]
    return given


def set_counters(tables: list[Model], given: dict[str, int]) -> None:
    """Let keys be given on from where they stood, or from the highest there is."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for model in tables:
                name = model._meta.db_table
                if last := given.get(name, 0):
                    # The table of counters has no key to conflict on.
                    cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, name])
                    if not cursor.rowcount:
                        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])
            return
        keys = {model._meta.db_table: connection.ops.quote_name(model._meta.pk.column) for model in tables}
        for table, sequence in _sequences(tables):
            cursor.execute(f"SELECT max({keys[table]}) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if last := max(cursor.fetchone()[0] or 0, given.get(table, 0)):
                cursor.execute("SELECT setval(%s, %s)", [sequence, last])


def _sequences(tables: list[Model]) -> Iterator[tuple[str, str]]:
    """(table, its sequence) on PostgreSQL, for those whose key counts itself."""
    with connection.cursor() as cursor:
        for model in tables:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.pk.column])
            if sequence := cursor.fetchone()[0]:
                yield model._meta.db_table, sequence
