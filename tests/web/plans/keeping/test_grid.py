"""The grid of measures: edited, entered, pasted; all or none."""

import html5lib
import pytest
from django.urls import reverse

from sekretariat.domain.plans.models import Measure, PlanEntry
from tests.factories import InstitutionFactory, MeasurePartyFactory, NodeFactory, OfficeFactory, PlanEntryFactory

from .conftest import faults_of, told, words

pytestmark = pytest.mark.django_db


def url_of(plan) -> str:
    return reverse("plans:grid", args=[plan.pk])


def sent(page) -> dict[str, str]:
    """What the page's form would send as it stands."""
    tree = html5lib.parse(page.content.decode(), namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("novalidate") is not None and one.get("method") == "post")
    values = {one.get("name"): one.get("value", "") for one in form.iter("input") if one.get("name")}
    values |= {one.get("name"): (one.text or "").lstrip("\n") for one in form.iter("textarea")}
    chosen = {
        one.get("name"): next((o.get("value") for o in one.iter("option") if o.get("selected") is not None), "")
        for one in form.iter("select")
    }
    return values | chosen


def cell(entry, column: str) -> str:
    return f"e{entry.pk}-{column}"


def test_the_grid_shows_the_measures_as_they_stand_in_the_order_of_the_plan(keeper, plan, node, entry):
    PlanEntryFactory(plan=plan, node=node, code="C1.10")
    PlanEntryFactory(plan=plan, node=node, code="C1.9")

    page = keeper.get(url_of(plan))

    given = sent(page)
    assert given[cell(entry, "title_sq")] == "Raportimi i hapur"
    assert given[cell(entry, "due")] == "31.12.2019"
    assert given[cell(entry, "leads")] == "MFE"
    content = page.content.decode()
    assert content.index('value="C1.1"') < content.index('value="C1.9"') < content.index('value="C1.10"')
    assert faults_of(content) == []


def test_only_what_was_touched_is_saved(keeper, plan, node, entry):
    other = PlanEntryFactory(plan=plan, node=node, code="C1.2")
    given = sent(keeper.get(url_of(plan)))
    Measure.objects.filter(pk=other.measure_id).update(title_sq="E tjetrit", revision=7)

    page = keeper.post(url_of(plan), given | {cell(entry, "due"): "T3 2020", "save": "1"}, follow=True)

    entry.measure.refresh_from_db()
    other.measure.refresh_from_db()
    assert (entry.measure.due_precision, other.measure.title_sq) == ("quarter", "E tjetrit")
    assert "1 measure was changed." in words(page)


def test_new_rows_are_entered_under_the_chosen_node(keeper, plan, node, lead):
    given = sent(keeper.get(url_of(plan))) | {"node": node.pk, "save": "1"}
    given |= {"n0-title_sq": "E para", "n0-leads": "MFE; MFE", "n2-title_sq": "E dyta", "n2-code": "C1.4"}

    keeper.post(url_of(plan), given)

    rows = {(one.code, one.measure.title_sq, one.node) for one in PlanEntry.objects.all()}
    assert rows == {("", "E para", node), ("C1.4", "E dyta", node)}


def test_new_rows_without_a_place_are_told_and_stay(keeper, plan, node):
    page = keeper.post(url_of(plan), sent(keeper.get(url_of(plan))) | {"n0-title_sq": "E para", "save": "1"})

    assert told(page) == ["Say under what the new measures stand."]
    assert ">\nE para</textarea>" in page.content.decode()


def test_faults_are_marked_by_row_and_column_and_nothing_is_saved(keeper, plan, node, entry):
    other = PlanEntryFactory(plan=plan, node=node, code="C1.2")
    wrong = {cell(entry, "due"): "dikur", cell(entry, "title_en"): "New", cell(other, "leads"): "Askushi; MFE"}
    wrong |= {"n0-code": "C1.3", "node": node.pk, "save": "1"}

    page = keeper.post(url_of(plan), sent(keeper.get(url_of(plan))) | wrong)

    said = told(page)
    assert [sentence.partition(":")[0] for sentence in said] == [
        "Row 1, Deadline",
        "Row 2, Lead institutions",
        "Row 3, Title in Albanian",
    ]
    content = page.content.decode()
    for value in ('value="dikur"', ">\nNew</textarea>", 'value="Askushi; MFE"', 'value="C1.3"'):
        assert value in content
    assert faults_of(content) == []
    assert Measure.objects.filter(title_en="New").count() == 0


def test_a_row_that_somebody_changed_meanwhile_tells_how_it_stands_and_is_saved_the_second_time(keeper, plan, entry):
    given = sent(keeper.get(url_of(plan))) | {cell(entry, "title_sq"): "E imja", "save": "1"}
    keeper.post(reverse("plans:edit_measure", args=[entry.measure_id]), {"title_sq": "E tjetrit", "revision": 0})

    page = keeper.post(url_of(plan), given)

    assert "E tjetrit" in told(page)[0]
    keeper.post(url_of(plan), sent(page) | {"save": "1"})
    entry.measure.refresh_from_db()
    assert entry.measure.title_sq == "E imja"


def test_a_pasted_list_is_laid_over_the_grid_and_saved_after_a_look(keeper, plan, node, entry):
    InstitutionFactory(short_name="MD")
    list_ = "Kodi\tTitulli\nC1.1\tTitull i ngjitur\t\tT1 2020\tMD\nC1.2\tMasë e re\tNew measure\t2020\tMFE"

    page = keeper.post(url_of(plan), sent(keeper.get(url_of(plan))) | {"pasted": list_, "fill": "1"})
    assert Measure.objects.count() == 1
    given = sent(page)
    assert given[cell(entry, "leads")] == "MD"
    assert given["n0-title_sq"] == "Masë e re"

    keeper.post(url_of(plan), given | {"node": node.pk, "save": "1"})
    assert {one.measure.title_sq for one in PlanEntry.objects.all()} == {"Titull i ngjitur", "Masë e re"}


def test_a_measure_of_another_secretariat_shows_its_texts_and_takes_a_code(keeper, plan, node):
    foreign = PlanEntryFactory(plan=plan, node=node, code="C1.5", measure__office=OfficeFactory())
    page = keeper.get(url_of(plan))
    assert cell(foreign, "title_sq") not in sent(page)

    keeper.post(url_of(plan), sent(page) | {cell(foreign, "code"): "C1.6", "save": "1"})

    foreign.refresh_from_db()
    assert foreign.code == "C1.6"


def test_more_rows_come_and_what_was_typed_stays(keeper, plan):
    page = keeper.post(url_of(plan), sent(keeper.get(url_of(plan))) | {"n4-title_sq": "E pesta", "more": "1"})

    given = sent(page)
    assert given["n4-title_sq"] == "E pesta"
    assert "n9-title_sq" in given
    assert told(page) == []


def test_one_component_alone(keeper, plan, node, entry):
    other = NodeFactory(plan=plan, code="C2")
    PlanEntryFactory(plan=plan, node=other, code="C2.1")

    page = keeper.get(f"{url_of(plan)}?component={other.pk}")

    assert 'value="C2.1"' in page.content.decode()
    assert 'value="C1.1"' not in page.content.decode()
    assert sent(page)["node"] == str(other.pk)


def test_two_hundred_rows_are_saved_at_once(keeper, plan, node):
    entries = PlanEntryFactory.create_batch(200, plan=plan, node=node, measure__office=plan.office)
    given = sent(keeper.get(url_of(plan)))
    changed = {cell(entry, "title_en"): f"Title {number}" for number, entry in enumerate(entries)}

    answer = keeper.post(url_of(plan), given | changed | {"save": "1"})

    assert answer.status_code == 302
    assert Measure.objects.filter(title_en__startswith="Title ").count() == 200


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_grid_do_not_grow(keeper, plan, node, count, django_assert_num_queries):
    for _number in range(count):
        MeasurePartyFactory(measure=PlanEntryFactory(plan=plan, node=node).measure)

    with django_assert_num_queries(14):
        keeper.get(url_of(plan))
