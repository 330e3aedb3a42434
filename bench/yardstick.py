"""The limit of a page: the emptiest page of the same stack, and the page's own SQL replayed bare."""

import contextlib
import csv
import io
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client
from psycopg import ClientCursor

from sekretariat.accounts.models import User

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Statement:
    sql: str
    params: Any
    is_many: bool

    @property
    def is_of_the_transaction(self) -> bool:
        return self.sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN"))


class Undone(Exception):
    """Takes back what a page wrote while its statements were heard."""


@contextlib.contextmanager
def heard() -> Iterator[list[Statement]]:
    """The statements that are executed meanwhile."""
    statements: list[Statement] = []

    def listen(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        statements.append(Statement(sql, params, many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield statements


class Heard:
    """Asks for pages in this process, as one person, to hear what each asks of the database."""

    def __init__(self, user: User, empty: str) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(user, backend=SIGNED_IN_BY)
        self.floor = Counter(one.sql for one in self.statements(empty))

    def statements(self, path: str, values: dict[str, str] | None = None) -> list[Statement]:
        """What the page asks; of a page that writes nothing stays. Heard the second time: the first fills caches."""
        for _ in (1, 2):
            with contextlib.suppress(Undone), transaction.atomic(), heard() as found:
                answer = self.client.get(path) if values is None else self.client.post(path, values)
                b"".join(answer) if answer.streaming else answer.content
                if answer.status_code != (200 if values is None else 302):
                    raise SystemExit(f"{path} answers {answer.status_code}")
                raise Undone
        return [one for one in found if not one.is_of_the_transaction]

    def own(self, statements: list[Statement]) -> list[Statement]:
        """Without what the empty page asks too."""
        left = self.floor.copy()
        own = []
        for one in statements:
            if left[one.sql] > 0:
                left[one.sql] -= 1
            else:
                own.append(one)
        return own


def replay(statements: list[Statement]) -> float:
    """Seconds for the statements on the driver's own cursor, every row fetched."""
    connection.ensure_connection()
    began = time.perf_counter()
    with contextlib.closing(connection.create_cursor()) as cursor:
        for one in statements:
            _bare(cursor, one)
    return time.perf_counter() - began


def copy_out(statements: list[Statement]) -> float:
    """Seconds for the same rows as lines of text: COPY on PostgreSQL, a bare cursor and a bare writer on SQLite."""
    connection.ensure_connection()
    began = time.perf_counter()
    if connection.vendor == "postgresql":
        with ClientCursor(connection.connection) as cursor:
            for one in statements:
                with cursor.copy(f"COPY ({cursor.mogrify(one.sql, one.params)}) TO STDOUT (FORMAT csv)") as lines:
                    for _ in lines:
                        pass
    else:
        target = io.StringIO()
        with contextlib.closing(connection.create_cursor()) as cursor:
            for one in statements:
                csv.writer(target).writerows(cursor.execute(one.sql, one.params or ()))
    return time.perf_counter() - began


def replay_writing(statements: list[Statement], user: User, clear: Callable[[], None]) -> float:
    """The same of a page that writes: executed and taken back, and one row written and committed after it.

    `clear` takes away, for the moment, what stands in the way of writing the same rows again.
    """
    seconds = 0.0
    with contextlib.suppress(Undone), transaction.atomic():
        clear()
        began = time.perf_counter()
        with contextlib.closing(connection.create_cursor()) as cursor:
            for one in statements:
                _bare(cursor, one)
        seconds = time.perf_counter() - began
        raise Undone
    began = time.perf_counter()
    User.objects.filter(pk=user.pk).update(language=user.language)
    return seconds + time.perf_counter() - began


def _bare(cursor: Any, one: Statement) -> None:
    if one.is_many:
        cursor.executemany(one.sql, one.params)
    elif one.params:
        cursor.execute(one.sql, one.params)
    else:
        cursor.execute(one.sql)
    if cursor.description is not None:
        cursor.fetchall()
