"""The page of a measure, of an indicator, of the costs of a plan, and the institution's own view."""

import datetime
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.plans.enums import AlignmentKind, CommitmentState, Goal, Outcome, PartyRole
from sekretariat.domain.plans.models import Alignment, Commitment, TargetChange, Validation
from sekretariat.domain.plans.queries import is_lowered
from sekretariat.ground.actors import Channel
from tests.factories import (
    BodyFactory,
    CostLineFactory,
    IndicatorFactory,
    InstitutionFactory,
    MeasureFactory,
    MeasurePartyFactory,
    MilestoneFactory,
    NodeFactory,
    ObligationFactory,
    PlanEntryFactory,
    PlanFactory,
    TargetFactory,
)
from tests.web.html import faults_of
from tests.web.letters.conftest import row_names, words
from tests.web.queries import queries_of

ON = datetime.date(2018, 7, 20)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(office):
    return PlanFactory(office=office, name_en="The plan", short_name="PV")


@pytest.fixture
def entry(plan):
    return PlanEntryFactory(plan=plan, code="1.1", measure__title_en="The measure")


def page_of(client, measure):
    return client.get(reverse("plans:measure", args=[measure.pk]))


def cost(measure, **values):
    line = CostLineFactory(measure=measure, **values)
    lines = list(measure.cost_lines.all())
    measure.cost, measure.funded = sum(one.lek for one in lines), sum(one.lek for one in lines if one.is_secured)
    measure.save()
    return line


def fact(page, label: str) -> str:
    """The words beside a label, without markup."""
    html = page.content.decode().partition(f"<dt>{label}</dt>")[2].partition("</dd>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# A measure


def test_a_measure_tells_all_that_belongs_to_it(officer, entry):
    measure = entry.measure
    MilestoneFactory(measure=measure, title_en="First step", due_precision="quarter")
    TargetFactory(indicator=IndicatorFactory(measure=measure, name_en="Share"), value=Decimal("82.5"))
    cost(measure, year=2019, amount=1000)
    cost(measure, year=2019, amount=Decimal(10), currency="EUR", rate=Decimal(120), source="", is_secured=False)
    Alignment.objects.create(measure=measure, kind=AlignmentKind.SDG, sdg="16.6")

    page = page_of(officer, measure)
    text = words(page)

    assert faults_of(page.content.decode()) == []
    for said in ("Q2", "First step", "Share", "82,5", "Sustainable Development Goal 16.6", "All of 2019"):
        assert said in text
    assert "not set" in text.partition("Share")[2]
    assert [name for name in row_names(page) if name.startswith("2019")] == [
        "2019 · State budget",
        "2019 · without a source10 EUR, 120 ALL for one euro",
    ]


def test_the_parties_stand_apart_by_what_they_are(officer, entry, institution):
    measure = entry.measure
    MeasurePartyFactory(measure=measure, institution=institution, body=BodyFactory(short_name="GT"))
    kinds = {InstitutionKind.MINISTRY: "Finance", InstitutionKind.CSO: "Partners", InstitutionKind.DONOR: "Bank"}
    for kind, name in kinds.items():
        party = InstitutionFactory(kind=kind, name_en=name)
        MeasurePartyFactory(measure=measure, role=PartyRole.CONTRIBUTING, institution=party)

    page = page_of(officer, measure)

    assert fact(page, "Lead institution") == "Ministry of Justice through GT commitment not confirmed yet"
    assert fact(page, "State institutions that contribute") == "Finance"
    assert fact(page, "Civil society") == "Partners"
    assert fact(page, "Donors and partners") == "Bank"


def test_a_commitment_is_told_with_the_paper_behind_it(officer, entry, institution):
    MeasurePartyFactory(measure=entry.measure, institution=institution)
    answer = Answer.objects.create(
        institution=institution, channel=Channel.PAPER, received_on=ON, letter_number="77/1", letter_on=ON
    )
    Commitment.objects.create(
        measure=entry.measure, institution=institution, state=CommitmentState.CONFIRMED, answer=answer, on=ON
    )

    said = fact(page_of(officer, entry.measure), "Lead institution")

    assert said == "Ministry of Justice Confirmed answered on 20.07.2018, letter no. 77/1, 20.07.2018"


def test_a_measure_of_several_plans_shows_each_code_as_far_as_the_reader_sees(officer, entry, coordinator, institution):
    measure = entry.measure
    PlanEntryFactory(measure=measure, code="III.4", plan=PlanFactory(name_en="Strategy", adopted=True))
    PlanEntryFactory(measure=measure, code="9.9", plan=PlanFactory(name_en="Hidden one"))
    Validation.objects.create(entry=entry, outcome=Outcome.RETURNED, reason="no source", body_sq="GT", decided_on=ON)

    own, others = words(page_of(officer, measure)), words(page_of(coordinator, measure))

    assert "It stands in 2 plans" in own
    assert "III.4" in own
    assert "no source" in own
    assert "Hidden one" not in own
    assert "It stands in one plan" in others
    assert "III.4" in others
    assert "no source" not in others


def test_a_goal_of_a_plan_that_is_not_seen_is_told_without_its_words(officer, entry):
    hidden = NodeFactory(plan=PlanFactory(), title_sq="E fshehtë", title_en="Hidden")
    seen = NodeFactory(plan=PlanFactory(adopted=True), title_en="Shown")
    for node in (hidden, seen):
        Alignment.objects.create(measure=entry.measure, kind=AlignmentKind.NODE, node=node)

    text = words(page_of(officer, entry.measure))

    assert "Shown" in text
    assert "Hidden" not in text
    assert "A goal of a plan that is not shown to you" in text


def test_a_measure_without_anything_says_what_is_not_there(officer, office):
    text = words(page_of(officer, MeasureFactory(office=office, due_on=None)))

    for said in ("It stands in no plan", "not costed yet", "nobody leads it", "No milestone is set", "No indicator"):
        assert said in text


def test_a_measure_takes_the_same_queries_however_much_it_holds(officer, entry):
    measure = entry.measure

    def with_more(count: int) -> int:
        for _ in range(count):
            MeasurePartyFactory(measure=measure)
            MilestoneFactory(measure=measure)
            TargetFactory(indicator=IndicatorFactory(measure=measure))
            CostLineFactory(measure=measure)
            other = PlanEntryFactory(measure=measure, plan=PlanFactory(adopted=True))
            Alignment.objects.create(measure=measure, kind=AlignmentKind.NODE, node=other.node)
            Validation.objects.create(entry=other, outcome=Outcome.VALIDATED, body_sq="GT", decided_on=ON)
        return queries_of(officer, reverse("plans:measure", args=[measure.pk]))

    assert with_more(1) == with_more(2) <= 15


def test_for_what_a_measure_does_not_have_nothing_is_asked(officer, entry):
    assert queries_of(officer, reverse("plans:measure", args=[entry.measure_id])) <= 11


# An indicator


@pytest.mark.parametrize(
    ("old", "new", "goal", "lowered"),
    [
        (80, 60, Goal.UP, True),
        (60, 80, Goal.UP, False),
        (80, 60, Goal.DOWN, False),
        (60, 80, Goal.DOWN, True),
        (80, None, Goal.UP, True),
        (None, 80, Goal.UP, False),
        (80, 80, Goal.UP, False),
    ],
)
def test_a_target_is_lowered_when_less_is_to_be_reached(old, new, goal, lowered):
    assert is_lowered(old, new, goal) == lowered


def test_a_target_lowered_without_a_decision_is_shown_in_red_to_the_secretariat_alone(
    officer, coordinator, institution, entry
):
    MeasurePartyFactory(measure=entry.measure, institution=institution)
    indicator = IndicatorFactory(measure=entry.measure, name_en="Share")
    TargetChange.objects.create(indicator=indicator, year=2019, old=80, new=60, on=ON)
    TargetChange.objects.create(
        indicator=indicator, year=2020, old=90, new=70, on=ON, decided_by="GT", decision_on=ON, decision_number="4"
    )
    url = reverse("plans:indicator", args=[indicator.pk])

    own, others = officer.get(url), coordinator.get(url)

    assert faults_of(own.content.decode()) == []
    assert "1 target was lowered without a decision" in words(own)
    assert "decided by GT on 20.07.2018, decision no. 4" in words(own)
    assert "lowered without a decision" not in words(others)


def test_a_baseline_that_is_not_set_is_said(officer, entry):
    indicator = IndicatorFactory(measure=entry.measure)

    assert "The baseline is not set" in words(officer.get(reverse("plans:indicator", args=[indicator.pk])))


def test_an_indicator_of_a_component_leads_to_it(officer, plan):
    indicator = IndicatorFactory(measure=None, node=NodeFactory(plan=plan, title_en="Transparency"))

    assert "Transparency" in words(officer.get(reverse("plans:indicator", args=[indicator.pk])))


def test_an_indicator_of_what_is_not_seen_is_no_page(officer):
    hidden = IndicatorFactory(measure=None, node=NodeFactory())

    assert officer.get(reverse("plans:indicator", args=[hidden.pk])).status_code == 404


# The costs of a plan


def test_costs_stand_by_year_and_source_and_lead_to_the_measures_behind_them(officer, plan, entry):
    cost(entry.measure, year=2019, amount=1_000_000)
    cost(entry.measure, year=2019, amount=500_000, source="", is_secured=False)
    url = reverse("plans:costs", args=[plan.pk])

    page = officer.get(url)
    html = page.content.decode()

    assert faults_of(html) == []
    assert "of 500" not in words(page)
    behind = set(re.findall(r'href="([^"]*cost_year=2019[^"]*)"', html))
    assert behind
    for href in behind:
        assert "The measure" in row_names(officer.get(href.replace("&amp;", "&")))


def test_costs_are_shown_in_euro_where_the_plan_has_a_rate(officer, plan, entry):
    cost(entry.measure, year=2019, amount=1_000_000)
    url = reverse("plans:costs", args=[plan.pk])
    assert "Show in euro" not in words(officer.get(url))
    plan.euro_rate = Decimal(125)
    plan.save()

    text = words(officer.get(url, {"currency": "eur"}))

    assert "The plan costs 8 000 EUR" in text
    assert "Show in lekë" in text


def test_a_plan_without_costs_says_where_they_are_entered(officer, plan):
    assert "No measure of the plan is costed yet" in words(officer.get(reverse("plans:costs", args=[plan.pk])))


def test_costs_take_the_same_queries_for_one_measure_and_for_three(officer, plan):
    def with_measures(count: int) -> int:
        for _ in range(count):
            MeasurePartyFactory(measure=CostLineFactory(measure=PlanEntryFactory(plan=plan).measure).measure)
        return queries_of(officer, reverse("plans:costs", args=[plan.pk]))

    assert with_measures(1) == with_measures(2) <= 10


# The institution's own view


def test_an_institution_sees_what_it_leads_and_contributes_to_and_what_is_asked(coordinator, institution, plan):
    led, part = PlanEntryFactory(plan=plan, code="1.1"), PlanEntryFactory(plan=plan, code="1.2")
    MeasurePartyFactory(measure=led.measure, institution=institution)
    MeasurePartyFactory(measure=part.measure, institution=institution, role=PartyRole.CONTRIBUTING)
    cost(led.measure, amount=700, is_secured=False)
    PlanEntryFactory(plan=plan, measure__title_en="Another's")
    ObligationFactory(institution=institution, ask_en="Send the calendar")

    page = coordinator.get(reverse("plans:mine"))
    text = words(page)

    assert faults_of(page.content.decode()) == []
    assert "leads 1 measure and contributes to 1 measure" in text
    assert "700 ALL is missing" in text
    assert "What is missing" in text
    assert "1 duty waits for your answer" in text
    assert len(row_names(page)) == 3
    assert "Another" not in text


@pytest.mark.parametrize(
    ("query", "count"),
    [({"role": "lead"}, 1), ({"role": "contributing"}, 0), ({"gap": "yes"}, 0), ({"q": "s'ka"}, 0), ({"plan": "x"}, 1)],
    ids=str,
)
def test_the_own_view_is_narrowed(coordinator, institution, entry, query, count):
    MeasurePartyFactory(measure=entry.measure, institution=institution)

    assert len(row_names(coordinator.get(reverse("plans:mine"), query))) == count


def test_whoever_takes_part_in_nothing_is_told_so(coordinator):
    assert "Your institution takes part in no measure yet" in words(coordinator.get(reverse("plans:mine")))


def test_the_own_view_takes_the_same_queries_for_one_measure_and_for_three(coordinator, institution):
    def with_measures(count: int) -> int:
        for _ in range(count):
            MeasurePartyFactory(measure=PlanEntryFactory().measure, institution=institution)
            ObligationFactory(institution=institution)
        return queries_of(coordinator, reverse("plans:mine"))

    assert with_measures(1) == with_measures(2) <= 31
