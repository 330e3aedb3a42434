"""Recording what a body decided on many measures at once."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.models import Validation
from tests.factories import BodyFactory, NodeFactory, PlanEntryFactory, PlanFactory
from tests.factories.complete import complete_entry
from tests.web.html import faults_of
from tests.web.letters.conftest import row_names, words
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(name_sq="GT Antikorrupsion", name_en="Thematic Group Anticorruption")


@pytest.fixture
def plan(office, body):
    return PlanFactory(office=office, body=body, short_name="PV III")


def url_of(plan, **query) -> str:
    return reverse("plans:validate", args=[plan.pk], query=query)


DECISION = {"body": "GT Antikorrupsion", "decided_on": "19.07.2018", "number": "3", "text": "U vendos."}


def verdict(entry, outcome="validated", reason="") -> dict:
    return {f"e{entry.pk}-outcome": outcome, f"e{entry.pk}-reason": reason}


def test_the_grid_shows_what_can_be_validated_and_what_each_lacks(officer, plan):
    complete_entry(plan, measure__title_en="Ready")
    PlanEntryFactory(plan=plan, measure__title_en="Bare")

    page = officer.get(url_of(plan))

    assert "1 of 2 measures lack nothing and can be validated." in words(page)
    assert [name[:4] for name in row_names(page)] == ["Read", "Bare"]
    assert "no lead institution" in words(page)
    assert 'value="GT Antikorrupsion"' in page.content.decode()
    assert faults_of(page.content.decode()) == []


def test_one_decision_is_recorded_over_several_measures(officer, plan, body):
    good, back, left = complete_entry(plan), PlanEntryFactory(plan=plan), PlanEntryFactory(plan=plan)

    answer = officer.post(
        url_of(plan),
        DECISION | verdict(good) | verdict(back, "returned", "Pa kosto") | verdict(left, "", ""),
        follow=True,
    )

    assert "1 measure was validated. 1 measure was returned." in words(answer)
    for entry, state in ((good, EntryState.VALIDATED), (back, EntryState.RETURNED), (left, EntryState.PROPOSED)):
        entry.refresh_from_db()
        assert entry.state == state
    assert set(Validation.objects.values_list("body_sq", "body_en", "number", "text")) == {
        (body.name_sq, body.name_en, "3", "U vendos.")
    }


def test_the_gate_stops_the_incomplete_and_keeps_what_was_typed(officer, plan):
    good, bare = complete_entry(plan), PlanEntryFactory(plan=plan, code="2.1")

    page = officer.post(url_of(plan), DECISION | verdict(good) | verdict(bare))

    assert "no lead institution; no cost; no indicator" in words(page)
    assert page.content.decode().count('<option value="validated" selected>') == 2
    assert 'value="19.07.2018"' in page.content.decode()
    assert not Validation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"body": "Këshilli i panjohur"}, "is not in the list"),
        ({"decided_on": f"{timezone.localdate() + datetime.timedelta(days=1):%d.%m.%Y}"}, "This day has not come yet."),
        ({"decided_on": ""}, "This field is required."),
    ],
)
def test_a_decision_that_cannot_be_is_told(officer, plan, wrong, told):
    page = officer.post(url_of(plan), DECISION | verdict(complete_entry(plan)) | wrong)

    assert told in words(page)
    assert not Validation.objects.exists()


def test_a_decision_over_nothing_and_a_reason_without_an_outcome_are_told(officer, plan):
    entry = complete_entry(plan)

    assert "Choose at least one measure" in words(officer.post(url_of(plan), DECISION))
    assert "Say what the body decided, or clear the reason." in words(
        officer.post(url_of(plan), DECISION | verdict(entry, "", "Pse"))
    )


def test_all_that_lack_nothing_are_chosen_at_once(officer, plan):
    complete_entry(plan)
    returned = complete_entry(plan)
    PlanEntryFactory(plan=plan)

    page = officer.post(url_of(plan), {"fill": "1", "number": "7"} | verdict(returned, "returned", "Ende"))

    html = page.content.decode()
    assert html.count('<option value="validated" selected>') == 1
    assert html.count('<option value="returned" selected>') == 1
    assert 'value="7"' in html
    assert "Not saved yet" not in html
    assert not Validation.objects.exists()


def test_decided_measures_are_looked_at_by_their_state(officer, plan):
    node = NodeFactory(plan=plan)
    complete_entry(plan, measure__title_en="Done", state=EntryState.VALIDATED)
    complete_entry(plan, measure__title_en="Open", node=node)

    assert "Done" not in words(officer.get(url_of(plan)))
    assert "Open" not in words(officer.get(url_of(plan, state="validated")))
    everything = words(officer.get(url_of(plan, state="all")))
    assert "Done" in everything
    assert "Open" in everything
    assert "Done" not in words(officer.get(url_of(plan, state="all", component=node.pk)))


def test_where_nothing_waits_the_page_says_so(officer, plan):
    assert "No measure waits for a decision here." in words(officer.get(url_of(plan)))


def test_the_grid_takes_the_same_queries_for_one_and_three(officer, plan):
    complete_entry(plan)
    one = queries_of(officer, url_of(plan))
    for _ in range(2):
        complete_entry(plan)

    assert queries_of(officer, url_of(plan)) == one


def test_albanian_pages_are_albanian(officer, plan):
    complete_entry(plan)
    officer.cookies["language"] = "sq"

    assert "1 nga 1 masa nuk kanë asnjë mungesë dhe mund të validohen." in words(officer.get(url_of(plan)))
