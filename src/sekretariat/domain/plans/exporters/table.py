"""The measures of a plan as .csv, a row a measure: read straight from the tables, so that 20.000 take a moment."""

import csv
import datetime
import io
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles.values import printable

from ..enums import EntryState, PartyRole
from ..models import CostLine, MeasureParty, Plan, PlanEntry
from .wording import Wording

CHUNK = 2000
ROWS_AT_ONCE = 300
COLUMNS: tuple[str | Promise, ...] = (
    _("Code"), _("Component"), _("Under"), _("Title in Albanian"), _("Title in English"), _("State"),
    _("Lead"), _("Contributing"), _("Begins"), _("Deadline"), _("Cost, lekë"), _("Funded, lekë"), _("Gap, lekë"),
)  # fmt: skip
FIELDS = (
    "measure_id", "code", "component__code", "node__code", "measure__title_sq", "measure__title_en", "state",
    "measure__starts_on", "measure__due_on", "measure__due_precision", "measure__cost",
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
    rows = _rows(plan, words, years)
    while part := list(islice(rows, ROWS_AT_ONCE)):
        writer.writerows(part)
        yield _taken(target)


def _taken(target: io.StringIO) -> str:
    said = target.getvalue()
    target.seek(0)
    target.truncate()
    return said


def _calm(cell: str) -> str:
    """A text that a spreadsheet would count is put in as a text."""
    if not cell.isprintable():
        cell = printable(cell)
    return f"'{cell}" if cell.startswith(LIVE) else cell


def _rows(plan: Plan, words: Wording, years: list[int]) -> Iterator[tuple[str, ...]]:
    """Texts are calmed here, each kind once where few values are met again and again."""
    language = words.languages[0]
    states = {state.value: _calm(words.choice(EntryState, state.value)[language]) for state in EntryState}
    leads, others = _parties(plan)
    gaps, none = _gaps(plan), _amount(Decimal(0))
    entries = PlanEntry.objects.filter(plan=plan).in_order().values_list(*FIELDS)
    for (
        key, code, component, node, title_sq, title_en, state, starts_on, due_on, precision, cost, funded,
    ) in entries.iterator(chunk_size=CHUNK):  # fmt: skip
        yield (
            _calm(code),
            _calm(component),
            _calm(node),
            _calm(title_sq),
            _calm(title_en),
            states[state],
            leads.get(key, ""),
            others.get(key, ""),
            _day(starts_on, "day", language),
            _day(due_on, precision, language),
            _amount(cost),
            _amount(funded),
            _amount(cost - funded),
            *(gaps.get((key, year), none) for year in years),
        )


@lru_cache(maxsize=10_000)  # 20,000 measures name few days
def _day(on: datetime.date | None, precision: str, language: str) -> str:
    return format_date(on, Precision(precision), language=language) if on else ""


def _amount(value: Decimal) -> str:
    """1250000,50: with the decimal comma and nothing else, as a spreadsheet in Albanian reads it."""
    return f"{value:.2f}".replace(".", ",").removesuffix(",00") if value else "0"


def _parties(plan: Plan) -> tuple[dict[int, str], dict[int, str]]:
    """Who leads and who contributes, by measure."""
    found: dict[str, dict[int, str]] = {role.value: {} for role in PartyRole}
    rows = MeasureParty.objects.filter(measure__in=_measures(plan)).order_by("pk")
    for measure, role, short, name in rows.values_list(
        "measure_id", "role", "institution__short_name", "institution__name_sq"
    ):
        before = found[role].get(measure)
        found[role][measure] = f"{before}; {short or name}" if before else short or name
    calm = lru_cache(_calm)  # many measures are led by the same
    leads, others = found[PartyRole.LEAD], found[PartyRole.CONTRIBUTING]
    return {key: calm(said) for key, said in leads.items()}, {key: calm(said) for key, said in others.items()}


def _gaps(plan: Plan) -> dict[tuple[int, int], str]:
    """What is not secured, by measure and year, as it is written; where all is secured there is no entry."""
    rows = CostLine.objects.filter(measure__in=_measures(plan), is_secured=False).order_by()
    sums = rows.values("measure_id", "year").annotate(open=Sum("lek")).values_list("measure_id", "year", "open")
    return {(measure, year): _amount(amount) for measure, year, amount in sums}


def _measures(plan: Plan) -> QuerySet[PlanEntry, int]:
    return PlanEntry.objects.filter(plan=plan).values_list("measure_id", flat=True)
