"""The full-text index beside the table of entries: FTS5 on SQLite, a tsvector column with GIN on PostgreSQL.

Both hold our own tokens in order, the title's apart from the text's, and the scopes beside them: what matches and who
may see it is decided inside the index. The services write it in the entry's own transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from .tokens import Phrase, Question

MAX_POSITION = 16_383  # of a tsvector: all tokens behind it stand at it


@dataclass(frozen=True)
class Written:
    """What the index holds of one entry: its tokens in order, the title's apart from the text's, and its scopes."""

    entry_id: int
    title: list[str]
    text: list[str]
    scopes: list[str]


@dataclass(frozen=True)
class Selection:
    """The matching rows of `ground_entry AS entry` as SQL from FROM on, and the expression that puts the best first."""

    rows: str
    rows_params: tuple[str, ...]
    rank: str
    rank_params: tuple[str, ...] = ()


class SqliteIndex:
    """A virtual table whose rowid is the entry's id."""

    def write(self, entries: Iterable[Written]) -> None:
        _execute_many(
            "INSERT OR REPLACE INTO ground_entry_index (rowid, title, body, scopes) VALUES (%s, %s, %s, %s)",
            [(one.entry_id, " ".join(one.title), " ".join(one.text), " ".join(one.scopes)) for one in entries],
        )

    def erase(self, entry_id: int) -> None:
        _execute("DELETE FROM ground_entry_index WHERE rowid = %s", (entry_id,))

    def select(self, question: Question, scopes: Iterable[str]) -> Selection:
        words = " AND ".join(_either(map(self._phrase, term), " OR ") for term in question)
        return self._matching(f"{{title body}} : ({words})", scopes)

    def alike(self, stems: Iterable[str], scopes: Iterable[str]) -> Selection:
        """The entries whose title holds any of the stems, those first that hold more and rarer ones."""
        words = _either((f'"{stem}"' for stem in stems), " OR ")
        return self._matching(f"{{title}} : {words}", scopes)

    def _matching(self, words: str, scopes: Iterable[str]) -> Selection:
        held = _either((f'"{scope}"' for scope in scopes), " OR ")
        return Selection(
            # The join leaves out what a flush of the tables, which knows no virtual table, left behind.
            rows="FROM ground_entry_index JOIN ground_entry AS entry ON entry.id = ground_entry_index.rowid "
            "WHERE ground_entry_index MATCH %s",
            rows_params=(f"{words} AND scopes : {held}",),
            rank="bm25(ground_entry_index, 10, 1, 0)",  # a word in the title counts for ten, a scope for nothing
        )

    @staticmethod
    def _phrase(phrase: Phrase) -> str:
        return f'"{" ".join(phrase.tokens)}"' + ("*" if phrase.is_open else "")


class PostgresIndex:
    """A column of the entries' table that the model does not know. It goes with its row."""

    def write(self, entries: Iterable[Written]) -> None:
        _execute_many(
            "UPDATE ground_entry SET vector = %s::tsvector WHERE id = %s",
            [(self._vector(one), one.entry_id) for one in entries],
        )

    def _vector(self, written: Written) -> str:
        title, text = written.title, written.text
        places: dict[str, list[str]] = {}
        # The text begins one place on, or a phrase could begin in the title and end in the text.
        for position, token in [*enumerate(title, start=1), *enumerate(text, start=len(title) + 2)]:
            weight = "A" if position <= len(title) else "D"
            places.setdefault(token, []).append(f"{min(position, MAX_POSITION)}{weight}")
        words = [f"'{token}':{','.join(at)}" for token, at in places.items()]
        return " ".join([*words, *map(self._scope, written.scopes)])

    def erase(self, entry_id: int) -> None:
        pass

    def select(self, question: Question, scopes: Iterable[str]) -> Selection:
        words = " & ".join(_either(map(self._phrase, term), " | ") for term in question)
        whole = " & ".join(self._phrase(term[0]) for term in question)
        held = _either(map(self._scope, scopes), " | ")
        return Selection(
            rows="FROM ground_entry AS entry WHERE entry.vector @@ %s::tsquery",
            rows_params=(f"{words} & {held}",),
            # The weights from D (the text) to A (the title); 1: the longer a text the less, as with bm25. Asked twice,
            # since ts_rank counts a word and what begins with it as one: a whole last word counts for more.
            rank="-ts_rank('{0.1, 0, 0, 1}', entry.vector, %s::tsquery, 1)"
            " - ts_rank('{0.1, 0, 0, 1}', entry.vector, %s::tsquery, 1)",
            rank_params=(words, whole),
        )

    def alike(self, stems: Iterable[str], scopes: Iterable[str]) -> Selection:
        """The same as of SQLite, except that ts_rank does not know which words are rare."""
        words = _either((f"'{stem}':A" for stem in stems), " | ")
        held = _either(map(self._scope, scopes), " | ")
        return Selection(
            rows="FROM ground_entry AS entry WHERE entry.vector @@ %s::tsquery",
            rows_params=(f"{words} & {held}",),
            rank="-ts_rank('{0.1, 0, 0, 1}', entry.vector, %s::tsquery, 1)",
            rank_params=(words,),
        )

    @staticmethod
    def _phrase(phrase: Phrase) -> str:
        return " <-> ".join(f"'{token}'" for token in phrase.tokens) + (":*" if phrase.is_open else "")

    @staticmethod
    def _scope(scope: str) -> str:
        return f"':{scope}'"  # the colon keeps it apart from words, which have none


def index() -> SqliteIndex | PostgresIndex:
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()


def _either(alternatives: Iterable[str], sign: str) -> str:
    return f"({sign.join(alternatives)})"


def _execute(sql: str, params: tuple[int | str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def _execute_many(sql: str, rows: list[tuple[int | str, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
