"""The writing form grows without a script: its buttons send it, and it comes back as typed with more or less in it."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.queries import institutions_in
from sekretariat.ground.words import fold

from ..fields import Named, Names
from .forms import searchable

DEMANDS = "demands"
CELL = re.compile(rf"{DEMANDS}-(\d{{1,3}})-(\w+)")
KINDS = {"ministries": InstitutionKind.MINISTRY, "municipalities": InstitutionKind.MUNICIPALITY}
MEMBERS = "members"
MOST_DIGITS = 18  # of a key that every database can look for


def key_of(text: str) -> int | None:
    """The key of a row that an address or a form names; None where it is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The writing form as it stands, read or not: its fields, and its rows of demands."""

    values: dict[str, Any]
    rows: list[dict[str, Any]]
    warning: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "Typed":
        rows: dict[int, dict[str, Any]] = {}
        for name, value in data.items():
            if cell := CELL.fullmatch(name):
                rows.setdefault(int(cell[1]), {})[cell[2]] = value
        return cls(values=dict(data.items()), rows=[rows[place] for place in sorted(rows)])


def grown(data: QueryDict, *, names: Sequence[Named], on: datetime.date) -> Typed | None:
    """The form after one of its buttons; None where it was sent to be saved.

    A name that still stands in the field of the search is added too: Enter in it must not save half a list.
    """
    typed = Typed.read(data)
    if "remove" in data:
        kept = [row for place, row in enumerate(typed.rows) if str(place) != data["remove"]]
        return Typed(values=typed.values, rows=kept)
    if data.get("add") == "demand":
        return Typed(values=typed.values, rows=[*typed.rows, {}])
    if data.get("add") in (*KINDS, MEMBERS):
        return _with_group(typed, data["add"], on)
    if one := data.get("one", "").strip():
        return _with_one(typed, one, names)
    return typed if "add" in data else None


def _with_group(typed: Typed, group: str, on: datetime.date) -> Typed:
    found = Institution.objects.in_force(on=on).order_by("sort_key", "pk")
    if group == MEMBERS:
        body_id = key_of(typed.values.get("body", ""))
        if body_id is None:
            warning = _("Choose the mechanism first; then its members can be added.")
            return Typed(values=typed.values, rows=typed.rows, warning=warning)
        found = found.filter(pk__in=institutions_in(body_id, on=on))
    else:
        found = found.filter(kind=KINDS[group])
    return _appended(typed, list(found.values_list("name_sq", flat=True)))


def _with_one(typed: Typed, one: str, names: Sequence[Named]) -> Typed:
    key = Names.of(searchable(names)).keys.get(fold(one))
    if key is None:
        warning = _("“%(text)s” is not in the list of institutions.") % {"text": one}
        return Typed(values=typed.values, rows=typed.rows, warning=warning)
    return _appended(typed, [name for pk, name, *_others in names if pk == key])


def _appended(typed: Typed, names: Sequence[str]) -> Typed:
    """The list of addressees with the names that are not in it yet, and the field of the search empty again."""
    lines = [line for line in typed.values.get("to", "").splitlines() if line.strip()]
    known = set(map(fold, lines))
    lines += [name for name in names if fold(name) not in known]
    return Typed(values={**typed.values, "to": "\n".join(lines), "one": ""}, rows=typed.rows)
