"""The completeness gate: what a measure lacks in a plan. It stops validation, never saving. Pure over the facts."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..enums import CommitmentState, Missing, PlanLetterPurpose


@dataclass(frozen=True, kw_only=True)
class LeadFact:
    """A lead institution and what it answered: a `CommitmentState`, or nothing yet."""

    institution_id: int
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class CostFact:
    year: int
    lek: Decimal
    source: str = ""
    is_secured: bool = False


@dataclass(frozen=True, kw_only=True)
class IndicatorFact:
    name_sq: str
    name_en: str = ""
    has_baseline: bool = False
    has_target: bool = False


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """All that the gate looks at: the measure, and the years of the plan it stands in."""

    year_from: int
    year_to: int
    due_on: datetime.date | None = None
    is_without_cost: bool = False
    leads: tuple[LeadFact, ...] = ()
    costs: tuple[CostFact, ...] = ()
    indicators: tuple[IndicatorFact, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing that is missing, with what tells it apart: whose commitment, which indicator, which years' cost."""

    what: Missing
    institution_id: int | None = None
    indicator: IndicatorFact | None = None
    by_year: tuple[tuple[int, Decimal], ...] = ()


def gaps_of(facts: EntryFacts) -> tuple[Gap, ...]:
    """In the order in which a plan is filled: who, by when, for how much, measured by what."""
    return (*_of_leads(facts), *_of_deadline(facts), *_of_cost(facts), *_of_indicators(facts))


def _of_leads(facts: EntryFacts) -> Iterable[Gap]:
    if not facts.leads:
        yield Gap(what=Missing.LEAD)
    for lead in facts.leads:
        if lead.answer == CommitmentState.DECLINED:
            yield Gap(what=Missing.DECLINED, institution_id=lead.institution_id)
        elif lead.answer != CommitmentState.CONFIRMED:
            yield Gap(what=Missing.COMMITMENT, institution_id=lead.institution_id)


def _of_deadline(facts: EntryFacts) -> Iterable[Gap]:
    if facts.due_on is None:
        yield Gap(what=Missing.DEADLINE)
    elif not facts.year_from <= facts.due_on.year <= facts.year_to:
        yield Gap(what=Missing.DEADLINE_OUTSIDE)


def _of_cost(facts: EntryFacts) -> Iterable[Gap]:
    """Money that has a source and is not secured yet is a funding gap, not a gap of the entry."""
    if facts.is_without_cost:
        return
    if not sum(line.lek for line in facts.costs):
        yield Gap(what=Missing.COST)
    elif unsourced := sums_by_year(line for line in facts.costs if line.lek and not line.source):
        yield Gap(what=Missing.SOURCE, by_year=unsourced)


def _of_indicators(facts: EntryFacts) -> Iterable[Gap]:
    if not facts.indicators:
        yield Gap(what=Missing.INDICATOR)
    for indicator in facts.indicators:
        if not indicator.has_baseline:
            yield Gap(what=Missing.BASELINE, indicator=indicator)
        if not indicator.has_target:
            yield Gap(what=Missing.TARGET, indicator=indicator)


def funding_gap_by_year(costs: Iterable[CostFact]) -> tuple[tuple[int, Decimal], ...]:
    """What is costed and not secured, for each year in which there is such a sum."""
    return sums_by_year(line for line in costs if line.lek and not (line.is_secured and line.source))


def sums_by_year(costs: Iterable[CostFact]) -> tuple[tuple[int, Decimal], ...]:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for line in costs:
        sums[line.year] += line.lek
    return tuple(sorted(sums.items()))


def asked_of(gap: Gap, *, lead_ids: tuple[int, ...], component_lead_ids: tuple[int, ...]) -> tuple[int, ...]:
    """The institutions that can fill the gap: whose commitment it is, else the leads, else those of the component."""
    if gap.institution_id is not None:
        return (gap.institution_id,)
    return lead_ids or component_lead_ids


def is_asked_by(gap: Gap, purpose: str) -> bool:
    """Whether a letter with this purpose asks for it. Who declined is asked by none: another lead is to be found."""
    if purpose == PlanLetterPurpose.COMMITMENT:
        return gap.what == Missing.COMMITMENT
    return purpose == PlanLetterPurpose.COMPLETENESS and gap.what not in (Missing.COMMITMENT, Missing.DECLINED)
