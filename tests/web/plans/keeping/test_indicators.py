"""The passport of an indicator on pages, and targets that change only with a trace."""

from decimal import Decimal

import pytest
from django.urls import reverse

from sekretariat.domain.plans.models import Indicator
from tests.factories import IndicatorFactory, TargetFactory

from .conftest import faults_of, told, words

pytestmark = pytest.mark.django_db

NEW = {"name_sq": "Raporte të botuara", "level": "output", "goal": "up"}


def at(row, page, **more) -> str:
    return reverse(f"plans:{page}", kwargs={"pk": row.pk, **more})


@pytest.fixture
def indicator(measure):
    return TargetFactory(indicator=IndicatorFactory(measure=measure, name_sq="Raporte"), year=2019, value=80).indicator


def was(client, url: str) -> str:
    return client.get(url).content.decode().partition('name="was" value="')[2].partition('"')[0]


def targets_of(indicator) -> dict[int, Decimal]:
    return {target.year: target.value for target in indicator.targets.all()}


def test_the_lead_enters_an_indicator_with_its_targets_by_the_years_of_the_plan(coordinator, measure, lead):
    more = {"baseline": "12,5", "baseline_year": "2017", "institution": "MFE", "y2018": "20", "y2020": "1.250,5"}
    coordinator.post(at(measure, "new_indicator"), NEW | more)

    indicator = Indicator.objects.get()
    assert (indicator.measure, indicator.baseline, indicator.institution) == (measure, Decimal("12.5"), lead)
    assert targets_of(indicator) == {2018: 20, 2020: Decimal("1250.5")}


def test_a_node_has_indicators_too(keeper, plan, node):
    keeper.post(at(plan, "new_node_indicator", node_pk=node.pk), NEW)

    assert Indicator.objects.get().node == node


def test_a_baseline_without_its_year_and_a_wrong_number_are_told(keeper, measure):
    page = keeper.post(at(measure, "new_indicator"), NEW | {"baseline": "12,5", "y2018": "shumë"})
    assert told(page) == ["2018: Write a number, such as 80 or 12,5."]

    page = keeper.post(at(measure, "new_indicator"), NEW | {"baseline": "12,5"})
    assert told(page) == ["A baseline has its year, and a year its baseline."]


def test_the_passport_is_corrected_and_the_second_of_two_is_told(keeper, indicator):
    url = at(indicator, "edit_indicator")
    seen = was(keeper, url)
    keeper.post(url, NEW | {"was": seen, "name_sq": "I tjetrit"})

    page = keeper.post(url, NEW | {"was": seen, "name_sq": "I imi"})

    assert "now: I tjetrit" in words(page)
    indicator.refresh_from_db()
    assert indicator.name_sq == "I tjetrit"


def test_targets_change_with_a_decision_or_plainly_without(keeper, indicator):
    url = at(indicator, "set_targets")
    page = keeper.post(url, {"was": was(keeper, url), "y2019": "60"}, follow=True)
    assert "without a decision" in words(page)

    decided = {"decided_by": "GMIP", "number": "3", "decision_on": "28.9.2018"}
    keeper.post(url, {"was": was(keeper, url), "y2019": "50", **decided})

    assert [change.is_decided for change in indicator.target_changes.all()] == [False, True]
    assert targets_of(indicator) == {2019: 50}
    assert "GMIP" in words(keeper.get(url))


def test_a_decision_has_a_body_and_a_day(keeper, indicator):
    url = at(indicator, "set_targets")

    page = keeper.post(url, {"was": was(keeper, url), "y2019": "60", "decided_by": "GMIP"})

    assert told(page) == ["Who decided: A decision has who decided and its day."]
    assert targets_of(indicator) == {2019: 80}


def test_targets_that_somebody_else_changed_are_not_overwritten(keeper, indicator):
    url = at(indicator, "set_targets")
    seen = was(keeper, url)
    keeper.post(url, {"was": seen, "y2019": "70"})

    page = keeper.post(url, {"was": seen, "y2019": "60"})

    assert "Somebody else changed the targets" in told(page)[0]
    assert targets_of(indicator) == {2019: 70}


def test_an_indicator_entered_by_mistake_is_taken_out(keeper, indicator):
    keeper.post(at(indicator, "remove_indicator"))

    assert not Indicator.objects.exists()


@pytest.mark.parametrize("language", ["sq", "en"])
def test_every_form_is_valid_html_in_both_languages(keeper, plan, node, measure, indicator, language):
    keeper.cookies["language"] = language
    urls = [at(measure, "new_indicator"), at(plan, "new_node_indicator", node_pk=node.pk)]

    for url in [*urls, at(indicator, "edit_indicator"), at(indicator, "set_targets")]:
        assert faults_of(keeper.get(url).content.decode()) == [], url
