"""The portfolio, the page of a plan and of a component: figures, filters, and what each reader is shown."""

from decimal import Decimal

import pytest
from django.urls import reverse

from sekretariat.domain.plans.enums import EntryState, Joined, NodeKind, PlanKind
from sekretariat.ground.actors import Role
from tests.factories import (
    ActFactory,
    BodyFactory,
    IndicatorFactory,
    InstitutionFactory,
    MandateFactory,
    MeasureFactory,
    MeasurePartyFactory,
    NodeFactory,
    NodePartyFactory,
    PersonFactory,
    PlanEntryFactory,
    PlanFactory,
    TargetFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import row_names, words
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office):
    return PlanFactory(office=office, name_en="The plan", short_name="PV", euro_rate=Decimal(100), places=20)


def add(plan, title: str = "", cost: int = 0, funded: int = 0, **values):
    titles = {"title_sq": title, "title_en": title} if title else {}
    measure = MeasureFactory(office=plan.office, cost=Decimal(cost), funded=Decimal(funded), **titles)
    return PlanEntryFactory(plan=plan, measure=measure, **values)


def url_of(plan, page: str = "detail", **kwargs) -> str:
    return reverse(f"plans:{page}", kwargs={"pk": plan.pk, **kwargs})


# The portfolio


def test_the_portfolio_says_in_numbers_what_the_plans_cost_and_counts_a_shared_measure_once(officer, plan):
    shared = add(plan, cost=5_000_000, funded=1_000_000)
    add(plan, cost=3, state=EntryState.LEFT_OUT)
    PlanEntryFactory(plan=PlanFactory(office=plan.office), measure=shared.measure)

    text = words(officer.get(reverse("plans:list")))

    assert "2 plans with 1 measure" in text
    assert "the gap is 4 000 000 ALL" in text
    assert "1 proposed, 1 left out" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["Second", "First"]),
        ({"q": "first"}, ["First"]),
        ({"kind": "npei"}, ["Second"]),
        ({"state": "adopted"}, ["First"]),
        ({"year": "2015"}, ["First"]),
        ({"sort": "name"}, ["First", "Second"]),
        ({"kind": "s'ka", "year": "s'ka", "office": "s'ka"}, ["Second", "First"]),
        ({"q": "s'ka"}, []),
    ],
    ids=str,
)
def test_the_portfolio_is_narrowed_and_ordered(officer, office, query, shown):
    PlanFactory(office=office, name_sq="A", name_en="First", year_from=2015, adopted=True)
    PlanFactory(office=office, name_sq="B", name_en="Second", kind=PlanKind.NPEI)

    page = officer.get(reverse("plans:list"), query)

    names = [name for name in ("Second", "First") if name in words(page)]
    assert [name.split(" ")[0].removesuffix("Open").removesuffix("National") for name in row_names(page)] == shown
    assert sorted(names) == sorted(shown)


@pytest.mark.parametrize("state", EntryState)
def test_every_state_of_a_measure_has_its_word_on_every_page(officer, plan, state):
    entry = add(plan, state=state)

    for url in (reverse("plans:list"), url_of(plan), reverse("plans:measure", args=[entry.measure_id])):
        assert officer.get(url).status_code == 200


def test_the_portfolio_is_narrowed_to_an_office(officer, plan):
    other = PlanFactory(adopted=True, name_en="Theirs")

    page = officer.get(reverse("plans:list"), {"office": other.office_id})

    assert len(row_names(page)) == 1
    assert "Theirs" in row_names(page)[0]


def test_what_another_office_prepares_is_in_nobody_elses_portfolio(officer, coordinator, plan):
    PlanFactory(name_en="Hidden one")

    assert "Hidden one" not in words(officer.get(reverse("plans:list")))
    assert "There is no plan yet" in words(coordinator.get(reverse("plans:list")))


def test_whoever_takes_part_is_led_from_the_portfolio_to_the_own_measures(officer, coordinator):
    assert reverse("plans:mine") in words(coordinator.get(reverse("plans:list")))
    assert reverse("plans:mine") not in words(officer.get(reverse("plans:list")))


@pytest.mark.parametrize("path", ["", "?sort=name", "?kind=ogp&year=2019"])
def test_the_portfolio_takes_the_same_queries_for_one_plan_and_for_three(officer, office, path):
    def with_plans(count: int) -> int:
        for _ in range(count):
            add(PlanFactory(office=office), cost=5)
        return queries_of(officer, reverse("plans:list") + path)

    assert with_plans(1) == with_plans(2) <= 11


# A plan


def test_a_plan_tells_its_facts_its_tree_and_its_measures(officer, plan):
    plan.body, plan.act = BodyFactory(name_en="Committee"), ActFactory(number="123")
    plan.previous = PlanFactory(name_en="The one before", adopted=True)
    plan.save()
    top = NodeFactory(plan=plan, code="1", title_en="Transparency", reference="AL0061")
    goal = NodeFactory(plan=plan, code="1.1", title_en="Open budgets", parent=top, kind=NodeKind.POLICY_GOAL)
    add(plan, "Citizens' budget", cost=1_000_000, funded=400_000, node=goal, code="1.1.1")

    page = officer.get(url_of(plan))
    text = words(page)

    assert faults_of(page.content.decode()) == []
    for said in ("Committee", "123", "The one before", "20 measures", "AL0061", "Policy goal", "1.1.1"):
        assert said in text
    assert "1 measure under 1 component" in text
    assert "about 10 000 EUR" in text
    assert [name.split(" Component")[0] for name in row_names(page)][2] == "Citizens' budget"


def test_a_component_says_through_which_bodies_it_is_led(officer, plan, institution):
    node = NodeFactory(plan=plan, code="4")
    group, committee = BodyFactory(short_name="GT Antikorrupsion"), BodyFactory(short_name="KN Antikorrupsion")
    NodePartyFactory(node=node, institution=institution, body=group)
    NodePartyFactory(node=node, institution=institution, body=committee, joined=Joined.AND_OR)

    for language, said in (
        ("en", "MD through GT Antikorrupsion and/or KN Antikorrupsion"),
        ("sq", "MD përmes GT Antikorrupsion dhe/ose KN Antikorrupsion"),
    ):
        officer.cookies["language"] = language
        html = officer.get(url_of(plan)).content.decode()
        cell = html.partition('data-label="' + ("Led by" if language == "en" else "Drejtohet nga"))[2]
        text = "".join(part.partition(">")[2] for part in cell.partition("</td>")[0].split("<"))
        assert " ".join(text.split()) == said


def test_whoever_narrows_the_measures_sees_the_list_alone_with_its_figures(officer, plan):
    add(plan, "With a gap", cost=500, code="1.1")
    add(plan, "Without", code="1.2")

    page = officer.get(url_of(plan), {"gap": "yes"})

    assert row_names(page) == ["With a gap"]
    assert "1 measure matches" in words(page)
    assert "Components and goals" not in words(page)


def test_costs_of_a_year_or_source_that_narrow_the_list_are_told(officer, plan):
    add(plan)

    text = words(officer.get(url_of(plan), {"cost_year": "2019", "source": "none"}))

    assert "Only measures with costs of: 2019, without a source." in text
    assert "No measure matches these filters" in text


def test_what_is_not_understood_narrows_nothing(officer, plan):
    add(plan, "The measure")

    page = officer.get(url_of(plan), {"component": "x", "lead": "-", "year": "x", "sort": "x", "page": "x"})

    assert "The measure" in row_names(page)


def test_an_empty_plan_says_what_comes_first(officer, plan):
    text = words(officer.get(url_of(plan)))

    assert "No measure is entered yet" in text
    assert "The plan has no components yet" in text


def test_a_plan_that_is_prepared_shows_a_coordinator_the_own_measures_alone(coordinator, institution, plan):
    own = add(plan, "Our measure", cost=7)
    MeasurePartyFactory(measure=own.measure, institution=institution)
    add(plan, "Another's measure", cost=900)

    page = coordinator.get(url_of(plan))
    text = words(page)

    assert "Our measure" in row_names(page)
    assert "Another" not in text
    assert "900" not in text
    assert "You see the measures in which your institution takes part" in text
    assert url_of(plan, "costs") not in text


def test_an_adopted_plan_is_seen_whole_by_everybody(coordinator):
    entry = add(PlanFactory(adopted=True), "A measure")

    page = coordinator.get(url_of(entry.plan))

    assert "A measure" in row_names(page)
    assert url_of(entry.plan, "costs") in words(page)


@pytest.mark.parametrize("path", ["", "?sort=-gap", "?q=masa&gap=yes&year=2019"])
def test_a_plan_takes_the_same_queries_for_one_measure_and_for_three(officer, plan, path):
    component = NodeFactory(plan=plan, code="1")

    def with_measures(count: int) -> int:
        for _ in range(count):
            entry = add(plan, cost=5, node=NodeFactory(plan=plan, parent=component))
            MeasurePartyFactory(measure=entry.measure)
            NodePartyFactory(node=entry.node)
        return queries_of(officer, url_of(plan) + path)

    assert with_measures(1) == with_measures(2) <= 14


# A component


def test_a_component_tells_who_stands_for_its_lead_and_what_is_below(officer, plan, institution):
    node = NodeFactory(plan=plan, code="1", title_en="Transparency", open_values=["access"], description_en="Why")
    below = NodeFactory(plan=plan, code="1.1", title_en="Budgets", parent=node)
    mandate = MandateFactory(person=PersonFactory(name="Arta Hoxha"), role=Role.REPRESENTATIVE, institution=institution)
    NodePartyFactory(node=node, institution=institution, representative=mandate)
    NodePartyFactory(node=node, role="contributing", institution=InstitutionFactory(name_en="Audit"))
    TargetFactory(indicator=IndicatorFactory(measure=None, node=node, name_en="Share", unit_en="%"), value=80)
    add(plan, "Of the goal", node=below)
    add(plan, "Of another", node=NodeFactory(plan=plan, code="2"))

    page = officer.get(url_of(plan, "node", node_pk=node.pk))
    text = words(page)

    assert faults_of(page.content.decode()) == []
    for said in ("Arta Hoxha", "Access to information", "Why", "Budgets", "Audit", "Share", "2019: 80"):
        assert said in text
    assert "Of the goal" in row_names(page)
    assert "Of another" not in text


def test_a_node_of_another_plan_is_no_page(officer, plan, office):
    other = NodeFactory(plan=PlanFactory(office=office))

    assert officer.get(url_of(plan, "node", node_pk=other.pk)).status_code == 404


def test_a_component_takes_the_same_queries_for_one_measure_and_for_three(officer, plan):
    node = NodeFactory(plan=plan, code="1")

    def with_measures(count: int) -> int:
        for _ in range(count):
            MeasurePartyFactory(measure=add(plan, node=NodeFactory(plan=plan, parent=node)).measure)
            TargetFactory(indicator=IndicatorFactory(measure=None, node=node))
        return queries_of(officer, url_of(plan, "node", node_pk=node.pk))

    assert with_measures(1) == with_measures(2) <= 16


# Costs


def test_who_sees_a_plan_in_part_is_not_shown_its_costs(coordinator, institution, plan):
    MeasurePartyFactory(measure=add(plan).measure, institution=institution)

    assert coordinator.get(url_of(plan, "costs")).status_code == 403
