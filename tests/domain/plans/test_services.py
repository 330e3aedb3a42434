"""Keeping plans and measures: by whom, what follows, what is refused."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.domain.plans.enums import (
    AlignmentKind,
    EntryState,
    FundingSource,
    Joined,
    NodeKind,
    PartyRole,
    PlanKind,
    PlanState,
)
from sekretariat.domain.plans.models import Measure, Node, PlanEntry, TargetChange, Validation
from sekretariat.domain.plans.services import (
    AlignmentOf,
    CostOf,
    Decision,
    MilestoneOf,
    NodePartyOf,
    PartyOf,
    RowRefused,
    add_indicator,
    add_measure,
    add_node,
    add_plan,
    adopt_plan,
    close_plan,
    edit_entry,
    edit_indicator,
    edit_measure,
    edit_node,
    edit_plan,
    link_measure,
    recount_totals,
    remove_indicator,
    remove_node,
    set_alignments,
    set_cost_lines,
    set_milestones,
    set_node_parties,
    set_parties,
    set_targets,
    take_out,
)
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import scopes_of
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeasureFactory,
    MeasurePartyFactory,
    NodeFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    clerk,
    coordinator,
    officer,
)

DAY = datetime.date(2018, 6, 25)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def plan(office):
    return PlanFactory(office=office, network=BodyFactory())


@pytest.fixture
def node(plan):
    return NodeFactory(plan=plan, code="1")


@pytest.fixture
def measure(node, office):
    return add_measure(
        plan=node.plan, node=node, code="1.1", title_sq="Raportimi i hapur", by=officer(office), on=DAY
    ).measure


def found(text, actor):
    return [(hit.kind, hit.key) for hit in find(text, scopes=scopes_of(actor), limit=10).hits]


def test_a_plan_is_entered_by_an_officer_and_found_by_the_office_alone(office):
    plan = add_plan(
        office=office,
        kind=PlanKind.OGP,
        name_sq="Plani i hapjes",
        year_from=2018,
        year_to=2020,
        by=officer(office),
        on=DAY,
    )

    assert plan.state == PlanState.DRAFTING
    assert Event.objects.get(target_type="plan").what == "plan.added"
    assert found("hapjes", clerk(office)) == [("plan", str(plan.pk))]
    assert found("hapjes", officer(OfficeFactory())) == []


def test_a_clerk_and_another_office_enter_no_plan(office):
    for by in (clerk(office), officer(OfficeFactory())):
        with pytest.raises(NotAllowed):
            add_plan(office=office, kind=PlanKind.OGP, name_sq="Plani", year_from=2018, year_to=2020, by=by, on=DAY)


def test_a_plan_with_its_years_turned_round_is_refused_in_words(office):
    with pytest.raises(DomainError, match="Viti i fundit"):
        add_plan(
            office=office, kind=PlanKind.OGP, name_sq="Plani", year_from=2020, year_to=2018, by=officer(office), on=DAY
        )


def test_the_second_of_two_who_edit_a_plan_is_told(plan, office):
    edit_plan(plan=plan, seen=plan.revision, name_sq="Emri i ri", by=officer(office), on=DAY)

    with pytest.raises(Stale):
        edit_plan(plan=plan, seen=plan.revision, name_sq="Emri tjetër", by=officer(office), on=DAY)


def test_the_state_of_a_plan_is_not_edited(plan, office):
    with pytest.raises(DomainError):
        edit_plan(plan=plan, seen=plan.revision, state=PlanState.CLOSED, by=officer(office), on=DAY)


def test_a_plan_does_not_come_after_itself(plan, office):
    with pytest.raises(DomainError) as error:
        edit_plan(plan=plan, seen=plan.revision, previous=plan, by=officer(office), on=DAY)

    assert error.value.field == "previous"


def test_adoption_makes_the_plan_and_its_measures_public_facts(plan, measure, office):
    adopt_plan(plan=plan, adoption_on=DAY, by=officer(office), on=DAY)

    assert found("raportimi", officer(OfficeFactory())) == [("measure", str(measure.pk))]
    plan.refresh_from_db()
    assert (plan.state, plan.adoption_on) == (PlanState.ADOPTED, DAY)
    with pytest.raises(DomainError):
        adopt_plan(plan=plan, adoption_on=DAY, by=officer(office), on=DAY)


def test_adoption_takes_the_same_queries_whatever_the_number_of_measures(office):
    taken = []
    for count in (1, 3):
        plan = PlanFactory(office=office)
        node = NodeFactory(plan=plan)
        PlanEntryFactory.create_batch(count, plan=plan, node=node)
        with CaptureQueriesContext(connection) as queries:
            adopt_plan(plan=plan, adoption_on=DAY, by=officer(office), on=DAY)
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_what_stood_in_the_plan_is_adopted_with_it_and_what_was_validated_or_returned_stays_so(plan, office):
    entries = [PlanEntryFactory(plan=plan, state=state) for state in ("proposed", "validated", "returned")]

    adopt_plan(plan=plan, adoption_on=DAY, by=officer(office), on=DAY)

    for entry in entries:
        entry.refresh_from_db()
    assert [entry.state for entry in entries] == ["adopted", "validated", "returned"]


def test_only_an_adopted_plan_is_closed(plan, office):
    with pytest.raises(DomainError):
        close_plan(plan=plan, by=officer(office), on=DAY)

    adopt_plan(plan=plan, adoption_on=DAY, by=officer(office), on=DAY)
    assert close_plan(plan=plan, by=officer(office), on=DAY).state == PlanState.CLOSED


def test_a_node_stands_under_one_of_its_own_plan(node, office):
    with pytest.raises(DomainError) as error:
        add_node(
            plan=PlanFactory(office=office), kind=NodeKind.POLICY_GOAL, code="1.1", title_sq="Qëllimi", parent=node,
            by=officer(office), on=DAY,
        )  # fmt: skip

    assert error.value.field == "node"


def test_a_goal_is_not_put_under_what_stands_under_it(node, office):
    goal = add_node(
        plan=node.plan, kind=NodeKind.POLICY_GOAL, code="1.1", title_sq="Q", parent=node, by=officer(office), on=DAY
    )

    with pytest.raises(DomainError) as error:
        edit_node(node=node, seen=node.revision, parent=goal, by=officer(office), on=DAY)

    assert error.value.field == "parent"


def test_a_goal_that_moves_takes_its_measures_to_the_other_component(node, office):
    other = NodeFactory(plan=node.plan, code="2")
    goal = NodeFactory(plan=node.plan, parent=node)
    objective = NodeFactory(plan=node.plan, parent=goal)
    entry = PlanEntryFactory(plan=node.plan, node=objective)

    edit_node(node=goal, seen=goal.revision, parent=other, by=officer(office), on=DAY)

    entry.refresh_from_db()
    assert entry.component == other
    assert Node.objects.get(pk=objective.pk).component == other


def test_a_node_with_something_under_it_is_not_removed(node, measure, office):
    with pytest.raises(DomainError):
        remove_node(node=node, by=officer(office), on=DAY)

    empty = NodeFactory(plan=node.plan)
    remove_node(node=empty, by=officer(office), on=DAY)
    assert not Node.objects.filter(pk=empty.pk).exists()


def test_who_leads_a_component_is_said_with_the_bodies_in_their_order(node, measure, office):
    lead, first, second = InstitutionFactory(), BodyFactory(), BodyFactory()
    mandate = MandateFactory(institution=lead)
    parties = [
        NodePartyOf(institution=lead, body=first, representative=mandate),
        NodePartyOf(institution=lead, body=second, joined=Joined.AND_OR),
    ]

    set_node_parties(node=node, parties=parties, by=officer(office), on=DAY)

    assert [(party.body, party.joined) for party in node.parties.all()] == [(first, "and"), (second, "and_or")]
    assert found("raportimi", coordinator(lead)) == [("measure", str(measure.pk))]


def test_a_representative_holds_a_mandate_of_the_lead(node, office):
    with pytest.raises(DomainError) as error:
        set_node_parties(
            node=node, parties=[NodePartyOf(institution=InstitutionFactory(), representative=MandateFactory())],
            by=officer(office), on=DAY,
        )  # fmt: skip

    assert error.value.field == "representative"


def test_a_lead_proposes_a_measure_of_its_own_and_no_other(node):
    lead = InstitutionFactory()
    by = coordinator(lead, node.plan.network)

    entry = add_measure(plan=node.plan, node=node, title_sq="Masa jonë", leads=[lead], by=by, on=DAY)

    assert (entry.state, entry.measure.office) == (EntryState.PROPOSED, node.plan.office)
    with pytest.raises(NotAllowed):
        add_measure(plan=node.plan, node=node, title_sq="E tjetrit", leads=[InstitutionFactory()], by=by, on=DAY)


def test_one_measure_in_three_plans_is_changed_once(measure, office):
    others = [PlanFactory(office=office, adopted=True) for _ in range(2)]
    for number, plan in enumerate(others):
        node = NodeFactory(plan=plan)
        link_measure(plan=plan, node=node, measure=measure, code=f"A.{number}", by=officer(office), on=DAY)

    measure = Measure.objects.get(pk=measure.pk)
    edit_measure(measure=measure, seen=measure.revision, title_sq="Titull i ri", by=officer(office), on=DAY)

    rows = PlanEntry.objects.filter(measure=measure).order_by("pk")
    assert [(row.code, row.measure.title_sq) for row in rows] == [
        ("1.1", "Titull i ri"), ("A.0", "Titull i ri"), ("A.1", "Titull i ri"),
    ]  # fmt: skip


def test_a_plan_claims_a_measure_once(measure, node, office):
    with pytest.raises(DomainError, match="është në plan"):
        link_measure(plan=node.plan, node=node, measure=measure, by=officer(office), on=DAY)


def test_a_measure_one_does_not_see_cannot_be_linked(node, office):
    hidden = PlanEntryFactory().measure

    with pytest.raises(NotAllowed):
        link_measure(plan=node.plan, node=node, measure=hidden, by=officer(office), on=DAY)


def test_the_secretariat_of_another_plan_does_not_edit_the_measure(measure):
    other = PlanEntryFactory(measure=measure).plan

    with pytest.raises(NotAllowed):
        edit_measure(measure=measure, seen=measure.revision, title_sq="X", by=officer(other.office), on=DAY)


def test_the_kept_sums_are_not_edited(measure, office):
    with pytest.raises(DomainError):
        edit_measure(measure=measure, seen=measure.revision, cost=Decimal(5), by=officer(office), on=DAY)


def test_another_code_in_one_plan_leaves_the_others_as_they_are(measure, node, office):
    other = PlanEntryFactory(measure=measure, code="B.7")
    entry = measure.entries.get(plan=node.plan)

    edit_entry(entry=entry, seen=entry.revision, node=node, code="1.9", by=officer(office), on=DAY)

    assert {row.code for row in measure.entries.all()} == {"1.9", other.code}


def test_taking_a_measure_out_of_one_plan_leaves_it_in_the_others(measure, node, office):
    other = PlanEntryFactory(measure=measure)

    take_out(entry=measure.entries.get(plan=node.plan), reason="E dyfishtë", by=officer(office), on=DAY)

    assert list(measure.entries.all()) == [other]


def test_what_a_body_decided_of_is_left_out_and_stays_to_be_read(measure, node, office):
    entry = measure.entries.get()
    Validation.objects.create(entry=entry, outcome="validated", body_sq="GT", decided_on=DAY)

    take_out(entry=entry, reason="U tërhoq", by=officer(office), on=DAY)

    entry.refresh_from_db()
    assert entry.state == EntryState.LEFT_OUT


def test_taking_out_asks_for_a_reason(measure, office):
    with pytest.raises(DomainError) as error:
        take_out(entry=measure.entries.get(), reason=" ", by=officer(office), on=DAY)

    assert error.value.field == "reason"


def test_the_lead_adds_who_contributes_and_does_not_hand_the_lead_on(measure, node):
    lead, helper = InstitutionFactory.create_batch(2)
    MeasurePartyFactory(measure=measure, institution=lead)
    by = coordinator(lead)

    set_parties(
        measure=measure,
        parties=[PartyOf(institution=lead), PartyOf(institution=helper, role=PartyRole.CONTRIBUTING)],
        by=by, on=DAY,
    )  # fmt: skip

    assert measure.parties.count() == 2
    with pytest.raises(NotAllowed):
        set_parties(measure=measure, parties=[PartyOf(institution=helper)], by=coordinator(lead), on=DAY)


def test_cost_lines_keep_the_sums(measure, office):
    lines = [
        CostOf(year=2018, amount=Decimal(1_000_000), source=FundingSource.STATE_BUDGET, is_secured=True),
        CostOf(year=2019, amount=Decimal(4_500_000)),
        CostOf(year=2019, amount=Decimal(1000), currency="EUR", rate=Decimal("126.5"), source=FundingSource.DONOR),
    ]

    set_cost_lines(measure=measure, lines=lines, by=officer(office), on=DAY)

    measure.refresh_from_db()
    assert (measure.cost, measure.funded, measure.gap) == (5_626_500, 1_000_000, 4_626_500)


def test_a_line_that_is_touched_keeps_its_key_and_one_that_is_left_out_goes(measure, office):
    two = [CostOf(year=year, amount=Decimal(5)) for year in (2018, 2019)]
    set_cost_lines(measure=measure, lines=two, by=officer(office), on=DAY)
    first, _second = measure.cost_lines.all()

    set_cost_lines(
        measure=measure, lines=[CostOf(key=first.pk, year=2018, amount=Decimal(7))], by=officer(office), on=DAY
    )

    assert [(line.pk, line.amount) for line in measure.cost_lines.all()] == [(first.pk, 7)]


def test_a_line_that_cannot_be_is_named_by_its_place_and_nothing_is_saved(measure, office):
    lines = [CostOf(year=2018, amount=Decimal(5)), CostOf(year=2019, amount=Decimal(5), is_secured=True)]

    with pytest.raises(RowRefused, match="burim") as error:
        set_cost_lines(measure=measure, lines=lines, by=officer(office), on=DAY)

    assert error.value.place == 1
    assert measure.cost_lines.count() == 0


def test_a_measure_without_cost_takes_no_cost_lines(node, office):
    entry = add_measure(
        plan=node.plan, node=node, title_sq="Pa kosto", is_without_cost=True, by=officer(office), on=DAY
    )

    with pytest.raises(DomainError):
        set_cost_lines(measure=entry.measure, lines=[CostOf(year=2018, amount=Decimal(5))], by=officer(office), on=DAY)


def test_milestones_and_alignments_are_said_anew(measure, node, office):
    goal = NodeFactory()

    set_milestones(measure=measure, milestones=[MilestoneOf(title_sq="Hapi", due_on=DAY)], by=officer(office), on=DAY)
    set_alignments(
        measure=measure,
        alignments=[AlignmentOf(kind=AlignmentKind.NODE, node=goal), AlignmentOf(kind=AlignmentKind.SDG, sdg="16.6")],
        by=officer(office), on=DAY,
    )  # fmt: skip

    assert measure.milestones.get().title_sq == "Hapi"
    assert {alignment.kind for alignment in measure.alignments.all()} == {"node", "sdg"}


def test_a_row_taken_out_meanwhile_is_told(measure, office):
    with pytest.raises(DomainError, match="ndërkohë"):
        set_milestones(
            measure=measure, milestones=[MilestoneOf(key=987654, title_sq="Hapi")], by=officer(office), on=DAY
        )


def test_a_form_that_was_open_while_a_part_changed_is_told(measure, office):
    seen = measure.revision
    set_milestones(measure=measure, milestones=[MilestoneOf(title_sq="Hapi")], by=officer(office), on=DAY)

    with pytest.raises(Stale):
        edit_measure(measure=measure, seen=seen, title_sq="X", by=officer(office), on=DAY)


def test_a_lowered_target_is_kept_with_the_decision_or_without(measure, office):
    indicator = add_indicator(
        measure=measure, name_sq="Raporte", targets={2019: Decimal(80)}, by=officer(office), on=DAY
    )

    [quiet] = set_targets(indicator=indicator, targets={2019: Decimal(60)}, by=officer(office), on=DAY)
    decision = Decision(decided_by="GMIP", number="3", on=DAY)
    [decided] = set_targets(
        indicator=indicator, targets={2019: Decimal(50)}, decision=decision, by=officer(office), on=DAY
    )

    assert (quiet.old, quiet.new, quiet.is_decided) == (80, 60, False)
    assert (decided.old, decided.new, decided.is_decided) == (60, 50, True)
    assert indicator.targets.get().value == 50


def test_targets_that_stay_leave_no_trace(measure, office):
    indicator = add_indicator(measure=measure, name_sq="R", targets={2019: Decimal(80)}, by=officer(office), on=DAY)

    assert set_targets(indicator=indicator, targets={2019: Decimal(80)}, by=officer(office), on=DAY) == []
    assert not TargetChange.objects.exists()


def test_a_decision_has_who_and_when(measure, office):
    indicator = add_indicator(measure=measure, name_sq="R", targets={2019: Decimal(80)}, by=officer(office), on=DAY)

    with pytest.raises(DomainError) as error:
        set_targets(indicator=indicator, targets={}, decision=Decision(decided_by="GMIP"), by=officer(office), on=DAY)

    assert error.value.field == "decided_by"


def test_an_indicator_of_a_component_is_the_secretariats(node, office):
    indicator = add_indicator(node=node, name_sq="Rezultati", by=officer(office), on=DAY)

    edit_indicator(indicator=indicator, baseline=Decimal(3), baseline_year=2017, by=officer(office), on=DAY)
    with pytest.raises(NotAllowed):
        remove_indicator(indicator=indicator, by=officer(OfficeFactory()), on=DAY)
    remove_indicator(indicator=indicator, by=officer(office), on=DAY)

    assert not node.indicators.exists()


LINES = st.lists(
    st.builds(
        CostOf,
        year=st.integers(2018, 2020),
        amount=st.decimals(0, 9_999_999, places=2),
        source=st.sampled_from(["state_budget", "donor"]),
        is_secured=st.booleans(),
        currency=st.just("EUR"),
        rate=st.decimals(Decimal("0.0001"), 200, places=4),
    ),
    max_size=5,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), LINES), min_size=1, max_size=5))
def test_the_kept_sums_are_those_counted_anew_after_any_sequence_of_changes(changes):
    office = OfficeFactory()
    measures = MeasureFactory.create_batch(2, office=office)

    for place, lines in changes:
        measure = Measure.objects.get(pk=measures[place].pk)
        set_cost_lines(measure=measure, lines=lines, by=officer(office), on=DAY)

    assert recount_totals(mend=False) == []


def test_a_sum_that_is_wrong_is_told_and_mended(measure):
    Measure.objects.filter(pk=measure.pk).update(cost=Decimal(7))

    [wrong] = recount_totals(mend=True)

    assert (wrong.measure_id, wrong.kept, wrong.counted) == (measure.pk, (7, 0), (0, 0))
    assert recount_totals(mend=False) == []
