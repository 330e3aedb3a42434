"""A pasted list of measures, laid over those of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sekretariat.ground.words import fold
from sekretariat.officefiles import pasted

from ..models import PlanEntry

# The columns of the grid and of a pasted list, in their order.
GRID_COLUMNS: Sequence[str] = ("code", "title_sq", "title_en", "due", "leads")
HEADINGS = {"kodi", "code", "nr", "nr.", "no."}


@dataclass(frozen=True, kw_only=True)
class PastedMeasures:
    """The cells by entry and column, those of measures that the plan has not, and which lines were left out and why."""

    cells: Mapping[int, Mapping[str, str]]
    new: Sequence[Mapping[str, str]]
    problems: Sequence[str]


def read_pasted(text: str, *, entries: Iterable[PlanEntry]) -> PastedMeasures:
    """A line with a code of the plan fills that measure's row; any other is a new measure.

    An empty cell says nothing: what stands there stays.
    """
    free: dict[str, list[int]] = {}
    for entry in entries:
        free.setdefault(fold(entry.code), []).append(entry.pk)
    cells: dict[int, Mapping[str, str]] = {}
    new: list[Mapping[str, str]] = []
    problems = []
    for line, values in pasted.numbered_rows(text):
        if line == 1 and fold(values[0]) in HEADINGS:
            continue
        if any(values[len(GRID_COLUMNS) :]):
            problems.append(_("Line %(line)s has more cells than the grid has columns.") % {"line": line})
            continue
        given = {column: value for column, value in zip(GRID_COLUMNS, values, strict=False) if value}
        standing = free.get(fold(given.get("code", ""))) if given.get("code") else None
        if standing:
            cells[standing.pop(0)] = given
        else:
            new.append(given)
    return PastedMeasures(cells=cells, new=new, problems=problems)
