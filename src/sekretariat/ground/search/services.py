"""Keeping the entries and their index in step with the rows they stand for, inside the caller's transaction."""

import datetime
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from .index import Written, index
from .models import Entry
from .scopes import widened
from .tokens import tokens

MAX_TEXT = 100_000  # signs: some forty pages, and never more than a tsvector holds
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Put:
    """A row as it is found: by its title and text, by whoever holds one of the scopes."""

    kind: str
    key: str
    title: str
    text: str
    scopes: Iterable[str]
    on: datetime.date | None = None


def put(*, kind: str, key: str, title: str, text: str, scopes: Iterable[str], on: datetime.date | None = None) -> None:
    """Let the row be found by its title and text, by whoever holds one of the scopes; replaces its earlier entry.

    Called by every service that changes what the row is found by or who may see it. Without scopes nobody finds it.
    """
    put_many([Put(kind=kind, key=key, title=title, text=text, scopes=scopes, on=on)])


@transaction.atomic
def put_many(rows: Iterable[Put]) -> None:
    """The same for many rows, each given once, in two statements for every few hundred."""
    waiting = iter(rows)
    while part := list(islice(waiting, AT_ONCE)):
        entries = Entry.objects.bulk_create(
            [_entry(row) for row in part],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["title", "text", "scopes", "on", "updated_at"],
        )
        index().write(map(_written, entries))


@transaction.atomic
def remove(*, kind: str, key: str) -> None:
    """Let the row be found no more. Nothing happens where it was not."""
    for entry in Entry.objects.filter(kind=kind, key=key):
        index().erase(entry.pk)
        entry.delete()


@transaction.atomic
def rebuild_index() -> int:
    """Write the index anew from the entries, as after a restore, which knows tables alone. Returns their number."""
    entries = Entry.objects.order_by("pk").iterator(chunk_size=AT_ONCE)
    count = 0
    while part := list(islice(entries, AT_ONCE)):
        index().write(map(_written, part))
        count += len(part)
    return count


def _entry(row: Put) -> Entry:
    return Entry(
        kind=row.kind,
        key=row.key,
        title=_storable(row.title),
        text=_storable(row.text)[:MAX_TEXT],
        scopes=" ".join(sorted(widened(row.scopes))),
        on=row.on,
    )


def _written(entry: Entry) -> Written:
    return Written(entry.pk, title=tokens(entry.title), text=tokens(entry.text), scopes=entry.scopes.split())


def _storable(text: str) -> str:
    """Accents joined to their letters, and without the NUL that extracted texts hold and PostgreSQL refuses."""
    return unicodedata.normalize("NFC", text).replace("\0", "")
