"""The criteria sheet, the grid of assessments, and the ranking that tells why."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from sekretariat.domain.plans.enums import PlanKind
from sekretariat.domain.plans.models import CriteriaSheet, Score
from tests.factories import PlanEntryFactory, PlanFactory
from tests.factories.complete import costed
from tests.web.html import faults_of
from tests.web.letters.conftest import row_names, words
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db

WEIGHTS = {
    "weight_strategic": "40",
    "weight_conformity": "30",
    "weight_maturity": "30",
    "strategic_max": "5",
    "conformity_nsdi": "50",
    "conformity_sector": "50",
    "maturity_costed": "40",
    "maturity_funded": "60",
}


@pytest.fixture
def plan(office):
    return PlanFactory(office=office, short_name="PV III", places=1)


def url_of(plan, page="ranking", **query) -> str:
    return reverse(f"plans:{page}", args=[plan.pk], query=query)


def a_sheet(officer, plan) -> CriteriaSheet:
    officer.post(url_of(plan, "sheet_new"), WEIGHTS)
    return CriteriaSheet.objects.get()


def assessed(entry, points, reason="Arsyeja") -> dict:
    return {f"e{entry.pk}-points": points, f"e{entry.pk}-reason": reason}


def test_without_a_sheet_the_page_offers_to_make_one(officer, plan):
    page = officer.get(url_of(plan))

    assert "There is no criteria sheet yet." in words(page)
    assert url_of(plan, "sheet_new") in page.content.decode()


def test_a_sheet_is_made_with_the_usual_weights(officer, plan):
    PlanEntryFactory(plan=plan)
    page = officer.get(url_of(plan, "sheet_new"))
    assert 'value="40"' in page.content.decode()
    assert faults_of(page.content.decode()) == []

    answer = officer.post(url_of(plan, "sheet_new"), WEIGHTS, follow=True)

    assert "Version 1 of the sheet is made." in words(answer)
    assert "1 proposal for 1 places." in words(answer)


def test_weights_that_do_not_make_100_are_told_at_their_fields(officer, plan):
    page = officer.post(url_of(plan, "sheet_new"), WEIGHTS | {"weight_strategic": "50", "conformity_nsdi": "40"})

    assert "Together these make 110, not 100." in words(page)
    assert "Together these make 90, not 100." in words(page)
    assert not CriteriaSheet.objects.exists()


def test_the_ranking_tells_what_each_score_was_computed_from(officer, plan):
    entry = PlanEntryFactory(plan=plan, code="4.2", measure__title_en="Asset declarations")
    costed(entry.measure, year=2018, lek=1_000_000)
    costed(entry.measure, source="", lek=4_500_000)
    strategy = PlanFactory(kind=PlanKind.STRATEGY, adopted=True, short_name="SNKK")
    PlanEntryFactory(plan=strategy, measure=entry.measure, code="C.7")
    a_sheet(officer, plan)
    officer.post(url_of(plan, "assess"), assessed(entry, "4", "Public trust"))

    page = officer.get(url_of(plan))

    said = words(page).replace("\N{NO-BREAK SPACE}", " ")
    assert row_names(page) == ["4.2 Asset declarations"]
    for words_said in (
        "80,00 %",
        "4 of 5: Public trust",
        "SNKK C.7, stands in it",
        "costs 5 500 000 ALL, secured 1 000 000 ALL",
        "gap 2019: 4 500 000 ALL",
        "without a source 2019: 4 500 000 ALL",
        "50,90 %",
        "62,2700",
    ):
        assert words_said in said
    assert faults_of(page.content.decode()) == []


def test_the_line_stands_after_the_plans_places(officer, plan):
    first, second = PlanEntryFactory.create_batch(2, plan=plan)
    a_sheet(officer, plan)

    page = words(officer.get(url_of(plan)))

    assert "2 proposals for 1 places. The strategic weight of 2 is not assessed yet." in page
    line = page.index("The plan's 1 place ends here.")
    assert page.index(first.measure.title_en) < line < page.index(second.measure.title_en)
    assert "has as many points as the last one above" in page


def test_the_grid_saves_what_was_changed_and_ranks(officer, plan):
    first, second = PlanEntryFactory.create_batch(2, plan=plan)
    a_sheet(officer, plan)
    page = officer.get(url_of(plan, "assess"))
    assert faults_of(page.content.decode()) == []

    answer = officer.post(url_of(plan, "assess"), assessed(second, "5") | assessed(first, "", ""), follow=True)

    assert "1 measure was assessed; the ranking follows." in words(answer)
    assert list(Score.objects.values_list("entry", "rank", "strategic")) == [
        (second.pk, 1, Decimal(100)),
        (first.pk, 2, Decimal(0)),
    ]
    again = officer.post(url_of(plan, "assess"), assessed(second, "5") | assessed(first, "", ""), follow=True)
    assert "Nothing was changed." in words(again)


def test_every_faulty_row_is_marked_and_nothing_typed_is_lost(officer, plan):
    high, bare, good = PlanEntryFactory.create_batch(3, plan=plan)
    a_sheet(officer, plan)

    page = officer.post(
        url_of(plan, "assess"), assessed(high, "9") | assessed(bare, "3", "") | assessed(good, "3", "Mirë")
    )

    assert "The strategic weight is a whole number from 0 to 5." in words(page)
    assert "Say why the measure has this strategic weight." in words(page)
    assert 'value="Mirë"' in page.content.decode()
    assert not Score.objects.exclude(strategic_points=None).exists()


def test_a_closed_sheet_offers_a_new_version_only(officer, plan):
    entry = PlanEntryFactory(plan=plan)
    a_sheet(officer, plan)
    officer.post(url_of(plan, "assess"), assessed(entry, "4"))

    answer = officer.post(url_of(plan, "close_sheet"), follow=True)

    assert "The sheet is closed. It stays as it is." in words(answer)
    assert url_of(plan, "assess") not in answer.content.decode()
    assert "For other assessments make a new version." in words(officer.get(url_of(plan, "assess")))
    assert "closed" in words(officer.post(url_of(plan, "close_sheet"), follow=True))
    assert "closed" in words(officer.post(url_of(plan, "run_sheet"), follow=True))
    assert "The sheet is closed" in words(officer.post(url_of(plan, "assess"), assessed(entry, "1")))
    assert Score.objects.get().strategic_points == 4

    officer.post(url_of(plan, "sheet_new"), WEIGHTS | {"weight_strategic": "50", "weight_conformity": "20"})
    page = officer.get(url_of(plan))
    assert "version 2" in words(page)
    assert "4 of 5: Arsyeja" in words(page)
    assert "version 1, made on" in words(officer.get(url_of(plan, version=1)))


def test_figures_that_changed_since_are_told_and_computed_anew(officer, plan):
    entry = PlanEntryFactory(plan=plan)
    a_sheet(officer, plan)
    costed(entry.measure)

    assert "of 1 measure have changed since this was computed" in words(officer.get(url_of(plan)))

    answer = officer.post(url_of(plan, "run_sheet"), follow=True)
    assert "The ranking was computed from the figures of today." in words(answer)
    assert "have changed since" not in words(answer)


def test_the_sheet_is_computed_again_and_compared(officer, plan):
    PlanEntryFactory(plan=plan)
    sheet = a_sheet(officer, plan)

    assert "every score and every rank is the same" in words(officer.get(url_of(plan, verify=1)))

    sheet.scores.update(rank=3)
    assert "The stored sheet does not come out again" in words(officer.get(url_of(plan, verify=1)))


def test_without_a_sheet_there_is_nothing_to_assess_or_run(officer, plan):
    assert officer.get(url_of(plan, "assess")).status_code == 404
    assert officer.post(url_of(plan, "run_sheet")).status_code == 404
    assert officer.post(url_of(plan, "close_sheet")).status_code == 404


def test_the_pages_take_the_same_queries_for_one_and_three(officer, plan):
    costed(PlanEntryFactory(plan=plan).measure)
    a_sheet(officer, plan)
    one = [queries_of(officer, url_of(plan, page)) for page in ("ranking", "assess")]
    for _ in range(2):
        costed(PlanEntryFactory(plan=plan).measure)
    officer.post(url_of(plan, "run_sheet"))

    assert [queries_of(officer, url_of(plan, page)) for page in ("ranking", "assess")] == one


def test_albanian_pages_are_albanian(officer, plan):
    PlanEntryFactory(plan=plan)
    CriteriaSheet.objects.create(plan=plan, version=1, made_on=datetime.date(2018, 6, 25))
    officer.cookies["language"] = "sq"
    officer.post(url_of(plan, "run_sheet"))

    assert "1 propozim për 1 vende." in words(officer.get(url_of(plan)))
    assert "Vlerëso peshën strategjike" in words(officer.get(url_of(plan, "assess")))
    assert "Peshat e kritereve" in words(officer.get(url_of(plan, "sheet_new")))
