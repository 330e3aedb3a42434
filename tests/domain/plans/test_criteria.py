"""The criteria sheet: versions, what is assessed, the ranking, and that it comes out the same again."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sekretariat.domain.plans.enums import AlignmentKind, EntryState, PlanKind
from sekretariat.domain.plans.errors import EntriesRefused
from sekretariat.domain.plans.models import Alignment, CostLine, CriteriaSheet, PlanEntry, Score
from sekretariat.domain.plans.queries import (
    changed_since_run,
    grounds_of,
    last_sheet,
    ranking_of,
    rerun,
    verify_sheet,
)
from sekretariat.domain.plans.services import Assessment, Weights, assess, close_sheet, make_sheet, run_sheet
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import CriteriaSheetFactory, NodeFactory, PlanEntryFactory, PlanFactory, clerk, officer
from tests.factories.complete import costed

ON = datetime.date(2018, 6, 25)


@pytest.fixture
def plan(db):
    return PlanFactory()


@pytest.fixture
def by(plan):
    return officer(plan.office)


def strategy(kind=PlanKind.STRATEGY, *, adopted=True):
    return PlanFactory(kind=kind, adopted=adopted)


def serves(measure, node):
    return Alignment.objects.create(measure=measure, kind=AlignmentKind.NODE, node=node)


def test_two_sheets_of_one_version_are_refused_by_the_database(plan):
    CriteriaSheetFactory(plan=plan, version=1)

    with pytest.raises(IntegrityError):
        CriteriaSheetFactory(plan=plan, version=1)


@pytest.mark.parametrize(
    "wrong", [{"weight_strategic": 41}, {"conformity_nsdi": 49}, {"maturity_funded": 50}, {"strategic_max": 0}]
)
def test_weights_that_do_not_add_up_are_refused_by_the_database(plan, wrong):
    with pytest.raises(IntegrityError):
        CriteriaSheetFactory(plan=plan, **wrong)


def test_an_entry_is_scored_once_on_a_sheet(plan):
    entry, sheet = PlanEntryFactory(plan=plan), CriteriaSheetFactory(plan=plan)
    Score.objects.create(sheet=sheet, entry=entry)

    with pytest.raises(IntegrityError):
        Score.objects.create(sheet=sheet, entry=entry)


def test_points_without_a_reason_are_refused_by_the_database(plan):
    with pytest.raises(IntegrityError):
        Score.objects.create(
            sheet=CriteriaSheetFactory(plan=plan), entry=PlanEntryFactory(plan=plan), strategic_points=3
        )


def test_a_sheet_is_made_with_every_proposal_ranked(plan, by):
    dear, cheap = PlanEntryFactory(plan=plan), PlanEntryFactory(plan=plan)
    costed(cheap.measure)

    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    assert (sheet.version, sheet.made_on) == (1, ON)
    assert list(sheet.scores.values_list("entry", "rank", "maturity")) == [
        (cheap.pk, 1, Decimal(100)),
        (dear.pk, 2, Decimal(0)),
    ]
    assert Event.objects.get(what="plan.sheet_made").data["version"] == 1


def test_weights_that_do_not_add_up_are_told(plan, by):
    with override("en"), pytest.raises(DomainError, match="add up to 100"):
        make_sheet(plan=plan, weights=Weights(weight_strategic=50), by=by, on=ON)


def test_only_the_plans_secretariat_keeps_its_criteria(plan, by):
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    for other in (officer(PlanFactory().office), clerk(plan.office)):
        for attempt in (
            lambda who=other: make_sheet(plan=plan, weights=Weights(), by=who, on=ON),
            lambda who=other: assess(sheet=sheet, assessments=[], by=who, on=ON),
            lambda who=other: run_sheet(sheet=sheet, by=who, on=ON),
            lambda who=other: close_sheet(sheet=sheet, by=who, on=ON),
        ):
            with pytest.raises(NotAllowed):
                attempt()


def test_conformity_is_taken_from_alignments_and_from_entries_in_other_plans(plan, by):
    by_goal, by_entry, both, none = PlanEntryFactory.create_batch(4, plan=plan)
    nsdi, sector = strategy(PlanKind.NSDI), strategy()
    serves(by_goal.measure, NodeFactory(plan=nsdi))
    PlanEntryFactory(plan=sector, measure=by_entry.measure)
    serves(both.measure, NodeFactory(plan=nsdi))
    PlanEntryFactory(plan=sector, measure=both.measure, code="C.4")
    serves(none.measure, NodeFactory(plan=plan))

    sheet = make_sheet(plan=plan, weights=Weights(conformity_nsdi=70, conformity_sector=30), by=by, on=ON)

    found = dict(sheet.scores.values_list("entry", "conformity"))
    assert [found[entry.pk] for entry in (by_goal, by_entry, both, none)] == [70, 30, 100, 0]
    accords = grounds_of(plan)[both.pk].accords
    assert [(one.is_nsdi, one.is_entry) for one in accords] == [(True, False), (False, True)]
    assert accords[1].code == "C.4"


def test_a_strategy_that_is_being_prepared_one_that_sent_it_back_and_an_earlier_ogp_plan_give_no_accord(plan):
    entry = PlanEntryFactory(plan=plan)
    serves(entry.measure, NodeFactory(plan=strategy(adopted=False)))
    PlanEntryFactory(plan=strategy(), measure=entry.measure, state=EntryState.RETURNED)
    PlanEntryFactory(plan=strategy(PlanKind.OGP), measure=entry.measure)

    assert grounds_of(plan)[entry.pk].accords == ()


def test_assessing_ranks_anew_and_keeps_the_reason(plan, by):
    first, second = PlanEntryFactory.create_batch(2, plan=plan)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    assess(
        sheet=sheet,
        assessments=[
            Assessment(entry=second, points=4, reason="  Lidhet me   integrimin "),
            Assessment(entry=first, points=1, reason="Pak ndikim"),
        ],
        by=by,
        on=ON,
    )

    assert list(sheet.scores.values_list("entry", "strategic_points", "strategic_reason", "strategic")) == [
        (second.pk, 4, "Lidhet me integrimin", Decimal(80)),
        (first.pk, 1, "Pak ndikim", Decimal(20)),
    ]
    assert Event.objects.get(what="plan.assessed").data["points"] == {str(second.pk): 4, str(first.pk): 1}


def test_an_assessment_can_be_taken_back(plan, by):
    entry = PlanEntryFactory(plan=plan)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    assess(sheet=sheet, assessments=[Assessment(entry=entry, points=4, reason="Po")], by=by, on=ON)

    assess(sheet=sheet, assessments=[Assessment(entry=entry, points=None, reason="Po")], by=by, on=ON)

    row = sheet.scores.get()
    assert (row.strategic_points, row.strategic_reason, row.total) == (None, "", 0)


def test_every_faulty_assessment_is_told_and_nothing_is_saved(plan, by):
    good, high, bare, stranger = (*PlanEntryFactory.create_batch(3, plan=plan), PlanEntryFactory())
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    with pytest.raises(EntriesRefused) as refused:
        assess(
            sheet=sheet,
            assessments=[
                Assessment(entry=good, points=3, reason="Po"),
                Assessment(entry=high, points=6, reason="Shumë"),
                Assessment(entry=bare, points=3),
                Assessment(entry=stranger, points=3, reason="Po"),
            ],
            by=by,
            on=ON,
        )

    assert {key: error.field for key, error in refused.value.problems.items()} == {
        high.pk: "points",
        bare.pk: "reason",
        stranger.pk: None,
    }
    assert not sheet.scores.exclude(strategic_points=None).exists()


def test_a_reason_that_is_too_long_is_told(plan, by):
    entry = PlanEntryFactory(plan=plan)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    with pytest.raises(EntriesRefused) as refused:
        assess(sheet=sheet, assessments=[Assessment(entry=entry, points=3, reason="a" * 501)], by=by, on=ON)

    assert refused.value.problems[entry.pk].field == "reason"


def test_a_closed_sheet_cannot_be_changed(plan, by):
    entry = PlanEntryFactory(plan=plan)
    sheet = close_sheet(sheet=make_sheet(plan=plan, weights=Weights(), by=by, on=ON), by=by, on=ON)

    for attempt in (
        lambda: assess(sheet=sheet, assessments=[Assessment(entry=entry, points=1, reason="Po")], by=by, on=ON),
        lambda: run_sheet(sheet=sheet, by=by, on=ON),
        lambda: close_sheet(sheet=sheet, by=by, on=ON),
    ):
        with override("en"), pytest.raises(DomainError, match="closed"):
            attempt()


def test_a_new_version_closes_the_one_before_and_takes_its_assessments_over(plan, by):
    entry = PlanEntryFactory(plan=plan)
    first = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    assess(sheet=first, assessments=[Assessment(entry=entry, points=4, reason="Po")], by=by, on=ON)

    second = make_sheet(
        plan=plan, weights=Weights(weight_strategic=50, weight_conformity=20), by=by, on=datetime.date(2018, 7, 1)
    )

    first.refresh_from_db()
    assert first.closed_on == datetime.date(2018, 7, 1)
    assert last_sheet(plan) == second
    assert second.scores.get().strategic_reason == "Po"
    assert (first.scores.get().total, second.scores.get().total) == (Decimal(32), Decimal(40))


def test_another_scale_takes_no_assessment_over(plan, by):
    entry = PlanEntryFactory(plan=plan)
    first = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    assess(sheet=first, assessments=[Assessment(entry=entry, points=4, reason="Po")], by=by, on=ON)

    second = make_sheet(plan=plan, weights=Weights(strategic_max=10), by=by, on=ON)

    assert second.scores.get().strategic_points is None


def test_a_proposal_that_comes_later_is_ranked_when_the_sheet_is_run(plan, by):
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    late = PlanEntryFactory(plan=plan)

    assert changed_since_run(sheet) == [late.pk]
    run_sheet(sheet=sheet, by=by, on=ON)

    assert changed_since_run(sheet) == []
    assert [row.score.entry for row in ranking_of(sheet).rows] == [late]


def test_one_that_was_left_out_loses_its_rank_and_keeps_its_score(plan, by):
    gone, stays = PlanEntryFactory.create_batch(2, plan=plan)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    PlanEntry.objects.filter(pk=gone.pk).update(state=EntryState.LEFT_OUT)

    run_sheet(sheet=sheet, by=by, on=ON)

    assert dict(sheet.scores.values_list("entry", "rank")) == {gone.pk: None, stays.pk: 1}
    assert verify_sheet(sheet) == []


def test_figures_that_change_later_do_not_change_a_sheet_and_are_told(plan, by):
    entry = PlanEntryFactory(plan=plan)
    line = costed(entry.measure, source="")
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    CostLine.objects.filter(pk=line.pk).update(source="donor", is_secured=True)

    assert changed_since_run(sheet) == [entry.pk]
    assert sheet.scores.get().maturity == Decimal(40)
    assert rerun(sheet)[entry.pk][0].maturity == Decimal(40)


def test_the_ranking_draws_the_line_after_the_plans_places(plan, by):
    plan.places = 2
    plan.save()
    PlanEntryFactory.create_batch(3, plan=plan)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    ranking = ranking_of(CriteriaSheet.objects.get(pk=sheet.pk))

    assert [row.is_within for row in ranking.rows] == [True, True, False]
    assert [row.ties for row in ranking.rows] == [False, True, True]
    assert ranking.within_count == 2
    assert ranking.is_tied_at_the_line
    assert len(ranking.not_assessed) == 3


def test_a_plan_that_names_no_places_has_room_for_all(plan, by):
    PlanEntryFactory.create_batch(2, plan=plan)

    ranking = ranking_of(make_sheet(plan=plan, weights=Weights(), by=by, on=ON))

    assert (ranking.within_count, ranking.is_tied_at_the_line) == (2, False)


def test_a_figure_that_was_changed_by_hand_is_found(plan, by):
    PlanEntryFactory(plan=plan)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)
    sheet.scores.update(total=Decimal("99.5"), rank=7)

    assert [(one.figure, one.stored, one.computed) for one in verify_sheet(sheet)] == [
        ("total", Decimal("99.5"), 0),
        ("rank", 7, 1),
    ]


lines = st.lists(
    st.tuples(st.integers(2018, 2020), st.sampled_from(["", "donor"]), st.decimals(0, 10**9, places=2), st.booleans()),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(proposals=st.lists(st.tuples(st.none() | st.integers(0, 7), lines, st.booleans()), min_size=1, max_size=5))
def test_a_stored_sheet_run_again_gives_the_same_to_the_digit(plan, by, proposals):
    assessments = []
    for points, money, is_without_cost in proposals:
        entry = PlanEntryFactory(plan=plan, measure__is_without_cost=is_without_cost)
        for year, source, lek, secured in money:
            CostLine.objects.create(
                measure=entry.measure, year=year, source=source, amount=lek, is_secured=secured and bool(source)
            )
        assessments.append(Assessment(entry=entry, points=points, reason="Arsyeja"))
    sheet = make_sheet(
        plan=plan,
        weights=Weights(strategic_max=7, weight_strategic=35, weight_conformity=32, weight_maturity=33),
        by=by,
        on=ON,
    )
    assess(sheet=sheet, assessments=assessments, by=by, on=ON)

    again = rerun(CriteriaSheet.objects.get(pk=sheet.pk))

    kept = {
        row.entry_id: (str(row.strategic), str(row.conformity), str(row.maturity), str(row.total), row.rank)
        for row in sheet.scores.all()
    }
    assert {key: (*map(str, vars(scored).values()), rank) for key, (scored, rank) in again.items()} == kept
    assert verify_sheet(sheet) == []


def test_a_sheet_is_run_in_the_same_queries_whatever_its_size(plan, by):
    costed(PlanEntryFactory(plan=plan).measure)
    sheet = make_sheet(plan=plan, weights=Weights(), by=by, on=ON)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            run_sheet(sheet=sheet, by=by, on=ON)
            ranking_of(sheet)
            verify_sheet(sheet)
            changed_since_run(sheet)
        return len(captured)

    queries()
    one = queries()
    for _ in range(3):
        costed(PlanEntryFactory(plan=plan).measure)
    run_sheet(sheet=sheet, by=by, on=ON)

    assert queries() == one
