"""What a measure lacks in a plan: the rule over facts, and the facts of a plan, a measure and an institution."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sekretariat.domain.plans.enums import CommitmentState, EntryState, FundingSource, Missing
from sekretariat.domain.plans.queries import gaps_for_institution, gate_of, gate_of_measure
from sekretariat.domain.plans.rules import (
    CostFact,
    EntryFacts,
    IndicatorFact,
    LeadFact,
    asked_of,
    funding_gap_by_year,
    gaps_of,
)
from sekretariat.ground.actors import Role
from tests.factories import (
    CostLineFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasurePartyFactory,
    NodeFactory,
    NodePartyFactory,
    PlanEntryFactory,
    PlanFactory,
    TargetFactory,
    actor,
    officer,
)
from tests.factories.complete import commitment, complete_entry

FULL = {
    "year_from": 2018,
    "year_to": 2020,
    "due_on": datetime.date(2019, 12, 31),
    "leads": (LeadFact(institution_id=1, answer=CommitmentState.CONFIRMED),),
    "costs": (CostFact(year=2019, lek=Decimal(100), source="donor", is_secured=True),),
    "indicators": (IndicatorFact(name_sq="Treguesi", has_baseline=True, has_target=True),),
}


def missing(**changes) -> list[str]:
    return [gap.what for gap in gaps_of(EntryFacts(**{**FULL, **changes}))]


def test_a_measure_that_has_everything_lacks_nothing():
    assert missing() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"leads": ()}, Missing.LEAD),
        ({"leads": (LeadFact(institution_id=1),)}, Missing.COMMITMENT),
        ({"leads": (LeadFact(institution_id=1, answer=CommitmentState.DECLINED),)}, Missing.DECLINED),
        ({"due_on": None}, Missing.DEADLINE),
        ({"due_on": datetime.date(2017, 12, 31)}, Missing.DEADLINE_OUTSIDE),
        ({"due_on": datetime.date(2021, 1, 1)}, Missing.DEADLINE_OUTSIDE),
        ({"costs": ()}, Missing.COST),
        ({"costs": (CostFact(year=2019, lek=Decimal(0), source="donor"),)}, Missing.COST),
        ({"costs": (CostFact(year=2019, lek=Decimal(5)),)}, Missing.SOURCE),
        ({"indicators": ()}, Missing.INDICATOR),
        ({"indicators": (IndicatorFact(name_sq="T", has_target=True),)}, Missing.BASELINE),
        ({"indicators": (IndicatorFact(name_sq="T", has_baseline=True),)}, Missing.TARGET),
    ],
)
def test_each_thing_that_is_missing_is_named(changes, expected):
    assert missing(**changes) == [expected]


@pytest.mark.parametrize("day", [datetime.date(2018, 1, 1), datetime.date(2020, 12, 31)])
def test_a_deadline_on_the_edge_of_the_plans_years_lies_within(day):
    assert missing(due_on=day) == []


def test_a_measure_that_needs_no_money_lacks_no_cost():
    assert missing(costs=(), is_without_cost=True) == []


def test_money_with_a_source_that_is_not_secured_is_a_funding_gap_and_lacks_nothing():
    costs = (CostFact(year=2019, lek=Decimal(100), source="donor"),)

    assert missing(costs=costs) == []
    assert funding_gap_by_year(costs) == ((2019, Decimal(100)),)


def test_cost_without_a_source_says_the_years_and_how_much():
    costs = (
        CostFact(year=2020, lek=Decimal(7)),
        CostFact(year=2019, lek=Decimal(4)),
        CostFact(year=2019, lek=Decimal(1)),
        CostFact(year=2018, lek=Decimal(9), source="loan", is_secured=True),
    )

    (gap,) = gaps_of(EntryFacts(**{**FULL, "costs": costs}))

    assert gap.by_year == ((2019, Decimal(5)), (2020, Decimal(7)))


def test_each_lead_is_to_commit_itself():
    leads = (LeadFact(institution_id=1, answer=CommitmentState.CONFIRMED), LeadFact(institution_id=2))

    (gap,) = gaps_of(EntryFacts(**{**FULL, "leads": leads}))

    assert (gap.what, gap.institution_id) == (Missing.COMMITMENT, 2)


def test_what_is_missing_is_asked_of_the_leads_and_without_one_of_those_of_the_component():
    commitment_gap, deadline = gaps_of(EntryFacts(**{**FULL, "leads": (LeadFact(institution_id=3),), "due_on": None}))

    assert asked_of(commitment_gap, lead_ids=(3, 4), component_lead_ids=(9,)) == (3,)
    assert asked_of(deadline, lead_ids=(3, 4), component_lead_ids=(9,)) == (3, 4)
    assert asked_of(deadline, lead_ids=(), component_lead_ids=(9,)) == (9,)


@pytest.fixture
def plan(db):
    return PlanFactory()


def test_the_gate_of_a_plan_counts_what_is_complete_and_what_is_missing(plan):
    complete_entry(plan)
    bare = PlanEntryFactory(plan=plan)

    gate = gate_of(plan, officer(plan.office))

    assert gate.complete_count == 1
    assert [one.entry for one in gate.incomplete] == [bare]
    assert gate.counts == {Missing.LEAD: 1, Missing.COST: 1, Missing.INDICATOR: 1}


def test_what_was_left_out_of_the_plan_is_not_looked_at(plan):
    PlanEntryFactory(plan=plan, state=EntryState.LEFT_OUT, code="7")
    complete_entry(plan, code="7")

    gate = gate_of(plan, officer(plan.office))

    assert len(gate.entries) == 1
    assert gate.double_coded == []


def test_the_gate_tells_declined_from_not_answered(plan):
    lead, other = InstitutionFactory(), InstitutionFactory()
    entry = PlanEntryFactory(plan=plan)
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    MeasurePartyFactory(measure=entry.measure, institution=other)
    MeasurePartyFactory(measure=entry.measure, institution=InstitutionFactory(), role="contributing")
    commitment(entry.measure, lead, CommitmentState.DECLINED)

    (one,) = gate_of(plan, officer(plan.office)).entries

    assert [(gap.what, gap.institution_id) for gap in one.gaps[:2]] == [
        (Missing.DECLINED, lead.pk),
        (Missing.COMMITMENT, other.pk),
    ]


def test_an_indicator_without_baseline_and_target_is_named(plan):
    entry = complete_entry(plan)
    bare = IndicatorFactory(measure=entry.measure)
    TargetFactory(indicator=IndicatorFactory(measure=entry.measure))

    (one,) = gate_of(plan, officer(plan.office)).entries

    assert [gap.what for gap in one.gaps] == [Missing.BASELINE, Missing.TARGET, Missing.BASELINE]
    assert one.gaps[0].indicator.name_sq == bare.name_sq


def test_the_funding_gap_stands_by_year_and_stops_nothing(plan):
    entry = complete_entry(plan)
    CostLineFactory(
        measure=entry.measure, year=2020, source=FundingSource.DONOR, amount=Decimal(4_500_000), is_secured=False
    )

    gate = gate_of(plan, officer(plan.office))

    assert gate.entries[0].is_complete
    assert gate.entries[0].funding_gap_by_year == ((2020, Decimal(4_500_000)),)
    assert gate.funding_gap == Decimal(4_500_000)


def test_a_code_that_stands_twice_is_a_warning_and_no_gap(plan):
    complete_entry(plan, code="1.1")
    complete_entry(plan, code="1.1")
    complete_entry(plan, code="")
    complete_entry(plan, code="")
    complete_entry(PlanFactory(), code="1.1")

    gate = gate_of(plan, officer(plan.office))

    assert [one.entry.code for one in gate.double_coded] == ["1.1", "1.1"]
    assert gate.complete_count == 4


def test_by_institution_says_who_fills_what_and_last_what_nobody_can(plan):
    lead = InstitutionFactory()
    nobody = PlanEntryFactory(plan=plan)
    entry = PlanEntryFactory(plan=plan)
    MeasurePartyFactory(measure=entry.measure, institution=lead)

    first, last = gate_of(plan, officer(plan.office)).by_institution

    assert (first.institution, [one.entry for one in first.entries], first.gap_count) == (lead, [entry], 3)
    assert (last.institution, [one.entry for one in last.entries], last.gap_count) == (None, [nobody], 3)


def test_a_measure_without_a_lead_is_asked_of_its_components_lead(plan):
    lead = InstitutionFactory()
    component = NodeFactory(plan=plan)
    NodePartyFactory(node=component, institution=lead)
    PlanEntryFactory(plan=plan, node=NodeFactory(plan=plan, parent=component))

    (only,) = gate_of(plan, officer(plan.office)).by_institution

    assert (only.institution, only.gap_count) == (lead, 3)


def test_an_institution_sees_what_it_is_asked_across_plans(plan):
    lead, other = InstitutionFactory(), InstitutionFactory()
    shared = complete_entry(plan, lead=lead)
    elsewhere = PlanEntryFactory(plan=PlanFactory(year_from=2015, year_to=2018), measure=shared.measure, code="C.4")
    theirs = PlanEntryFactory(plan=plan)
    MeasurePartyFactory(measure=theirs.measure, institution=other)
    MeasurePartyFactory(measure=theirs.measure, institution=lead, role="contributing")
    by = actor(Role.COORDINATOR, lead)

    (one,) = gaps_for_institution(lead, by)

    assert one.entry == elsewhere
    assert [gap.what for gap in one.gaps_asked_of(lead.pk)] == [Missing.DEADLINE_OUTSIDE]


def test_closed_plans_ask_for_nothing(plan):
    lead = InstitutionFactory()
    entry = PlanEntryFactory(plan=PlanFactory(state="closed"))
    MeasurePartyFactory(measure=entry.measure, institution=lead)

    assert gaps_for_institution(lead, actor(Role.COORDINATOR, lead)) == []


def test_the_gate_of_a_measure_looks_at_each_plan_by_its_own_years(plan):
    shared = complete_entry(plan)
    PlanEntryFactory(plan=PlanFactory(office=plan.office, year_from=2020, year_to=2022), measure=shared.measure)

    found = {
        one.entry.plan_id: [gap.what for gap in one.gaps]
        for one in gate_of_measure(shared.measure, officer(plan.office))
    }

    assert found[plan.pk] == []
    assert sorted(found.values()) == [[], [Missing.DEADLINE_OUTSIDE]]


def test_a_coordinator_sees_the_gate_over_the_institutions_own_measures(plan):
    lead = InstitutionFactory()
    mine = complete_entry(plan, lead=lead)
    complete_entry(plan)

    gate = gate_of(plan, actor(Role.COORDINATOR, lead))

    assert [one.entry for one in gate.entries] == [mine]


def queries(read) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_the_gate_takes_the_same_queries_whatever_the_size(plan):
    lead = InstitutionFactory()
    by = officer(plan.office)
    entry = complete_entry(plan, lead=lead)
    one = (
        queries(lambda: gate_of(plan, by)),
        queries(lambda: gate_of_measure(entry.measure, by)),
        queries(lambda: gaps_for_institution(lead, by)),
    )
    for _ in range(3):
        complete_entry(plan, lead=lead)
        MeasurePartyFactory(measure=PlanEntryFactory(plan=plan).measure, institution=lead)
    PlanEntryFactory(plan=PlanFactory(office=plan.office), measure=entry.measure)

    many = (
        queries(lambda: gate_of(plan, by)),
        queries(lambda: gate_of_measure(entry.measure, by)),
        queries(lambda: gaps_for_institution(lead, by)),
    )

    assert many == one
