"""A body's decision on a plan's entries: the gate stops what is incomplete, and nothing is half saved."""

import datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sekretariat.domain.plans.enums import EntryState, Outcome
from sekretariat.domain.plans.errors import EntriesRefused
from sekretariat.domain.plans.models import Measure, PlanEntry, Validation
from sekretariat.domain.plans.services import BodyDecision, Verdict, validate_entries
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import PlanEntryFactory, PlanFactory, clerk, officer
from tests.factories.complete import complete_entry

ON = datetime.date(2018, 7, 20)
DECISION = BodyDecision(
    body_sq="GT Antikorrupsion",
    body_en="Thematic Group Anticorruption",
    decided_on=datetime.date(2018, 7, 19),
    number="3",
    text="Masat u validuan.",
)


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def by(plan):
    return officer(plan.office)


def decide(plan, by, *verdicts, decision=DECISION):
    return validate_entries(
        plan=plan,
        decision=decision,
        verdicts=[Verdict(entry=entry, outcome=outcome, reason=reason) for entry, outcome, reason in verdicts],
        by=by,
        on=ON,
    )


def test_one_decision_validates_returns_and_leaves_out(plan, by):
    good, back, out = complete_entry(plan), PlanEntryFactory(plan=plan), PlanEntryFactory(plan=plan)

    decide(
        plan,
        by,
        (good, Outcome.VALIDATED, ""),
        (back, Outcome.RETURNED, "Pa  kosto"),
        (out, Outcome.LEFT_OUT, "Jashtë fushës"),
    )

    states = dict(PlanEntry.objects.values_list("pk", "state"))
    assert [states[entry.pk] for entry in (good, back, out)] == [
        EntryState.VALIDATED,
        EntryState.RETURNED,
        EntryState.LEFT_OUT,
    ]
    row = back.validations.get()
    assert (row.body_sq, row.body_en, row.decided_on, row.number, row.text, row.outcome, row.reason) == (
        "GT Antikorrupsion",
        "Thematic Group Anticorruption",
        datetime.date(2018, 7, 19),
        "3",
        "Masat u validuan.",
        Outcome.RETURNED,
        "Pa kosto",
    )


def test_a_decision_stands_in_the_history_of_the_plan_and_of_each_measure(plan, by):
    good, back = complete_entry(plan), PlanEntryFactory(plan=plan, code="2.4")

    decide(plan, by, (good, Outcome.VALIDATED, ""), (back, Outcome.RETURNED, "Pa kosto"))

    head, *details = Event.objects.order_by("pk")
    assert (head.what, head.data["validated"], head.data["returned"]) == ("plan.decided_on", 1, 1)
    assert [(one.what, one.target_key) for one in details] == [
        ("measure.validated", str(good.measure_id)),
        ("measure.returned", str(back.measure_id)),
    ]
    assert details[1].data["code"] == "2.4"


def test_what_is_incomplete_cannot_be_validated_and_everything_that_lacks_is_named_at_once(plan, by):
    good = complete_entry(plan)
    bare = PlanEntryFactory(plan=plan, code="2.1")
    late = complete_entry(plan, code="2.2")
    Measure.objects.filter(pk=late.measure_id).update(due_on=datetime.date(2021, 6, 30))
    silent = PlanEntryFactory(plan=plan, code="2.3")

    with override("en"), pytest.raises(EntriesRefused) as refused:
        decide(
            plan,
            by,
            (good, Outcome.VALIDATED, ""),
            (bare, Outcome.VALIDATED, ""),
            (late, Outcome.VALIDATED, ""),
            (silent, Outcome.RETURNED, ""),
        )

    problems = {key: (error.field, str(error)) for key, error in refused.value.problems.items()}
    assert problems == {
        bare.pk: ("outcome", "no lead institution; no cost; no indicator"),
        late.pk: ("outcome", "the deadline 30.06.2021 lies outside the years of the plan, 2018–2020"),
        silent.pk: ("reason", "Say why the measure is returned or left out."),
    }
    assert f"2.1 {bare.measure.title_en}: no lead institution; no cost; no indicator." in str(refused.value)
    assert not Validation.objects.exists()
    assert not Event.objects.exists()
    assert set(PlanEntry.objects.values_list("state", flat=True)) == {EntryState.PROPOSED}


def test_an_incomplete_measure_can_be_returned_and_left_out(plan, by):
    bare = PlanEntryFactory(plan=plan)

    decide(plan, by, (bare, Outcome.RETURNED, "Pa kosto"))
    decide(plan, by, (bare, Outcome.LEFT_OUT, "Ende pa kosto"))

    assert list(bare.validations.values_list("outcome", flat=True)) == [Outcome.RETURNED, Outcome.LEFT_OUT]


def test_a_decision_of_a_day_to_come_is_refused(plan, by):
    future = BodyDecision(body_sq="GT", decided_on=datetime.date(2018, 7, 21))

    with pytest.raises(DomainError) as refused:
        decide(plan, by, (complete_entry(plan), Outcome.VALIDATED, ""), decision=future)

    assert refused.value.field == "decided_on"


def test_a_decision_over_nothing_is_refused(plan, by):
    with pytest.raises(DomainError):
        decide(plan, by)


def test_an_entry_of_another_plan_and_an_outcome_that_is_none_are_refused(plan, by):
    stranger, entry = complete_entry(PlanFactory()), complete_entry(plan)

    with pytest.raises(EntriesRefused) as refused:
        decide(plan, by, (stranger, Outcome.VALIDATED, ""), (entry, "praised", ""))

    assert {key: error.field for key, error in refused.value.problems.items()} == {
        stranger.pk: None,
        entry.pk: "outcome",
    }


def test_only_the_plans_secretariat_records_decisions(plan):
    entry = complete_entry(plan)

    for other in (clerk(plan.office), officer(PlanFactory().office)):
        with pytest.raises(NotAllowed):
            decide(plan, other, (entry, Outcome.VALIDATED, ""))


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.LEFT_OUT])
def test_a_return_without_a_reason_is_refused_by_the_database(plan, outcome):
    with pytest.raises(IntegrityError):
        Validation.objects.create(
            entry=PlanEntryFactory(plan=plan), outcome=outcome, body_sq="GT", decided_on=ON, reason=""
        )


def test_a_decision_takes_the_same_queries_over_one_and_over_many(plan, by):
    def queries(count: int) -> int:
        verdicts = [(complete_entry(plan), Outcome.VALIDATED, "") for _ in range(count)]
        with CaptureQueriesContext(connection) as captured:
            decide(plan, by, *verdicts)
        return len(captured)

    queries(1)

    assert queries(3) == queries(1)
