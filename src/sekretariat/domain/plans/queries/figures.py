"""How many measures, what they cost, how much of it is secured: summed from the figures kept with each measure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from ..enums import EntryState
from ..models import Measure, PlanEntry, PlanEntryQuerySet

NOTHING = Decimal(0)
FEW = 1_000
COUNTS = ~Q(state=EntryState.LEFT_OUT)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Of measures that are not left out; the gap is what is not secured."""

    measures: int = 0
    cost: Decimal = NOTHING
    funded: Decimal = NOTHING

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            measures=self.measures + other.measures, cost=self.cost + other.cost, funded=self.funded + other.funded
        )

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(
            measures=self.measures - other.measures, cost=self.cost - other.cost, funded=self.funded - other.funded
        )

    @property
    def gap(self) -> Decimal:
        return self.cost - self.funded


def _sums(condition: Q | None = None) -> dict[str, Any]:
    return {
        "measures": Count("pk", filter=condition),
        "cost": Sum("measure__cost", filter=condition),
        "funded": Sum("measure__funded", filter=condition),
    }


def _figures(row: dict[str, Any]) -> Figures:
    return Figures(measures=row["measures"], cost=row["cost"] or NOTHING, funded=row["funded"] or NOTHING)


def figures_by_node(entries: PlanEntryQuerySet) -> dict[int, Figures]:
    """Of the entries that stand under each node itself, by its key: one query."""
    found: Any = entries.filter(COUNTS).order_by().values("node").annotate(**_sums())
    return {row["node"]: _figures(row) for row in found}


def counted(entries: PlanEntryQuerySet) -> tuple[int, Figures]:
    """How many entries there are, those left out too, and the figures of the others: one query."""
    row = entries.order_by().aggregate(all=Count("pk"), **_sums(COUNTS))
    return row["all"], _figures(row)


@dataclass(frozen=True, kw_only=True)
class PlanFigures:
    """What a portfolio says of one plan: its figures, and how many entries are in each state."""

    figures: Figures = Figures()
    states: dict[EntryState, int]

    @property
    def left_out(self) -> int:
        return self.states.get(EntryState.LEFT_OUT, 0)


def figures_by_plan(entries: PlanEntryQuerySet) -> dict[int, PlanFigures]:
    """By key of the plan: one query, grouped by plan and state."""
    sums: dict[int, Figures] = {}
    states: dict[int, dict[EntryState, int]] = {}
    found: Any = entries.order_by().values("plan", "state").annotate(**_sums())
    for row in found:
        plan, state = row["plan"], EntryState(row["state"])
        states.setdefault(plan, {})[state] = row["measures"]
        own = Figures() if state == EntryState.LEFT_OUT else _figures(row)
        sums[plan] = sums.get(plan, Figures()) + own
    return {plan: PlanFigures(figures=sums[plan], states=states[plan]) for plan in sums}


def figures_of_measures(entries: PlanEntryQuerySet) -> Figures:
    """Each measure once, in however many of the plans it stands: one query."""
    measures = Measure.objects.filter(pk__in=entries.filter(COUNTS).order_by().values("measure"))
    row = measures.aggregate(measures=Count("pk"), cost=Sum(F("cost")), funded=Sum(F("funded")))
    return _figures(row)


def figures_once(of_plans: Iterable[Figures], entries: PlanEntryQuerySet) -> Figures:
    """The sum over these plans, whose entries are given, with each measure once.

    Where few measures are shared it takes off what they were counted too often, and reads no other measure again.
    """
    shared = PlanEntry.objects.order_by().values("measure").annotate(times=Count("pk")).filter(times__gt=1)
    places = entries.filter(COUNTS, measure__in=shared.values("measure")).order_by()
    found = list(places.values_list("measure", "measure__cost", "measure__funded")[: FEW + 1])
    if len(found) > FEW:
        return figures_of_measures(entries)
    total, seen = sum(of_plans, Figures()), set()
    for measure, cost, funded in found:
        if measure in seen:
            total -= Figures(measures=1, cost=cost, funded=funded)
        seen.add(measure)
    return total
