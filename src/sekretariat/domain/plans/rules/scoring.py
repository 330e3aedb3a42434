"""The three criteria in numbers: what a proposal scores by what it was computed from, and who comes before whom.

All in decimals. Strategic weight is rounded half up to two places; maturity is cut off there, so that it reaches 100
only where all the money is secured; the weights are whole numbers, so the total has four places exactly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from ..models import CriteriaSheet
from .gate import CostFact, funding_gap_by_year, sums_by_year

HUNDRED = Decimal(100)
PLACES = Decimal("0.01")
TOTAL_PLACES = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class Accord:
    """A plan that the measure is in accord with: its goal that the measure serves, or the measure's own code there."""

    plan_sq: str
    plan_en: str
    is_nsdi: bool
    is_entry: bool
    code: str
    title_sq: str = ""
    title_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """All that a score is computed from, stored with it. `order` is the place in the plan: it breaks the last tie."""

    points: int | None
    accords: tuple[Accord, ...] = ()
    is_without_cost: bool = False
    costs: tuple[CostFact, ...] = ()
    order: str = ""
    is_ranked: bool = True

    @property
    def cost(self) -> Decimal:
        return sum((line.lek for line in self.costs), Decimal(0))

    @property
    def funded(self) -> Decimal:
        return self.cost - self.gap

    @property
    def gap(self) -> Decimal:
        return sum((lek for _, lek in self.gap_by_year), Decimal(0))

    @property
    def gap_by_year(self) -> tuple[tuple[int, Decimal], ...]:
        return funding_gap_by_year(self.costs)

    @property
    def unsourced_by_year(self) -> tuple[tuple[int, Decimal], ...]:
        return sums_by_year(line for line in self.costs if line.lek and not line.source)

    @property
    def nsdi(self) -> list[Accord]:
        return [one for one in self.accords if one.is_nsdi]

    @property
    def sector(self) -> list[Accord]:
        return [one for one in self.accords if not one.is_nsdi]

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it: amounts as texts, to the cent."""
        return {
            "points": self.points,
            "accords": [vars(one) for one in self.accords],
            "is_without_cost": self.is_without_cost,
            "costs": [{**vars(line), "lek": str(line.lek)} for line in self.costs],
            "order": self.order,
            "is_ranked": self.is_ranked,
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Grounds":
        return cls(
            points=stored["points"],
            accords=tuple(Accord(**one) for one in stored["accords"]),
            is_without_cost=stored["is_without_cost"],
            costs=tuple(CostFact(**{**line, "lek": Decimal(line["lek"])}) for line in stored["costs"]),
            order=stored["order"],
            is_ranked=stored["is_ranked"],
        )


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Three percentages and their weighted sum."""

    strategic: Decimal
    conformity: Decimal
    maturity: Decimal
    total: Decimal


def score(grounds: Grounds, sheet: CriteriaSheet) -> Scored:
    strategic = (Decimal(grounds.points or 0) * HUNDRED / sheet.strategic_max).quantize(PLACES, ROUND_HALF_UP)
    conformity = _conformity(grounds, sheet)
    maturity = _maturity(grounds, sheet)
    weighted = (
        strategic * sheet.weight_strategic + conformity * sheet.weight_conformity + maturity * sheet.weight_maturity
    )
    return Scored(
        strategic=strategic,
        conformity=conformity,
        maturity=maturity,
        total=(weighted / HUNDRED).quantize(TOTAL_PLACES),
    )


def _conformity(grounds: Grounds, sheet: CriteriaSheet) -> Decimal:
    """Each part is reached whole by one accord: it is not better to serve three goals of one strategy."""
    reached = (sheet.conformity_nsdi if grounds.nsdi else 0) + (sheet.conformity_sector if grounds.sector else 0)
    return Decimal(reached).quantize(PLACES)


def _maturity(grounds: Grounds, sheet: CriteriaSheet) -> Decimal:
    """Costed: there is a cost. Financed: the share of it that is secured. A measure that needs no money is mature."""
    if grounds.is_without_cost:
        return HUNDRED.quantize(PLACES)
    if not grounds.cost:
        return Decimal(0).quantize(PLACES)
    share = sheet.maturity_funded * grounds.funded / grounds.cost
    return (sheet.maturity_costed + share).quantize(PLACES, ROUND_DOWN)


def in_rank(scored: Iterable[tuple[int, Scored, Grounds]]) -> list[int]:
    """Keys of entries, the first rank first; those that are not ranked are left out.

    Where totals are equal the higher strategic weight comes first, then the higher maturity, then the higher
    conformity, then what stands earlier in the plan, then what was entered earlier.
    """
    ranked = [(key, points, grounds) for key, points, grounds in scored if grounds.is_ranked]
    return [key for key, _, _ in sorted(ranked, key=lambda row: _place(*row))]


def _place(key: int, scored: Scored, grounds: Grounds) -> tuple[Decimal, Decimal, Decimal, Decimal, str, int]:
    return -scored.total, -scored.strategic, -scored.maturity, -scored.conformity, grounds.order, key
