"""Lists of measures: what narrows them, their order, and whose rows they hold."""

import datetime
from decimal import Decimal

import pytest

from sekretariat.domain.plans.enums import EntryState, FundingSource, PartyRole
from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.plans.queries import (
    NO_SOURCE,
    SORTS,
    Wanted,
    entries_for,
    entries_seen,
    entry_rows,
    leads_in,
    measure_with_parts,
    narrowed,
    own_entries,
    own_figures,
    own_measures,
    own_rows,
    reach_from,
)
from sekretariat.ground.actors import Role
from tests.factories import (
    BodyFactory,
    CostLineFactory,
    InstitutionFactory,
    MeasureFactory,
    MeasurePartyFactory,
    NodeFactory,
    NodePartyFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    actor,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def components(plan):
    return [NodeFactory(plan=plan, code=code) for code in ("1", "2")]


@pytest.fixture
def entries(plan, components):
    """1.2 led by MD, costed from the budget of 2019; 1.10 led by nobody, without source; 2.1 without a deadline."""
    first, second = components
    md = InstitutionFactory(short_name="MD")
    budget = MeasureFactory(title_sq="Regjistri i njoftimeve", cost=Decimal(10), funded=Decimal(10))
    open_ = MeasureFactory(title_sq="Çështjet e qytetarëve", cost=Decimal(8), due_on=datetime.date(2018, 12, 31))
    free = MeasureFactory(title_sq="Trajnimi", due_on=None)
    MeasurePartyFactory(measure=budget, institution=md)
    MeasurePartyFactory(measure=open_, institution=md, role=PartyRole.CONTRIBUTING)
    CostLineFactory(measure=budget, year=2019, amount=10)
    CostLineFactory(measure=open_, year=2018, amount=8, source="", is_secured=False)
    return [
        PlanEntryFactory(plan=plan, node=first, measure=budget, code="1.2"),
        PlanEntryFactory(plan=plan, node=first, measure=open_, code="1.10"),
        PlanEntryFactory(plan=plan, node=second, measure=free, code="2.1", state=EntryState.RETURNED),
    ]


def codes(plan, sort: str = "code", **wanted) -> list[str]:
    found = narrowed(plan.entries.all(), Wanted(**wanted)).order_by(*SORTS[sort])
    return [row.code for row in entry_rows(found)]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({}, ["1.2", "1.10", "2.1"]),
        ({"words": "ceshtjet qytetareve"}, ["1.10"]),
        ({"words": "1.10"}, ["1.10"]),
        ({"lead": 0}, ["1.10", "2.1"]),
        ({"state": "returned"}, ["2.1"]),
        ({"due_year": 2018}, ["1.10"]),
        ({"due_year": 0}, ["2.1"]),
        ({"has_gap": True}, ["1.10"]),
        ({"cost_year": 2019}, ["1.2"]),
        ({"cost_year": 2019, "has_gap": True}, []),
        ({"source": NO_SOURCE}, ["1.10"]),
        ({"source": FundingSource.STATE_BUDGET, "cost_year": 2018}, []),
    ],
    ids=str,
)
def test_a_list_is_narrowed(plan, entries, wanted, shown):
    assert codes(plan, **wanted) == shown


def test_a_list_is_narrowed_to_a_component_and_to_a_lead(plan, components, entries):
    lead = entries[0].measure.parties.get().institution

    assert codes(plan, component=components[1].pk) == ["2.1"]
    assert codes(plan, nodes=frozenset({components[0].pk})) == ["1.2", "1.10"]
    assert codes(plan, lead=lead.pk) == ["1.2"]
    assert leads_in(plan.entries.all()) == [lead]


@pytest.mark.parametrize(
    ("sort", "shown"),
    [
        ("-code", ["2.1", "1.10", "1.2"]),
        ("title", ["1.10", "1.2", "2.1"]),
        ("due", ["1.10", "1.2", "2.1"]),
        ("-due", ["1.2", "1.10", "2.1"]),
        ("-cost", ["1.2", "1.10", "2.1"]),
        ("-gap", ["1.10", "1.2", "2.1"]),
    ],
)
def test_a_list_is_ordered(plan, entries, sort, shown):
    assert codes(plan, sort) == shown


def test_every_order_is_understood_by_the_database(plan, entries):
    assert {len(codes(plan, sort)) for sort in SORTS} == {3}


def test_a_row_says_who_leads_and_what_is_missing(plan, entries):
    first, second, _third = entry_rows(plan.entries.order_by(*SORTS["code"]))

    assert (first.leads, first.gap, second.leads, second.gap) == (["MD"], 0, [], 8)


# Whose rows


def test_of_a_plan_seen_in_part_only_the_own_entries_are_seen(plan, components, entries):
    contributor = entries[1].measure.parties.get().institution
    leader = NodePartyFactory(node=components[1]).institution

    def seen(by):
        return [entry.code for entry in entries_seen(plan, by).in_order()]

    assert seen(officer(plan.office)) == ["1.2", "1.10", "2.1"]
    assert seen(actor(Role.COORDINATOR, contributor)) == ["1.2", "1.10"]
    assert seen(actor(Role.COORDINATOR, leader)) == ["2.1"]
    assert seen(actor(Role.COORDINATOR, InstitutionFactory())) == []
    assert seen(officer(OfficeFactory())) == []


def test_the_plans_in_which_a_measure_is_seen_are_those_that_the_query_gives():
    measure = MeasureFactory()
    lead = MeasurePartyFactory(measure=measure).institution
    body = BodyFactory()
    plans = [PlanFactory(office=measure.office), PlanFactory(adopted=True), PlanFactory(body=body), PlanFactory()]
    for plan in plans:
        PlanEntryFactory(plan=plan, measure=measure)
    component_lead = NodePartyFactory(node=plans[3].entries.get().component).institution
    readers = [
        officer(measure.office),
        officer(plans[3].office),
        actor(Role.COORDINATOR, lead),
        actor(Role.COORDINATOR, lead, body=body),
        actor(Role.COORDINATOR, component_lead),
        actor(Role.COORDINATOR, InstitutionFactory()),
    ]

    for reader in readers:
        with_all = measure_with_parts(measure.pk, reader)
        reach = reach_from(with_all, parties=with_all.parties.all(), entries=with_all.entries.all())
        seen = {entry.pk for entry in entries_for(with_all, reach, reader)}

        assert seen == set(PlanEntry.objects.visible_to(reader).filter(measure=measure).values_list("pk", flat=True))


def test_ones_own_measures_are_those_that_ones_institution_leads_or_contributes_to(plan, entries):
    md = entries[0].measure.parties.get().institution
    PlanEntryFactory(measure=entries[0].measure, code="III.4")
    by = actor(Role.COORDINATOR, md)

    own = own_entries(by)
    measures = own_measures(own, by)
    figures = own_figures(measures)
    rows = {row.measure.title_sq: row for row in own_rows(measures, own, by)}

    assert [measure.title_sq for measure in measures] == ["Çështjet e qytetarëve", "Regjistri i njoftimeve"]
    assert (figures.led.measures, figures.led.cost, figures.taken_part) == (1, 10, 1)
    assert [one.code for one in rows["Regjistri i njoftimeve"].standings] == ["1.2", "III.4"]
    assert rows["Regjistri i njoftimeve"].leads
    assert len(rows["Regjistri i njoftimeve"].missing) == 2  # its commitment and an indicator, said once for two plans
    assert rows["Çështjet e qytetarëve"].missing == []
    assert [row.measure.title_sq for row in own_rows(own_measures(own, by, role="lead"), own, by)] == [
        "Regjistri i njoftimeve"
    ]
    assert own_measures(own, by, has_gap=True, plan=plan.pk, words="qytet").count() == 1


def test_a_mandate_in_a_body_opens_the_own_measures_of_its_plans_alone():
    body = BodyFactory()
    party = MeasurePartyFactory()
    inside, _outside = (
        PlanEntryFactory(measure=party.measure, plan=PlanFactory(network=network)) for network in (body, None)
    )
    by = actor(Role.COORDINATOR, party.institution, body=body)

    assert list(own_entries(by)) == [inside]
