"""The sums of several plans: each measure once, by whichever way it is counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sekretariat.domain.plans.models import Measure, PlanEntry
from sekretariat.domain.plans.queries import figures, figures_by_plan, figures_of_measures, figures_once
from tests.factories import MeasureFactory, NodeFactory, OfficeFactory, PlanEntryFactory, PlanFactory

PLANS = 3

# Of each measure: its cost, how much of it is secured, and in which plans it stands as what.
worlds = st.lists(
    st.tuples(st.integers(0, 9), st.dictionaries(st.integers(0, PLANS - 1), st.sampled_from(["proposed", "left_out"]))),
    max_size=5,
)


@pytest.mark.django_db
@pytest.mark.parametrize("few", [0, 1000])  # shared measures that are corrected one by one; above it all are read
@settings(deadline=None, max_examples=25)
@given(world=worlds, asked=st.sets(st.integers(0, PLANS - 1)))
def test_sums_over_plans_count_a_shared_measure_once(few, world, asked):
    PlanEntry.objects.all().delete()
    Measure.objects.all().delete()
    office = OfficeFactory()
    nodes = [NodeFactory(plan=PlanFactory(office=office)) for _ in range(PLANS)]
    for cost, places in world:
        measure = MeasureFactory(office=office, cost=cost, funded=cost // 2)
        for place, state in places.items():
            PlanEntryFactory(plan=nodes[place].plan, node=nodes[place], measure=measure, state=state)
    entries = PlanEntry.objects.filter(plan__in=[nodes[place].plan_id for place in asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "FEW", few)
        once = figures_once((one.figures for one in figures_by_plan(entries).values()), entries)

    assert once == figures_of_measures(entries)
