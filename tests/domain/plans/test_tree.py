"""A plan as a tree: who leads what through which body, and what the measures below add up to."""

from decimal import Decimal

import pytest

from sekretariat.domain.plans.enums import EntryState, Joined, PartyRole
from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.plans.queries import (
    Figures,
    counted,
    figures_by_node,
    figures_by_plan,
    figures_of_measures,
    keys_below,
    leads_through,
    nodes_of,
    tree_lines,
)
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MeasureFactory,
    NodeFactory,
    NodePartyFactory,
    PlanEntryFactory,
    PlanFactory,
)

pytestmark = pytest.mark.django_db


def costing(cost: int, funded: int = 0, **values):
    return PlanEntryFactory(measure=MeasureFactory(cost=Decimal(cost), funded=Decimal(funded)), **values)


def said(leads) -> list[tuple]:
    return [(one.joined, one.institution, one.bodies) for one in leads]


def test_the_fourth_component_is_led_by_one_ministry_through_one_body_and_or_another():
    node, ministry = NodeFactory(), InstitutionFactory()
    group, committee = BodyFactory.create_batch(2)
    NodePartyFactory(node=node, institution=ministry, body=group)
    NodePartyFactory(node=node, institution=ministry, body=committee, joined=Joined.AND_OR)
    NodePartyFactory(node=node, role=PartyRole.CONTRIBUTING)

    assert said(leads_through(node.parties.all())) == [(None, ministry, [(None, group), (Joined.AND_OR, committee)])]


def test_two_leads_stand_side_by_side():
    node = NodeFactory()
    first, second = (NodePartyFactory(node=node, joined=joined) for joined in (Joined.AND, Joined.OR))

    assert said(leads_through(node.parties.all())) == [
        (None, first.institution, []),
        (Joined.OR, second.institution, []),
    ]


def test_figures_of_a_node_hold_those_of_everything_below():
    plan = PlanFactory()
    top = NodeFactory(plan=plan, code="1")
    goal = NodeFactory(plan=plan, code="1.1", parent=top)
    objective = NodeFactory(plan=plan, code="1.1.1", parent=goal)
    tenth = NodeFactory(plan=plan, code="10")
    second = NodeFactory(plan=plan, code="2")
    costing(100, 60, plan=plan, node=objective)
    costing(10, plan=plan, node=goal)
    costing(1, plan=plan, node=top)
    costing(999, plan=plan, node=objective, state=EntryState.LEFT_OUT)

    nodes = nodes_of(plan)
    lines = tree_lines(nodes, figures_by_node(plan.entries.all()))

    assert [(line.node, line.depth, line.figures.measures, line.figures.cost, line.figures.gap) for line in lines] == [
        (top, 0, 3, 111, 51),
        (goal, 1, 2, 110, 50),
        (objective, 2, 1, 100, 40),
        (second, 0, 0, 0, 0),
        (tenth, 0, 0, 0, 0),
    ]
    assert lines[0].own == Figures(measures=1, cost=Decimal(1))
    assert keys_below(nodes, goal) == {goal.pk, objective.pk}


def test_what_is_left_out_is_counted_apart():
    plan = PlanFactory()
    costing(5, 2, plan=plan)
    costing(7, plan=plan, state=EntryState.LEFT_OUT)

    total, figures = counted(plan.entries.all())
    of_plan = figures_by_plan(PlanEntry.objects.all())[plan.pk]

    assert (total, figures.measures, figures.gap) == (2, 1, 3)
    assert of_plan.figures == figures
    assert (of_plan.states, of_plan.left_out) == ({EntryState.PROPOSED: 1, EntryState.LEFT_OUT: 1}, 1)


def test_a_measure_of_two_plans_is_counted_once_in_all():
    entry = costing(5)
    PlanEntryFactory(measure=entry.measure)

    assert figures_of_measures(PlanEntry.objects.all()) == Figures(measures=1, cost=Decimal(5))
