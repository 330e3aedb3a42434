"""A pasted list of who leads which institution from now on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.words import fold
from sekretariat.officefiles import pasted

# The columns of the list after the institution's name: those of the grid, in its order.
COLUMNS = ("name", "email", "phone")
HEADINGS = {"institucioni", "institucionet", "ministria", "institution", "institutions", "ministry"}


@dataclass(frozen=True, kw_only=True)
class PastedHolders:
    """The cells by institution and column, as they were pasted; `problems` tells which lines were left out and why."""

    cells: Mapping[int, Mapping[str, str]]
    problems: Sequence[str]


def read_holders(text: str, *, institutions: Sequence[Institution]) -> PastedHolders:
    """Lay a pasted list over the rows of the grid: first the institution, by any of its names, then the columns."""
    by_name = {
        fold(name): one.pk for one in institutions for name in (one.name_sq, one.name_en, one.short_name) if name
    }
    cells: dict[int, Mapping[str, str]] = {}
    problems = []
    for line, (name, *values) in enumerate(pasted.rows(text), start=1):
        if line == 1 and fold(name) in HEADINGS:
            continue
        words = {"line": line, "name": name}
        key = by_name.get(fold(name))
        if key is None:
            problems.append(_("Line %(line)s: “%(name)s” is not in the grid. Add its row first.") % words)
        elif key in cells:
            problems.append(_("Line %(line)s: “%(name)s” stands in the list twice.") % words)
        elif any(values[len(COLUMNS) :]):
            problems.append(_("Line %(line)s: “%(name)s” has more cells than the grid has columns.") % words)
        else:
            cells[key] = dict(zip(COLUMNS, values, strict=False))
    return PastedHolders(cells=cells, problems=problems)
