"""Keeping a plan and its tree on pages."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.plans.enums import PlanState
from sekretariat.domain.plans.models import Node, Plan
from tests.factories import BodyFactory, MandateFactory, NodeFactory, PlanEntryFactory, PlanFactory

from .conftest import faults_of, faulty_fields, list_of, told, words

pytestmark = pytest.mark.django_db

NEW = {"kind": "ogp", "name_sq": "Plani i katërt", "year_from": "2018", "year_to": "2020"}


def typed(plan, **values) -> dict:
    given = {name: getattr(plan, name) or "" for name in ("kind", "name_sq", "name_en", "short_name")}
    return given | {"year_from": plan.year_from, "year_to": plan.year_to, "revision": plan.revision} | values


def node_typed(node=None, **values) -> dict:
    given = {"kind": "component", "code": "C2", "title_sq": "Komponenti i dytë", "revision": 0}
    if node is not None:
        given = {"kind": node.kind, "code": node.code, "title_sq": node.title_sq, "revision": node.revision}
    return given | list_of("parties") | values


def at(plan, page, **more) -> str:
    return reverse(f"plans:{page}", kwargs={"pk": plan.pk, **more})


def test_a_plan_is_entered_with_what_is_known(keeper, office):
    body = BodyFactory()

    answer = keeper.post(
        reverse("plans:new"), NEW | {"body": body.pk, "euro_rate": "126,5", "adoption_on": "28.9.2018"}
    )

    plan = Plan.objects.get()
    assert answer.status_code == 302
    assert (plan.office, plan.body, plan.euro_rate) == (office, body, 126.5)
    assert (plan.state, plan.adoption_on) == (PlanState.DRAFTING, datetime.date(2018, 9, 28))


def test_years_turned_round_are_told_and_nothing_is_lost(keeper):
    page = keeper.post(reverse("plans:new"), NEW | {"year_to": "2016", "short_name": "PQH"})

    assert told(page) == ["The last year is not before the first; both lie between 1990 and 2100."]
    assert 'value="PQH"' in page.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_is_corrected_by_its_secretariat_alone(keeper, stranger, plan):
    keeper.post(at(plan, "edit"), typed(plan, name_sq="Emri i ri"))

    plan.refresh_from_db()
    assert plan.name_sq == "Emri i ri"
    assert stranger.get(at(plan, "edit")).status_code == 404
    Plan.objects.update(state=PlanState.ADOPTED, adoption_on=datetime.date(2018, 9, 28))
    assert stranger.get(at(plan, "edit")).status_code == 403


def test_a_stale_correction_shows_the_others_change_and_keeps_what_was_typed(keeper, plan):
    mine = typed(plan, name_sq="Emri im")
    keeper.post(at(plan, "edit"), typed(plan, name_sq="Emri i tjetrit"))

    page = keeper.post(at(plan, "edit"), mine)

    assert "Somebody else has changed this meanwhile" in words(page)
    assert "now: Emri i tjetrit" in words(page)
    assert "you wrote: Emri im" in words(page)


def test_a_plan_is_adopted_and_then_closed(keeper, plan):
    assert "Enter the adoption" in words(keeper.get(at(plan, "edit")))

    keeper.post(at(plan, "adopt"), {"adoption_on": "28.9.2018"})
    plan.refresh_from_db()
    assert plan.state == PlanState.ADOPTED

    page = keeper.post(at(plan, "adopt"), {"adoption_on": "28.9.2018"})
    assert told(page) == ["The plan is adopted already."]
    keeper.post(at(plan, "close"))
    plan.refresh_from_db()
    assert plan.state == PlanState.CLOSED


def test_a_plan_being_prepared_is_not_closed(keeper, plan):
    assert "Only an adopted plan is closed." in words(keeper.post(at(plan, "close")))


def test_a_component_is_entered_with_its_lead_through_two_bodies(keeper, plan, lead):
    first, second = BodyFactory(name_sq="Grupi i parë"), BodyFactory(name_sq="Grupi i dytë")
    person = MandateFactory(institution=lead, body=plan.network).person
    rows = [
        {"joined": "and", "role": "lead", "institution": "MFE", "body": "Grupi i parë", "representative": person.name},
        {"joined": "and_or", "role": "lead", "institution": "Ministria e Financave", "body": "Grupi i dytë"},
        {"joined": "and", "role": "lead"},
    ]

    keeper.post(at(plan, "new_node"), node_typed() | list_of("parties", *rows))

    node = Node.objects.get()
    assert [(party.institution, party.body, party.joined) for party in node.parties.all()] == [
        (lead, first, "and"),
        (lead, second, "and_or"),
    ]
    assert node.parties.all()[0].representative.person == person


def test_faults_of_the_parties_name_row_and_column_and_nothing_is_saved(keeper, plan, lead):
    rows = [
        {"joined": "and", "role": "lead", "institution": "MFE"},
        {"joined": "and", "role": "lead", "institution": "MFE", "representative": "Askushi"},
        {"joined": "and", "role": "lead", "institution": "", "body": "Grupi"},
    ]

    page = keeper.post(at(plan, "new_node"), node_typed() | list_of("parties", *rows))

    assert told(page) == [
        "Row 2, Representative: “Askushi” is not in the list.",
        "Row 3, Institution: This field is required.",
        "Row 3, Through: “Grupi” is not in the list.",
    ]
    assert 'value="Askushi"' in page.content.decode()
    assert faults_of(page.content.decode()) == []
    assert not Node.objects.exists()


def test_what_the_service_refuses_of_a_party_stands_at_its_row(keeper, plan, lead):
    rows = [{"joined": "and", "role": "lead", "institution": "MFE"}] * 2

    page = keeper.post(at(plan, "new_node"), node_typed() | list_of("parties", *rows))

    assert told(page) == ["Row 2, Institution: This institution is entered here already."]
    assert not Node.objects.exists()


def test_more_rows_come_without_a_script_and_what_was_typed_stays(keeper, plan):
    rows = [{"joined": "and_or", "role": "contributing", "institution": "MF"}]

    page = keeper.post(at(plan, "new_node"), node_typed(more="parties") | list_of("parties", *rows))

    content = page.content.decode()
    assert 'name="parties-TOTAL_FORMS" value="4"' in content
    assert 'value="MF"' in content
    assert 'value="Komponenti i dytë"' in content
    assert not Node.objects.exists()


def test_a_goal_goes_under_another_component(keeper, plan, node):
    goal = NodeFactory(plan=plan, kind="policy_goal", code="9", title_sq="Qëllimi")

    keeper.post(at(plan, "edit_node", node_pk=goal.pk), node_typed(goal, parent=node.pk))

    goal.refresh_from_db()
    assert goal.component == node


def test_a_goal_under_itself_is_refused_at_its_field(keeper, plan, node):
    goal = NodeFactory(plan=plan, parent=node)

    page = keeper.post(at(plan, "edit_node", node_pk=node.pk), node_typed(node, parent=goal.pk))

    assert faulty_fields(page) == ["parent"]


def test_parties_that_were_not_touched_leave_no_trace(keeper, plan, node, lead):
    row = {"joined": "and", "role": "lead", "institution": "MFE"}
    keeper.post(at(plan, "edit_node", node_pk=node.pk), node_typed(node) | list_of("parties", row))
    [party] = node.parties.all()
    node.refresh_from_db()

    keeper.post(at(plan, "edit_node", node_pk=node.pk), node_typed(node, code="C9") | list_of("parties", row))

    assert list(node.parties.all()) == [party]


def test_a_stale_node_shows_the_others_change(keeper, plan, node):
    mine = node_typed(node, code="C7")
    keeper.post(at(plan, "edit_node", node_pk=node.pk), node_typed(node, code="C8"))

    page = keeper.post(at(plan, "edit_node", node_pk=node.pk), mine)

    assert "now: C8" in words(page)
    assert "you wrote: C7" in words(page)


def test_a_node_with_something_under_it_stays(keeper, plan, node):
    PlanEntryFactory(plan=plan, node=node)

    page = keeper.post(at(plan, "remove_node", node_pk=node.pk), follow=True)

    assert "Something stands under it" in words(page)
    Node.objects.get(pk=node.pk)


def test_an_empty_node_is_taken_out(keeper, plan, node):
    keeper.post(at(plan, "remove_node", node_pk=node.pk))

    assert not Node.objects.exists()


def test_a_node_is_reached_through_its_own_plan_only(keeper, plan, node, office):
    other = PlanFactory(office=office)

    assert keeper.get(at(other, "edit_node", node_pk=node.pk)).status_code == 404


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_form_is_valid_html_in_both_languages(keeper, plan, node, language):
    keeper.cookies["language"] = language
    pages = [at(plan, name) for name in ("edit", "adopt", "close", "new_node")]

    for url in [reverse("plans:new"), *pages, at(plan, "edit_node", node_pk=node.pk)]:
        assert faults_of(keeper.get(url).content.decode()) == [], url
