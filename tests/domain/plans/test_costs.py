"""Costs by year and source: whatever the lines are, the tables add up; and what one query gives is what stands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.plans.enums import EntryState, FundingSource, PartyRole
from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.plans.queries import (
    CostSum,
    Sums,
    by_component,
    by_leads,
    by_source,
    cost_years,
    costs_of,
    in_currency,
    in_euro,
    years_of,
)
from tests.factories import (
    CostLineFactory,
    InstitutionFactory,
    MeasurePartyFactory,
    NodeFactory,
    PlanEntryFactory,
    PlanFactory,
)

# In cents, and in ten-thousandths of a lek.
amounts = st.integers(0, 10**14).map(lambda cents: Decimal(cents) / 100)
rates = st.integers(1, 9999_0000).map(lambda parts: Decimal(parts) / 10_000)


sums = st.tuples(amounts, amounts).map(lambda two: Sums(cost=max(two), funded=min(two)))
cost_sums = st.lists(
    st.builds(
        CostSum,
        component=st.integers(1, 4),
        year=st.integers(2017, 2022),
        source=st.sampled_from([*FundingSource.values, ""]),
        sums=sums,
    ),
    max_size=8,
)


def added(several) -> Sums:
    return sum(several, Sums())


@given(cost_sums)
def test_every_table_adds_up_to_what_went_in(costs):
    years = years_of(costs, range(2018, 2021))
    tables = [by_source(costs, years), by_component(costs, range(1, 5), years)]

    for table in tables:
        assert added(table.of_row(row) for row in table.rows) == table.total
        assert added(table.of_year(year) for year in table.years) == table.total
        assert table.total == added(cost.sums for cost in costs)
        assert all(table.of_year(year).gap == table.of_year(year).cost - table.of_year(year).funded for year in years)


@given(cost_sums, rates)
def test_the_tables_add_up_in_euro_too(costs, rate):
    euro = in_currency(costs, rate)
    years = years_of(euro, range(2018, 2021))
    sources, components = by_source(euro, years), by_component(euro, range(1, 5), years)

    assert sources.total == components.total == added(cost.sums for cost in euro)
    assert added(sources.of_row(row) for row in sources.rows) == sources.total
    assert all(cost.sums.gap >= 0 for cost in euro)


@given(amounts, rates)
def test_a_sum_in_euro_is_off_by_half_a_cent_at_most(lek, rate):
    assert abs(in_euro(lek, rate) - lek / rate) <= Decimal("0.005")


@pytest.mark.django_db
def test_costs_come_by_component_year_and_source_without_what_is_left_out():
    plan = PlanFactory()
    component = NodeFactory(plan=plan, code="1")
    goal = NodeFactory(plan=plan, code="1.1", parent=component)
    under, left_out = (
        PlanEntryFactory(plan=plan, node=goal),
        PlanEntryFactory(plan=plan, node=component, state=EntryState.LEFT_OUT),
    )
    CostLineFactory(measure=under.measure, year=2019, amount=100)
    CostLineFactory(measure=under.measure, year=2019, amount=40, is_secured=False)
    CostLineFactory(measure=under.measure, year=2021, amount=7, source="", is_secured=False)
    CostLineFactory(measure=left_out.measure, year=2019, amount=999)

    found = costs_of(PlanEntry.objects.filter(plan=plan))

    assert {(one.component, one.year, one.source): (one.sums.cost, one.sums.funded) for one in found} == {
        (component.pk, 2019, "state_budget"): (140, 100),
        (component.pk, 2021, ""): (7, 0),
    }
    assert years_of(found, plan.years) == [2018, 2019, 2020, 2021]


@pytest.mark.django_db
def test_measures_led_together_have_a_row_of_their_own_and_those_led_by_nobody_come_last():
    plan = PlanFactory()
    first, second = InstitutionFactory(short_name="AKSHI"), InstitutionFactory(short_name="MD")
    entries = [PlanEntryFactory(plan=plan) for _ in range(3)]
    for entry, leads, cost in zip(entries, ([first], [second, first], []), (5, 9, 70), strict=True):
        for lead in leads:
            MeasurePartyFactory(measure=entry.measure, institution=lead)
        MeasurePartyFactory(measure=entry.measure, role=PartyRole.CONTRIBUTING)
        entry.measure.cost = cost
        entry.measure.save()

    rows = by_leads(PlanEntry.objects.filter(plan=plan))

    assert [(row.leads, row.figures.cost) for row in rows] == [(("AKSHI", "MD"), 9), (("AKSHI",), 5), ((), 70)]


@pytest.mark.django_db
def test_the_cost_lines_of_a_measure_stand_under_their_years():
    entry = PlanEntryFactory()
    lines = [
        CostLineFactory(measure=entry.measure, year=2018, amount=3),
        CostLineFactory(measure=entry.measure, year=2019, amount=10),
        CostLineFactory(measure=entry.measure, year=2019, amount=4, is_secured=False),
    ]

    years = cost_years(lines)

    assert [(one.year, one.sums.cost, one.sums.funded, one.sums.gap) for one in years] == [
        (2018, 3, 3, 0),
        (2019, 14, 10, 4),
    ]
