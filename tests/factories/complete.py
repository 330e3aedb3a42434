"""Measures that lack nothing, for tests of the gate and of what stands behind it."""

import datetime
from decimal import Decimal

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.plans.enums import CommitmentState, FundingSource
from sekretariat.domain.plans.models import Commitment, Measure, Plan, PlanEntry
from sekretariat.ground.actors import Channel

from .plans import CostLineFactory, IndicatorFactory, MeasurePartyFactory, PlanEntryFactory, TargetFactory
from .rows import InstitutionFactory

ANSWERED_ON = datetime.date(2018, 6, 29)


def commitment(measure: Measure, lead: Institution, state: str = CommitmentState.CONFIRMED) -> Commitment:
    """What the lead answered, by paper."""
    answer = Answer.objects.create(institution=lead, channel=Channel.PAPER, received_on=ANSWERED_ON)
    reason = "" if state == CommitmentState.CONFIRMED else "Nuk ka buxhet."
    return Commitment.objects.create(
        measure=measure, institution=lead, state=state, answer=answer, on=ANSWERED_ON, reason=reason
    )


def costed(measure: Measure, *, year: int = 2019, source: str = FundingSource.STATE_BUDGET, lek: int = 1_000_000):
    """A cost line with the sums it adds to; secured where it has a source."""
    line = CostLineFactory(measure=measure, year=year, source=source, amount=Decimal(lek), is_secured=bool(source))
    measure.cost += line.lek
    measure.funded += line.lek if line.is_secured else 0
    measure.save()
    return line


def complete_entry(plan: Plan, *, lead: Institution | None = None, **options: object) -> PlanEntry:
    """An entry that the gate lets pass."""
    entry = PlanEntryFactory(plan=plan, **options)
    lead = lead or InstitutionFactory()
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    commitment(entry.measure, lead)
    costed(entry.measure)
    TargetFactory(indicator=IndicatorFactory(measure=entry.measure, baseline=Decimal(40), baseline_year=2017))
    return entry
