"""The measures of a plan as .csv, a row a measure: read straight from the tables, so that 20.000 take a moment."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles.values import printable

from ..enums import EntryState, PartyRole
from ..models import CostLine, MeasureParty, Plan, PlanEntry
from .wording import Wording

CHUNK = 2000
COLUMNS: tuple[str | Promise, ...] = (
    _("Code"), _("Component"), _("Under"), _("Title in Albanian"), _("Title in English"), _("State"), _("Example"),
    _("Lead"), _("Contributing"), _("Begins"), _("Deadline"), _("Cost, lekë"), _("Funded, lekë"), _("Gap, lekë"),
)  # fmt: skip
FIELDS = (
    "measure_id", "code", "component__code", "node__code", "measure__title_sq", "measure__title_en", "state",
    "measure__is_example", "measure__starts_on", "measure__due_on", "measure__due_precision", "measure__cost",
    "measure__funded",
)  # fmt: skip
LIVE = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for the beginning of a formula


def csv_lines(plan: Plan, words: Wording) -> Iterator[str]:
    """Lines as they are sent, the first with the mark by which Excel knows UTF-8. Three queries in all.

    Of the costs each year of the plan has a column with its gap.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    headings = [" / ".join(line.text for line in words.say(label)) for label in COLUMNS]
    gap = words.said(_("Gap %(year)s, lekë"), year="%(year)s")[words.languages[0]]
    years = list(plan.years)
    writer.writerow([*headings, *(gap % {"year": year} for year in years)])
    yield "\ufeff" + _taken(target)
    for row in _rows(plan, words, years):
        writer.writerow([_calm(cell) for cell in row])
        if target.tell() > 64_000:
            yield _taken(target)
    yield _taken(target)


def _taken(target: io.StringIO) -> str:
    said = target.getvalue()
    target.seek(0)
    target.truncate()
    return said


def _calm(cell: str) -> str:
    """A text that a spreadsheet would count is put in as a text."""
    cell = printable(cell)
    return f"'{cell}" if cell.startswith(LIVE) else cell


def _rows(plan: Plan, words: Wording, years: list[int]) -> Iterator[list[str]]:
    language = words.languages[0]
    states = {state.value: words.choice(EntryState, state.value)[language] for state in EntryState}
    yes = words.said(_("yes"))[language]
    parties, gaps = _parties(plan), _gaps(plan)
    entries = PlanEntry.objects.filter(plan=plan).in_order().values(*FIELDS)
    for row in entries.iterator(chunk_size=CHUNK):
        key = row["measure_id"]
        yield [
            row["code"],
            row["component__code"],
            row["node__code"],
            row["measure__title_sq"],
            row["measure__title_en"],
            states[row["state"]],
            yes if row["measure__is_example"] else "",
            "; ".join(parties[key, PartyRole.LEAD.value]),
            "; ".join(parties[key, PartyRole.CONTRIBUTING.value]),
            _day(row["measure__starts_on"], "day", language),
            _day(row["measure__due_on"], row["measure__due_precision"], language),
            _amount(row["measure__cost"]),
            _amount(row["measure__funded"]),
            _amount(row["measure__cost"] - row["measure__funded"]),
            *(_amount(gaps.get((key, year), Decimal(0))) for year in years),
        ]


def _day(on: Any, precision: str, language: str) -> str:
    return format_date(on, Precision(precision), language=language) if on else ""


def _amount(value: Decimal) -> str:
    """1250000,50: with the decimal comma and nothing else, as a spreadsheet in Albanian reads it."""
    return f"{value:.2f}".replace(".", ",").removesuffix(",00")


def _parties(plan: Plan) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = MeasureParty.objects.filter(measure__entries__plan=plan).order_by("pk")
    for measure, role, short, name in rows.values_list(
        "measure_id", "role", "institution__short_name", "institution__name_sq"
    ):
        found[measure, role].append(short or name)
    return found


def _gaps(plan: Plan) -> dict[tuple[int, int], Decimal]:
    rows = CostLine.objects.filter(measure__entries__plan=plan).order_by().values("measure_id", "year")
    sums = rows.annotate(open=Sum("lek", filter=Q(is_secured=False)))
    return {(row["measure_id"], row["year"]): row["open"] or Decimal(0) for row in sums}
