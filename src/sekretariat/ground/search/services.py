"""Keeping the entries and their index in step with the rows they stand for, inside the caller's transaction."""

import datetime
import unicodedata
from collections.abc import Iterable

from django.db import transaction

from .index import index
from .models import Entry
from .scopes import widened
from .tokens import tokens

MAX_TEXT = 100_000  # signs: some forty pages, and never more than a tsvector holds


@transaction.atomic
def put(*, kind: str, key: str, title: str, text: str, scopes: Iterable[str], on: datetime.date | None = None) -> None:
    """Let the row be found by its title and text, by whoever holds one of the scopes; replaces its earlier entry.

    Called by every service that changes what the row is found by or who may see it. Without scopes nobody finds it.
    """
    seen_by = sorted(widened(scopes))
    title, text = _storable(title), _storable(text)[:MAX_TEXT]
    [entry] = Entry.objects.bulk_create(
        [Entry(kind=kind, key=key, title=title, text=text, scopes=" ".join(seen_by), on=on)],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["title", "text", "scopes", "on", "updated_at"],
    )
    index().write(entry.pk, title=tokens(title), text=tokens(text), scopes=seen_by)


@transaction.atomic
def remove(*, kind: str, key: str) -> None:
    """Let the row be found no more. Nothing happens where it was not."""
    for entry in Entry.objects.filter(kind=kind, key=key):
        index().erase(entry.pk)
        entry.delete()


@transaction.atomic
def rebuild_index() -> int:
    """Write the index anew from the entries, as after a restore, which knows tables alone. Returns their number."""
    count = 0
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=500):
        scopes = entry.scopes.split()
        index().write(entry.pk, title=tokens(entry.title), text=tokens(entry.text), scopes=scopes)
        count += 1
    return count


def _storable(text: str) -> str:
    """Accents joined to their letters, and without the NUL that extracted texts hold and PostgreSQL refuses."""
    return unicodedata.normalize("NFC", text).replace("\0", "")
