"""Entering and editing measures on pages."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from sekretariat.domain.plans.models import Measure, PlanEntry
from tests.factories import (
    ActFactory,
    CostLineFactory,
    InstitutionFactory,
    MilestoneFactory,
    NodeFactory,
    PlanEntryFactory,
    PlanFactory,
)

from .conftest import faults_of, faulty_fields, list_of, told, words

pytestmark = pytest.mark.django_db

PARTS = ("parties", "milestones", "cost_lines", "alignments")


def at(row, page) -> str:
    return reverse(f"plans:{page}", kwargs={"pk": row.pk})


def typed(measure, **values) -> dict:
    return {"title_sq": measure.title_sq, "title_en": measure.title_en, "revision": measure.revision} | values


def rows(measure, prefix, *given) -> dict:
    return list_of(prefix, *given, revision=Measure.objects.get(pk=measure.pk).revision)


def new(node, **values) -> dict:
    return {"node": node.pk, "title_sq": "Regjistri i pronarëve"} | values


def test_the_secretariat_enters_a_measure_with_what_is_known(keeper, plan, node, lead):
    keeper.post(at(plan, "new_measure"), new(node, code="C1.7", leads="MFE", due="T3 2019"))

    entry = PlanEntry.objects.get()
    measure = entry.measure
    assert (entry.code, entry.node, measure.title_sq) == ("C1.7", node, "Regjistri i pronarëve")
    assert (measure.due_on, measure.due_precision) == (datetime.date(2019, 9, 30), "quarter")
    assert [party.institution for party in measure.parties.all()] == [lead]


def test_a_year_alone_is_a_deadline_too(keeper, plan, node):
    keeper.post(at(plan, "new_measure"), new(node, due="2020"))

    assert Measure.objects.get().due_on == datetime.date(2020, 12, 31)


def test_a_coordinator_proposes_what_the_institution_leads_and_is_told_otherwise(coordinator, plan, node, entry, lead):
    InstitutionFactory(short_name="MD")
    assert "MFE – Ministria e Financave" in coordinator.get(at(plan, "new_measure")).content.decode()

    page = coordinator.post(at(plan, "new_measure"), new(node, leads="MD"))
    assert faulty_fields(page) == ["leads"]

    coordinator.post(at(plan, "new_measure"), new(node, leads="MFE"))
    assert PlanEntry.objects.filter(plan=plan).count() == 2


def test_nobody_proposes_in_an_adopted_plan(coordinator, plan, entry):
    plan.state = "adopted"
    plan.save()

    assert coordinator.get(at(plan, "new_measure")).status_code == 403


def test_the_lead_edits_and_the_secretariat_of_another_plan_is_refused(coordinator, stranger, measure):
    PlanEntryFactory(measure=measure, plan=PlanFactory(adopted=True))

    coordinator.post(at(measure, "edit_measure"), typed(measure, title_sq="Titull i ri", due="31.12.2019"))

    measure.refresh_from_db()
    assert measure.title_sq == "Titull i ri"
    for page in ("edit_measure", *PARTS):
        assert stranger.get(at(measure, page)).status_code == 403


def test_the_form_of_a_measure_names_all_its_plans(keeper, measure, office):
    PlanEntryFactory(measure=measure, plan=PlanFactory(office=office, short_name="SKVV"), code="A.3")

    said = words(keeper.get(at(measure, "edit_measure")))

    assert "It stands in 2 plans" in said
    assert "SKVV (A.3)" in said


def test_a_stale_measure_shows_the_others_change_and_keeps_what_was_typed(keeper, measure):
    mine = typed(measure, title_sq="Titulli im", due="T1 2020")
    keeper.post(at(measure, "edit_measure"), typed(measure, title_sq="Titulli i tjetrit"))

    page = keeper.post(at(measure, "edit_measure"), mine)

    assert "now: Titulli i tjetrit" in words(page)
    assert 'value="Titulli im"' in page.content.decode()
    assert 'value="T1 2020"' in page.content.decode()


def test_a_deadline_before_the_first_day_is_refused(keeper, measure):
    page = keeper.post(at(measure, "edit_measure"), typed(measure, starts_on="1.6.2019", due="T1 2019"))

    assert told(page) == ["The deadline is before the first day."]


def test_parties_are_said_as_a_list_and_the_lead_does_not_hand_the_lead_on(coordinator, measure, lead):
    helper = InstitutionFactory(short_name="INSTAT")
    both = [{"role": "lead", "institution": "MFE"}, {"role": "contributing", "institution": "INSTAT"}]
    coordinator.post(at(measure, "parties"), rows(measure, "parties", *both))
    assert {party.institution for party in measure.parties.all()} == {lead, helper}

    page = coordinator.post(at(measure, "parties"), rows(measure, "parties", {"role": "lead", "institution": "INSTAT"}))
    assert told(page) == ["Only the secretariat that entered the measure changes who leads it."]


def test_milestones_are_added_changed_and_taken_out(keeper, measure):
    kept, dropped = MilestoneFactory.create_batch(2, measure=measure)
    given = [
        {"key": kept.pk, "title_sq": "Hapi tjetër", "due": "qershor 2019"},
        {"key": dropped.pk, "title_sq": "", "title_en": "", "due": ""},
        {"key": "", "title_sq": "Hapi i ri", "due": "2019"},
    ]

    keeper.post(at(measure, "milestones"), rows(measure, "milestones", *given))

    stand = [(one.title_sq, one.due_on, one.due_precision) for one in measure.milestones.all()]
    assert stand == [
        ("Hapi tjetër", datetime.date(2019, 6, 30), "month"),
        ("Hapi i ri", datetime.date(2019, 12, 31), "year"),
    ]
    assert measure.milestones.get(title_sq="Hapi tjetër") == kept


def test_costs_are_typed_as_people_write_them(keeper, measure):
    given = [
        {"year": "2018", "amount": "1.250.000", "currency": "ALL", "source": "state_budget", "is_secured": "on"},
        {"year": "2019", "amount": "1,5 mln", "currency": "ALL", "rate": "99"},
        {"year": "2019", "amount": "1000", "currency": "EUR", "rate": "126,5", "source": "donor"},
        {"currency": "ALL", "source": ""},
    ]

    keeper.post(at(measure, "cost_lines"), rows(measure, "lines", *given))

    measure.refresh_from_db()
    assert (measure.cost, measure.funded) == (Decimal(2_876_500), Decimal(1_250_000))


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"year": "2018", "amount": "rreth 1 mln"}, "Row 2, Amount: "),
        ({"year": "2018", "amount": "100 euro"}, "Row 2, Amount: "),
        ({"year": "18", "amount": "100"}, "Row 2, Year: "),
        ({"year": "", "amount": "100"}, "Row 2, Year: "),
        ({"year": "2018", "amount": ""}, "Row 2, Amount: "),
        ({"year": "2018", "amount": "5", "currency": "EUR"}, "Row 2, Lekë for one: "),
        ({"year": "2018", "amount": "5", "currency": "EUR", "rate": "126.500"}, "Row 2, Lekë for one: "),
        ({"year": "2018", "amount": "5", "is_secured": "on"}, "Row 2, Amount: Money that is secured"),
        ({"year": "2018", "amount": "5", "donor": "Askushi"}, "Row 2, Donor: "),
    ],
)
def test_a_fault_in_the_costs_names_row_and_column_and_nothing_is_saved(keeper, measure, row, fault):
    good = {"year": "2018", "amount": "777", "currency": "ALL"}

    page = keeper.post(at(measure, "cost_lines"), rows(measure, "lines", good, {"currency": "ALL"} | row))

    [sentence] = told(page)
    assert sentence.startswith(fault)
    for value in row.values():
        assert value in page.content.decode()
    assert not measure.cost_lines.exists()
    assert faults_of(page.content.decode()) == []


def test_costs_come_back_as_they_were_typed(keeper, measure):
    CostLineFactory(measure=measure, amount=Decimal("1250000.50"), year=2019)
    CostLineFactory(measure=measure, amount=1000, year=2020, currency="EUR", rate=Decimal("126.5000"))

    content = keeper.get(at(measure, "cost_lines")).content.decode()

    for value in ("1.250.000,50", "1.000", "126,5"):
        assert f'value="{value}"' in content


def test_a_measure_that_needs_no_money_takes_no_costs(keeper, measure):
    Measure.objects.update(is_without_cost=True)

    page = keeper.post(
        at(measure, "cost_lines"), rows(measure, "lines", {"year": 2018, "amount": 5, "currency": "ALL"})
    )

    assert told(page) == ["The measure is said to need no money of its own: take that back first."]


def test_alignments_name_a_goal_an_sdg_or_an_article(keeper, measure, office):
    goal = NodeFactory(plan=PlanFactory(office=office, short_name="SKZHI"), code="2.3", title_sq="Qëllimi")
    act = ActFactory(number="119", year=2014, on=None)
    given = [{"node": "SKZHI 2.3"}, {"sdg": "16.6"}, {"act": f"VKM {act.number}/{act.year}", "article": "7"}, {}]

    keeper.post(at(measure, "alignments"), rows(measure, "alignments", *given))

    stand = [(one.kind, one.node, one.sdg, one.act, one.article) for one in measure.alignments.all()]
    assert stand == [
        ("node", goal, "", None, ""),
        ("sdg", None, "16.6", None, ""),
        ("article", None, "", act, "7"),
    ]


@pytest.mark.parametrize("row", [{"sdg": "18"}, {"sdg": "16", "article": "7"}, {"article": "7"}, {"node": "Askund"}])
def test_an_alignment_that_names_none_or_two_is_refused(keeper, measure, row):
    page = keeper.post(at(measure, "alignments"), rows(measure, "alignments", row))

    assert told(page)[0].startswith("Row 1, ")
    assert not measure.alignments.exists()


@pytest.mark.parametrize(
    ("page", "prefix", "row"),
    [
        ("milestones", "milestones", {"title_sq": "Hapi im"}),
        ("cost_lines", "lines", {"year": "2018", "amount": "99", "currency": "ALL"}),
        ("alignments", "alignments", {"sdg": "16.6"}),
        ("parties", "parties", {"role": "lead", "institution": "MFE"}),
    ],
)
def test_a_stale_list_shows_how_it_stands_and_is_saved_the_second_time(keeper, measure, page, prefix, row):
    mine = rows(measure, prefix, row)
    keeper.post(at(measure, "milestones"), rows(measure, "milestones", {"title_sq": "Hapi i tjetrit"}))

    again = keeper.post(at(measure, page), mine)

    assert "Somebody else has changed this meanwhile" in words(again)
    assert ("Hapi i tjetrit" in words(again)) == (page == "milestones")
    measure.refresh_from_db()
    assert keeper.post(at(measure, page), mine | {"revision": measure.revision}).status_code == 302


def test_another_code_in_one_plan_leaves_the_other_as_it_is(keeper, entry, node):
    other = PlanEntryFactory(measure=entry.measure, code="B.7")

    keeper.post(at(entry, "edit_entry"), {"node": node.pk, "code": "C1.9", "revision": entry.revision})

    assert {one.code for one in entry.measure.entries.all()} == {"C1.9", other.code}


def test_a_stale_place_is_told(keeper, entry, node):
    mine = {"node": node.pk, "code": "C1.5", "revision": entry.revision}
    keeper.post(at(entry, "edit_entry"), mine | {"code": "C1.6"})

    assert "now: C1.6" in words(keeper.post(at(entry, "edit_entry"), mine))


def test_a_measure_is_taken_out_with_a_reason(keeper, entry):
    assert faulty_fields(keeper.post(at(entry, "take_out"), {"reason": ""})) == ["reason"]

    keeper.post(at(entry, "take_out"), {"reason": "E dyfishtë"})

    assert not PlanEntry.objects.exists()
    assert Measure.objects.exists()


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_form_of_a_measure_is_valid_html_in_both_languages(keeper, plan, entry, measure, language):
    keeper.cookies["language"] = language
    pages = [at(measure, page) for page in ("edit_measure", *PARTS)]

    for url in [*pages, at(plan, "new_measure"), at(entry, "edit_entry"), at(entry, "take_out")]:
        assert faults_of(keeper.get(url).content.decode()) == [], url


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["cost_lines", "alignments", "milestones"])
def test_queries_of_a_list_do_not_grow(keeper, measure, page, count, django_assert_max_num_queries):
    for number in range(count):
        MilestoneFactory(measure=measure)
        CostLineFactory(measure=measure, donor=InstitutionFactory(), source="donor")
        measure.alignments.create(kind="sdg", sdg=f"16.{number + 1}")

    with django_assert_max_num_queries(24):
        keeper.get(at(measure, page))
