"""Finding entries."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection

from .index import Selection, index
from .models import Entry
from .scopes import checked
from .snippets import snippet
from .tokens import Question, question, stems_of


@dataclass(frozen=True)
class Hit:
    """A found entry: `snippet` is the plain text around the first match, `on` the day of the row."""

    kind: str
    key: str
    title: str
    snippet: str
    on: datetime.date | None


@dataclass(frozen=True)
class Found:
    """One page of the hits, best first, and how many there are in all."""

    total: int
    hits: tuple[Hit, ...]


NOTHING = Found(total=0, hits=())


def find(text: str, *, scopes: Iterable[str], kinds: Iterable[str] | None = None, limit: int, offset: int = 0) -> Found:
    """The entries that hold every word of the text and carry any of the scopes, those with it in the title first.

    Any text may be asked; one without a letter or digit finds nothing.
    """
    asked = question(text)
    held = sorted(checked(scopes))
    if not asked or not held:
        return NOTHING
    selection = index().select(asked, held)
    if kinds is not None:
        selection = _only(selection, tuple(kinds))
    total = _count(selection)
    return Found(total=total, hits=_hits(asked, _page(selection, limit, offset)) if total else ())


def alike(text: str, *, scopes: Iterable[str], kinds: Iterable[str], limit: int) -> list[tuple[str, str]]:
    """(kind, key) of the entries whose titles share words with the text, the closest first, as far as words tell.

    Rights are those of `find`. Which of them are truly the same is for the caller to weigh, and for a person to say.
    """
    stems = stems_of(text)
    held = sorted(checked(scopes))
    if not stems or not held:
        return []
    ids = _page(_only(index().alike(stems, held), tuple(kinds)), limit, 0)
    entries = Entry.objects.in_bulk(ids)
    return [(entry.kind, entry.key) for entry in map(entries.get, ids) if entry is not None]


def _only(selection: Selection, kinds: tuple[str, ...]) -> Selection:
    places = ", ".join(["%s"] * len(kinds)) or "NULL"
    return replace(
        selection,
        rows=f"{selection.rows} AND entry.kind IN ({places})",
        rows_params=(*selection.rows_params, *kinds),
    )


def _count(selection: Selection) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {selection.rows}", selection.rows_params)
        return cursor.fetchone()[0]


def _page(selection: Selection, limit: int, offset: int) -> list[int]:
    """The ids of one page. The texts are fetched after it, or sorting would carry those of every match."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry.id {selection.rows} ORDER BY {selection.rank}, entry.id DESC LIMIT %s OFFSET %s",
            (*selection.rows_params, *selection.rank_params, limit, offset),
        )
        return [entry_id for (entry_id,) in cursor.fetchall()]


def _hits(asked: Question, ids: list[int]) -> tuple[Hit, ...]:
    entries = Entry.objects.in_bulk(ids)
    return tuple(
        Hit(kind=entry.kind, key=entry.key, title=entry.title, snippet=snippet(entry.text, asked), on=entry.on)
        for entry in map(entries.get, ids)
        if entry is not None  # removed by somebody between the two reads
    )
