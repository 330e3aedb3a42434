"""What a plan costs by year and source, by component and by lead institution: cost, secured, gap."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Generic, TypeVar

from django.db.models import Case, F, Sum, Value, When
from django.db.models.functions import Coalesce

from ..enums import FundingSource
from ..models import CostLine, PlanEntryQuerySet
from .figures import COUNTS, Figures
from .listing import labels_of_leads

ZERO = Decimal(0)
CENT = Decimal("0.01")
Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Of cost lines: the gap is what has no source or is not secured."""

    cost: Decimal = ZERO
    funded: Decimal = ZERO

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(cost=self.cost + other.cost, funded=self.funded + other.funded)

    @property
    def gap(self) -> Decimal:
        return self.cost - self.funded


def in_euro(lek: Decimal, rate: Decimal) -> Decimal:
    """To the cent, half up. `rate` is lekë for one euro."""
    return (lek / rate).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class CrossTable(Generic[Row]):
    """Rows by years. Every total is the sum of the cells it stands for."""

    rows: list[Row]
    years: list[int]
    cells: Mapping[tuple[Row, int], Sums]

    def cell(self, row: Row, year: int) -> Sums:
        return self.cells.get((row, year), Sums())

    def of_row(self, row: Row) -> Sums:
        return sum((self.cell(row, year) for year in self.years), Sums())

    def of_year(self, year: int) -> Sums:
        return sum((self.cell(row, year) for row in self.rows), Sums())

    @property
    def total(self) -> Sums:
        return sum((self.of_year(year) for year in self.years), Sums())


@dataclass(frozen=True, kw_only=True)
class CostSum:
    """The cost lines of a component's measures in a year from a source, added up."""

    component: int
    year: int
    source: str
    sums: Sums


def costs_of(entries: PlanEntryQuerySet) -> list[CostSum]:
    """One query, grouped by component, year and source; measures that are left out do not count."""
    counting = entries.filter(COUNTS).order_by()
    lines: Any = (
        CostLine.objects.filter(measure__entries__in=counting)
        .order_by()
        .values(component=F("measure__entries__component"), on=F("year"), by=F("source"))
        .annotate(cost=Sum("lek"), secured=Coalesce(Sum(Case(When(is_secured=True, then="lek"))), Value(ZERO)))
    )
    return [
        CostSum(
            component=row["component"],
            year=row["on"],
            source=row["by"],
            sums=Sums(cost=row["cost"], funded=row["secured"]),
        )
        for row in lines
    ]


def in_currency(costs: Iterable[CostSum], rate: Decimal) -> list[CostSum]:
    """In euro: each is rounded to the cent before anything is added up, so that every table adds up."""
    return [
        replace(cost, sums=Sums(cost=in_euro(cost.sums.cost, rate), funded=in_euro(cost.sums.funded, rate)))
        for cost in costs
    ]


def years_of(costs: Iterable[CostSum], plan_years: Iterable[int]) -> list[int]:
    """The years of the plan, and those outside them in which something costs."""
    return sorted({*plan_years, *(cost.year for cost in costs)})


def by_source(costs: Iterable[CostSum], years: list[int]) -> CrossTable[str]:
    """Rows are the sources in their order, and "" for what has none; only those that have a line."""
    cells: dict[tuple[str, int], Sums] = defaultdict(Sums)
    for cost in costs:
        cells[cost.source, cost.year] += cost.sums
    there = {source for source, _year in cells}
    return CrossTable(rows=[one for one in (*FundingSource.values, "") if one in there], years=years, cells=dict(cells))


def by_component(costs: Iterable[CostSum], components: Iterable[int], years: list[int]) -> CrossTable[int]:
    """Rows are keys of the components, in the order given."""
    cells: dict[tuple[int, int], Sums] = defaultdict(Sums)
    for cost in costs:
        cells[cost.component, cost.year] += cost.sums
    return CrossTable(rows=list(components), years=years, cells=dict(cells))


@dataclass(frozen=True, kw_only=True)
class LedCosts:
    """What measures led by the same institutions cost. Those that several lead together have a row of their own, so
    that the rows add up to the plan; those that nobody leads have one without names.
    """

    leads: tuple[str, ...]
    figures: Figures


def by_leads(entries: PlanEntryQuerySet) -> list[LedCosts]:
    """Two queries. The dearest come first, those that nobody leads last."""
    found = list(entries.filter(COUNTS).order_by().values_list("measure", "measure__cost", "measure__funded"))
    leads = labels_of_leads(measure for measure, _cost, _funded in found)
    sums: dict[tuple[str, ...], Figures] = defaultdict(Figures)
    for measure, cost, funded in found:
        sums[tuple(sorted(leads[measure]))] += Figures(measures=1, cost=cost, funded=funded)
    rows = [LedCosts(leads=names, figures=figures) for names, figures in sums.items()]
    return sorted(rows, key=lambda row: (not row.leads, -row.figures.cost, row.leads))
