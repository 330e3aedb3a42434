"""Who sees and edits plans and measures: the rules, and that the lists say the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.domain.plans.models import Measure, Plan, PlanEntry
from sekretariat.domain.plans.queries import reach_of
from sekretariat.domain.plans.rules import can_edit_measure, can_keep_plan, can_propose_in, can_see_measure, sees_whole
from sekretariat.ground.actors import ANONYMOUS, Actor, Capacity, Role, system_actor
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MeasurePartyFactory,
    NodeFactory,
    NodePartyFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
    administrator,
    clerk,
    coordinator,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory(body=BodyFactory(), network=BodyFactory())


@pytest.fixture
def entry(plan):
    entry = PlanEntryFactory(plan=plan)
    MeasurePartyFactory(measure=entry.measure)
    return entry


def lead_of(entry):
    return entry.measure.parties.get(role="lead").institution


def test_a_plan_that_is_being_prepared_is_its_offices(plan):
    assert sees_whole(officer(plan.office), plan)
    assert sees_whole(clerk(plan.office), plan)
    assert sees_whole(administrator(plan.office), plan)
    assert not sees_whole(officer(OfficeFactory()), plan)
    assert not sees_whole(ANONYMOUS, plan)


def test_an_adopted_plan_is_seen_by_whoever_has_signed_in():
    adopted = PlanFactory(adopted=True)

    assert sees_whole(officer(OfficeFactory()), adopted)
    assert not sees_whole(ANONYMOUS, adopted)
    assert not sees_whole(Actor(person_id=1, only_obligation=3), adopted)


def test_only_officers_of_its_secretariat_keep_a_plan(plan):
    assert can_keep_plan(officer(plan.office), plan)
    assert not can_keep_plan(clerk(plan.office), plan)
    assert not can_keep_plan(officer(OfficeFactory()), plan)


def test_a_lead_edits_its_measure_and_the_secretariats_of_other_plans_only_see_it(entry, plan):
    other = PlanEntryFactory(measure=entry.measure)
    reach = reach_of(entry.measure)
    lead = lead_of(entry)

    assert can_edit_measure(officer(plan.office), reach)
    assert can_edit_measure(coordinator(lead), reach)
    assert can_edit_measure(coordinator(lead, plan.network), reach)
    assert not can_edit_measure(officer(other.plan.office), reach)
    assert can_see_measure(officer(other.plan.office), reach)


def test_a_coordinator_for_another_body_does_not_edit(entry):
    reach = reach_of(entry.measure)

    assert not can_edit_measure(coordinator(lead_of(entry), BodyFactory()), reach)
    assert not can_see_measure(coordinator(lead_of(entry), BodyFactory()), reach)


def test_who_contributes_sees_and_does_not_edit(entry):
    party = MeasurePartyFactory(measure=entry.measure, role="contributing")
    reach = reach_of(entry.measure)

    assert can_see_measure(coordinator(party.institution), reach)
    assert not can_edit_measure(coordinator(party.institution), reach)


def test_the_lead_of_a_component_sees_its_measures(plan):
    node = NodeFactory(plan=plan)
    lead = NodePartyFactory(node=node).institution
    under = PlanEntryFactory(plan=plan, node=NodeFactory(plan=plan, parent=node))
    beside = PlanEntryFactory(plan=plan)

    assert can_see_measure(coordinator(lead), reach_of(under.measure))
    assert not can_see_measure(coordinator(lead), reach_of(beside.measure))
    assert list(PlanEntry.objects.visible_to(coordinator(lead))) == [under]


def test_who_contributes_to_a_component_sees_the_plan_and_not_all_its_measures(plan):
    node = NodeFactory(plan=plan)
    helper = NodePartyFactory(node=node, role="contributing").institution
    PlanEntryFactory(plan=plan, node=node)

    assert list(Plan.objects.visible_to(coordinator(helper))) == [plan]
    assert not PlanEntry.objects.visible_to(coordinator(helper)).exists()


def test_an_institution_proposes_what_it_leads_while_the_plan_is_being_prepared(plan):
    institution = InstitutionFactory()

    assert can_propose_in(coordinator(institution, plan.network), plan, [institution.pk])
    assert not can_propose_in(coordinator(institution, plan.network), plan, [InstitutionFactory().pk])
    assert not can_propose_in(coordinator(institution), PlanFactory(adopted=True), [institution.pk])


def test_a_link_and_nobody_see_no_measure(entry):
    for actor in (ANONYMOUS, Actor(person_id=1, only_obligation=3)):
        assert not can_see_measure(actor, reach_of(entry.measure))
        assert not Measure.objects.visible_to(actor).exists()
        assert not Plan.objects.visible_to(actor).exists()
        assert not PlanEntry.objects.visible_to(actor).exists()


def test_the_system_sees_all(entry):
    assert can_see_measure(system_actor(), reach_of(entry.measure))
    assert list(Measure.objects.visible_to(system_actor())) == [entry.measure]


ROLES = [Role.OFFICER, Role.CLERK, Role.ADMINISTRATOR, Role.COORDINATOR, Role.REPRESENTATIVE, Role.HEAD, Role.MEMBER]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_lists_show_exactly_what_the_rule_of_one_row_lets_see(data):
    offices = OfficeFactory.create_batch(2)
    bodies = BodyFactory.create_batch(2)
    institutions = InstitutionFactory.create_batch(2)
    some_body = st.sampled_from([None, *bodies])
    plans = [
        PlanFactory(
            office=data.draw(st.sampled_from(offices)),
            body=data.draw(some_body),
            network=data.draw(some_body),
            adopted=data.draw(st.booleans()),
        )
        for _ in range(2)
    ]
    for plan in plans:
        node = NodeFactory(plan=plan)
        if data.draw(st.booleans()):
            NodePartyFactory(
                node=node,
                institution=data.draw(st.sampled_from(institutions)),
                role=data.draw(st.sampled_from(["lead", "contributing"])),
            )
        first = PlanEntryFactory(plan=plan, node=node)
        MeasurePartyFactory(
            measure=first.measure,
            institution=data.draw(st.sampled_from(institutions)),
            role=data.draw(st.sampled_from(["lead", "contributing"])),
        )
    PlanEntryFactory(plan=plans[1], measure=PlanEntry.objects.filter(plan=plans[0])[0].measure)
    capacity = Capacity(
        role=data.draw(st.sampled_from(ROLES)),
        institution_id=data.draw(st.sampled_from([row.pk for row in [*offices, *institutions]])),
        body_ids=frozenset(data.draw(st.sets(st.sampled_from([body.pk for body in bodies])))),
    )
    actor = Actor(person_id=1, capacities=(capacity,))

    seen = set(Measure.objects.filter(entries__plan__in=plans).visible_to(actor))
    whole = set(Plan.objects.filter(pk__in=[plan.pk for plan in plans]).open_to(actor))

    measures = set(Measure.objects.filter(entries__plan__in=plans))
    assert seen == {measure for measure in measures if can_see_measure(actor, reach_of(measure))}
    assert whole == {plan for plan in plans if sees_whole(actor, plan)}
