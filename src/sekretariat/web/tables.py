"""Columns of a table, rows too many for macros, and the address of a list with its filters, order and page in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from markupsafe import Markup, escape

KINDS = ("text", "date", "number", "state", "actions", "choice")


@dataclass(frozen=True)
class Column:
    """One column: `cell()` repeats its label beside the value where the table folds on a phone.

    `kind` is text, date, number (right-aligned), state, actions or choice (checkboxes); `sort` is the word that
    `?sort=` takes; `is_head` marks the cell that names its row.
    """

    label: str | Promise
    kind: str = "text"
    sort: str = ""
    is_head: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"The kind of a column is one of {KINDS}, not {self.kind!r}.")


def plain_rows(columns: Mapping[str, Column], rows: Iterable[Sequence[str | Markup]]) -> Markup:
    """The rows as `cell()` would write them, the values in the order of the columns: for hundreds of them.

    A value that is not Markup is escaped, as in a template.
    """
    row = "".join(map(_plain_cell, columns.values()))
    return Markup("\n".join(f"<tr>{row}</tr>" % tuple(map(escape, values)) for values in rows))  # noqa: S704


def _plain_cell(column: Column) -> str:
    tag, scope = ("th", ' scope="row"') if column.is_head else ("td", "")
    label = str(escape(column.label)).replace("%", "%%")
    return f'<{tag} class="{column.kind}"{scope} data-label="{label}"><div>%s</div></{tag}>'


def link(address: str, words: str | Markup) -> Markup:
    return Markup(f'<a href="{escape(address)}">{escape(words)}</a>')  # noqa: S704  both are escaped


class Address:
    """The address of a list, from which links to its other orders, pages and filters are made."""

    def __init__(self, path: str, query: QueryDict, sort: str = "") -> None:
        self.path = path
        self.query = query
        self.sort = query.get("sort", sort)

    @classmethod
    def of(cls, request: HttpRequest, sort: str = "") -> Self:
        """`sort`: the order of a list whose address names none."""
        return cls(request.path, request.GET, sort)

    def put(self, **values: object) -> str:
        """This list with other values; None takes one out. Another order or filter begins at the first page."""
        query = self.query.copy()
        if "page" not in values:
            query.pop("page", None)
        for name, value in values.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = str(value)
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def is_filtered(self, names: Iterable[str]) -> bool:
        return any(self.query.get(name) for name in names)

    def order(self, column: Column) -> str:
        """How the list is ordered by this column: ascending, descending or none (the words of aria-sort)."""
        return {column.sort: "ascending", f"-{column.sort}": "descending"}.get(self.sort, "none")

    def by(self, column: Column) -> str:
        """The list in the order of this column; once more, the other way round."""
        return self.put(sort=f"-{column.sort}" if self.order(column) == "ascending" else column.sort)
