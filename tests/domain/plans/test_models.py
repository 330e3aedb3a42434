"""What the database refuses of plans."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.plans.enums import AlignmentKind, CommitmentState, FundingSource, Outcome, PlanState
from sekretariat.domain.plans.models import (
    Alignment,
    Commitment,
    PlanEntry,
    PlanLetter,
    Score,
    Validation,
    code_key,
    in_lek,
)
from sekretariat.domain.plans.models import Edition as EditionRow
from tests.factories import (
    ActFactory,
    BodyFactory,
    CalendarStepFactory,
    CostLineFactory,
    CriteriaSheetFactory,
    IndicatorFactory,
    InstitutionFactory,
    LetterFactory,
    MeasureFactory,
    MeasurePartyFactory,
    NodeFactory,
    NodePartyFactory,
    PlanCalendarFactory,
    PlanEntryFactory,
    PlanFactory,
    TargetFactory,
)

DAY = datetime.date(2018, 6, 25)

pytestmark = pytest.mark.django_db


def refused(make, **fields):
    with pytest.raises(IntegrityError):
        make(**fields)


def test_codes_are_put_in_order_by_their_numbers():
    assert sorted(["C1.10", "C1.9", "C1.1", "C10", "C2"], key=code_key) == ["C1.1", "C1.9", "C1.10", "C2", "C10"]


@given(st.integers(0, 999_999_999), st.integers(0, 999_999_999))
def test_the_order_of_codes_is_that_of_their_numbers_however_long(first, second):
    assert (code_key(f"1.{first}") < code_key(f"1.{second}")) == (first < second)


@pytest.mark.parametrize(
    "fields",
    [
        {"year_from": 2020, "year_to": 2018},
        {"year_from": 1900},
        {"euro_rate": 0},
        {"state": PlanState.ADOPTED, "adoption_on": None},
    ],
)
def test_a_plan_that_cannot_be_is_refused(fields):
    refused(PlanFactory, **fields)


def test_a_plan_is_entered_once_by_its_office():
    plan = PlanFactory()

    refused(PlanFactory, name_sq=plan.name_sq, office=plan.office)


def test_the_top_node_is_the_component_of_all_below_it():
    component = NodeFactory()
    goal = NodeFactory(plan=component.plan, parent=component)
    objective = NodeFactory(plan=component.plan, parent=goal)

    entry = PlanEntryFactory(plan=component.plan, node=objective)

    assert (goal.component, objective.component, entry.component) == (component, component, component)
    assert component.component is None


def test_one_leads_through_two_bodies_but_not_twice_through_one():
    lead, first, second = InstitutionFactory(), BodyFactory(), BodyFactory()
    node = NodeFactory()
    NodePartyFactory(node=node, institution=lead, body=first)
    NodePartyFactory(node=node, institution=lead, body=second)

    refused(NodePartyFactory, node=node, institution=lead, body=first)


def test_one_leads_without_a_body_once():
    party = NodePartyFactory()

    refused(NodePartyFactory, node=party.node, institution=party.institution)


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": datetime.date(2020, 1, 1), "due_on": datetime.date(2019, 1, 1)},
        {"title_sq": ""},
        {"cost": 1, "funded": 2},
    ],
)
def test_a_measure_that_cannot_be_is_refused(fields):
    refused(MeasureFactory, **fields)


def test_a_measure_stands_once_in_a_plan_and_in_many_plans():
    entry = PlanEntryFactory()
    PlanEntryFactory(measure=entry.measure)

    refused(PlanEntryFactory, plan=entry.plan, measure=entry.measure)


def test_codes_are_labels_and_may_repeat():
    entry = PlanEntryFactory(code="1.1")

    assert PlanEntryFactory(plan=entry.plan, code="1.1").pk


def test_an_institution_is_party_to_a_measure_once():
    party = MeasurePartyFactory()

    refused(MeasurePartyFactory, measure=party.measure, institution=party.institution)


def test_a_plan_entry_is_kept_while_it_has_validations():
    assert PlanEntry._meta.get_field("plan").remote_field.on_delete.__name__ == "PROTECT"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": AlignmentKind.NODE},
        {"kind": AlignmentKind.SDG},
        {"kind": AlignmentKind.ARTICLE},
        {"kind": AlignmentKind.SDG, "sdg": "16", "article": "3"},
    ],
)
def test_an_alignment_names_what_it_says(fields):
    refused(Alignment.objects.create, measure=MeasureFactory(), **fields)


@pytest.mark.parametrize("kind", AlignmentKind)
def test_an_alignment_is_entered_once(kind):
    fields = {
        AlignmentKind.NODE: {"node": NodeFactory()},
        AlignmentKind.SDG: {"sdg": "16.6"},
        AlignmentKind.ARTICLE: {"act": ActFactory(), "article": "3"},
    }[kind]
    first = Alignment.objects.create(measure=MeasureFactory(), kind=kind, **fields)

    refused(Alignment.objects.create, measure=first.measure, kind=kind, **fields)


def test_an_indicator_belongs_to_a_measure_or_to_a_node():
    refused(IndicatorFactory, measure=None)


@pytest.mark.parametrize("fields", [{"baseline": 5}, {"baseline_year": 2017}, {"baseline": 5, "baseline_year": 17}])
def test_a_baseline_has_its_year(fields):
    refused(IndicatorFactory, **fields)


def test_an_indicator_without_a_baseline_is_saved():
    assert IndicatorFactory().baseline is None


def test_a_year_has_one_target():
    target = TargetFactory()

    refused(TargetFactory, indicator=target.indicator, year=target.year)


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": -1},
        {"rate": 0},
        {"year": 18},
        {"source": "", "is_secured": True},
        {"currency": "ALL", "rate": 2},
    ],
)
def test_a_cost_line_that_cannot_be_is_refused(fields):
    refused(CostLineFactory, **fields)


def test_only_a_donor_or_a_loan_names_a_donor():
    refused(CostLineFactory, donor=InstitutionFactory(), source=FundingSource.STATE_BUDGET)


def test_an_amount_in_euro_is_kept_in_lek_by_its_own_rate():
    line = CostLineFactory(amount=Decimal("1000.50"), currency="EUR", rate=Decimal("123.4567"))

    assert line.lek == Decimal("123518.43")


@given(st.decimals(0, 10_000_000, places=2))
def test_lek_are_themselves(amount):
    assert in_lek(amount, Decimal(1)) == amount


@pytest.mark.parametrize(
    "fields",
    [
        {"weight_strategic": 50},
        {"conformity_nsdi": 60},
        {"maturity_costed": 50},
        {"strategic_max": 0},
    ],
)
def test_weights_that_do_not_add_up_are_refused(fields):
    refused(CriteriaSheetFactory, **fields)


def test_a_version_of_the_sheet_is_there_once():
    sheet = CriteriaSheetFactory()

    refused(CriteriaSheetFactory, plan=sheet.plan, version=sheet.version)


def test_strategic_weight_has_a_reason():
    sheet = CriteriaSheetFactory()

    refused(Score.objects.create, sheet=sheet, entry=PlanEntryFactory(plan=sheet.plan), strategic_points=3)


def test_a_plan_has_one_frame_and_a_component_one_calendar():
    frame = PlanCalendarFactory()
    of_node = PlanCalendarFactory(plan=frame.plan, node=NodeFactory(plan=frame.plan))

    refused(PlanCalendarFactory, plan=frame.plan, node=of_node.node)


def test_a_plan_has_one_frame():
    frame = PlanCalendarFactory()

    refused(PlanCalendarFactory, plan=frame.plan)


def test_a_calendar_that_came_has_its_day():
    refused(PlanCalendarFactory, node=NodeFactory(), state="received")


@pytest.mark.parametrize("fields", [{"starts_on": datetime.date(2018, 9, 1)}])
def test_a_step_does_not_end_before_it_begins(fields):
    refused(CalendarStepFactory, **fields)


def test_a_step_that_follows_another_says_by_how_many_days():
    step = CalendarStepFactory()

    refused(CalendarStepFactory, calendar=step.calendar, after=step)


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.LEFT_OUT])
def test_what_a_body_returns_has_a_reason(outcome):
    refused(
        Validation.objects.create, entry=PlanEntryFactory(), outcome=outcome, body_sq="Grupi tematik", decided_on=DAY
    )


def test_who_does_not_commit_says_why():
    refused(
        Commitment.objects.create,
        measure=MeasureFactory(),
        institution=InstitutionFactory(),
        state=CommitmentState.DECLINED,
        answer_id=1,
        on=DAY,
    )


def test_a_letter_asks_one_thing_for_a_plan_once():
    plan, letter = PlanFactory(), LetterFactory()
    PlanLetter.objects.create(plan=plan, letter=letter, purpose="completeness")

    refused(PlanLetter.objects.create, plan=plan, letter=letter, purpose="completeness")


def test_versions_of_a_plan_are_numbered():
    assert {"plan", "sequence"} <= set(EditionRow._meta.constraints[0].fields)
