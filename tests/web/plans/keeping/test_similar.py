"""Similar measures are shown while one is entered, and linked by a person; never merged by themselves."""

import pytest
from django.urls import reverse

from sekretariat.domain.plans.models import Measure, PlanEntry
from sekretariat.domain.plans.services import add_measure
from tests.factories import NodeFactory, PlanFactory, officer

from ...letters.conftest import day
from .conftest import faults_of, told, words

pytestmark = pytest.mark.django_db

TITLE = "Krijimi i regjistrit elektronik të pronarëve përfitues"


@pytest.fixture
def other(office):
    """A measure of another plan of the office."""
    node = NodeFactory(plan=PlanFactory(office=office, short_name="SKLK"))
    by = officer(office)
    return add_measure(plan=node.plan, node=node, code="A.3", title_sq=TITLE, by=by, on=day("25.06.2018")).measure


def at(plan, page) -> str:
    return reverse(f"plans:{page}", args=[plan.pk])


def test_the_first_press_shows_what_is_most_probably_the_same_and_keeps_what_was_typed(keeper, plan, node, other):
    typed = {
        "node": node.pk,
        "code": "C1.4",
        "title_sq": "Regjistri elektronik i pronarëve përfitues",
        "due": "T3 2019",
    }

    page = keeper.post(at(plan, "new_measure"), typed)

    said = words(page)
    assert "Is it one of these?" in said
    assert "SKLK (A.3)" in said
    assert "both say: regjistrit, elektronik, pronarëve, përfitues" in said
    assert 'value="T3 2019"' in page.content.decode()
    assert Measure.objects.count() == 1
    assert faults_of(page.content.decode()) == []


def test_the_second_press_enters_a_new_one_all_the_same(keeper, plan, node, other):
    keeper.post(at(plan, "new_measure"), {"node": node.pk, "title_sq": TITLE, "is_new": "1"})

    assert Measure.objects.count() == 2


def test_it_is_linked_under_a_code_of_this_plan_and_nothing_is_copied(keeper, plan, node, other):
    keeper.post(at(plan, "link_measure"), {"node": node.pk, "code": "C1.4", "measure": other.pk, "title_sq": "x"})

    assert Measure.objects.get() == other
    assert {(one.plan, one.code) for one in PlanEntry.objects.filter(node=node)} == {(plan, "C1.4")}


def test_linking_without_a_place_asks_for_it(keeper, plan, node, other):
    page = keeper.post(at(plan, "link_measure"), {"code": "C1.4", "measure": other.pk})

    assert told(page) == ["Stands under: This field is required."]
    assert TITLE in words(page)


def test_a_measure_is_linked_once_and_only_one_that_is_seen(keeper, plan, node, entry):
    page = keeper.post(at(plan, "link_measure"), {"node": node.pk, "measure": entry.measure_id})
    assert told(page) == ["This measure stands in the plan already."]

    hidden = NodeFactory()
    by = officer(hidden.plan.office)
    foreign = add_measure(plan=hidden.plan, node=hidden, title_sq=TITLE, by=by, on=day("25.06.2018")).measure
    assert keeper.post(at(plan, "link_measure"), {"node": node.pk, "measure": foreign.pk}).status_code == 404
    assert keeper.post(at(plan, "link_measure"), {"node": node.pk, "measure": "x"}).status_code == 404


def test_the_fragment_shows_similar_ones_while_one_types(keeper, plan, other):
    page = keeper.get(at(plan, "similar"), {"title_sq": "regjistri elektronik i pronarëve"}).content.decode()

    assert TITLE in page
    assert f'formaction="{at(plan, "link_measure")}"' in page
    assert "<html" not in page
    assert keeper.get(at(plan, "similar"), {"title_sq": "shkolla"}).content.decode().strip() == ""


def test_who_only_proposes_is_not_offered_to_link(coordinator, plan, node, entry):
    page = coordinator.get(at(plan, "similar"), {"title_sq": entry.measure.title_sq}).content.decode()

    assert "formaction" not in page


def test_measures_of_other_plans_are_looked_for_by_their_words(keeper, plan, node, other):
    page = keeper.get(at(plan, "link_measure"), {"q": "pronar"})

    assert TITLE in words(page)
    assert "No measure that you see" in words(keeper.get(at(plan, "link_measure"), {"q": "askund"}))
    assert faults_of(page.content.decode()) == []
    assert faults_of(keeper.get(at(plan, "link_measure")).content.decode()) == []
