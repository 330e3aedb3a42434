"""The database's own settings, read back from a live connection."""

import sqlite3

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="settings of SQLite")


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@sqlite_only
def test_sqlite_writes_through_and_keeps_foreign_keys():
    assert (pragma("synchronous"), pragma("foreign_keys")) == (2, 1)


@sqlite_only
def test_sqlite_keeps_a_write_ahead_log_only_where_its_library_is_safe():
    safe = sqlite3.sqlite_version_info >= (3, 51, 3)
    configured = connection.settings_dict["OPTIONS"]["init_command"]

    assert ("journal_mode=WAL" in configured) == safe


@sqlite_only
def test_sqlite_transactions_begin_with_the_write_lock():
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
