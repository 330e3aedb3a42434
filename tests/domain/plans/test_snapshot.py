"""The plan as plain data."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from sekretariat.domain.plans.queries import canonical_bytes, fingerprint_of, snapshot
from tests.domain.plans.full_plan import a_full_plan, close_a_sheet
from tests.factories import PlanEntryFactory

pytestmark = pytest.mark.django_db


def test_everything_of_the_plan_is_in_it():
    plan = a_full_plan(measures=1)
    close_a_sheet(plan)

    content = json.loads(canonical_bytes(snapshot(plan)))

    [measure] = content["measures"]
    top, under = content["nodes"]
    assert (content["plan"]["name_sq"], content["plan"]["year_from"]) == (plan.name_sq, 2018)
    assert [party["joined"] for party in top["parties"]] == ["and", "and_or", "and"]
    assert top["parties"][0]["body"]["short"] == "GT Antikorrupsion"
    assert (under["parent"], under["component"]) == (top["id"], top["id"])
    assert under["indicators"][0]["targets"] == [{"year": 2020, "value": "60"}]
    assert (measure["code"], measure["state"], measure["node"]) == ("1.1.1", "validated", under["id"])
    assert (measure["due_on"], measure["due_precision"]) == ("2019-09-30", "quarter")
    assert [line["lek"] for line in measure["costs"]] == ["1250000", "2250000"]
    assert [line["is_secured"] for line in measure["costs"]] == [True, False]
    assert measure["indicators"][0]["baseline"] is None
    assert {one["kind"] for one in measure["alignments"]} == {"node", "sdg", "article"}
    assert measure["alignments"][0]["node"]["plan"]["short"] == "SKZHI II"
    assert measure["validations"][0]["number"] == "7"
    assert content["ranking"]["scores"][0]["total"] == "74"


def test_the_same_plan_gives_the_same_bytes_in_every_language_and_after_writing_and_reading():
    plan = a_full_plan(measures=3, components=2)

    content = snapshot(plan)
    with override("en"):
        english = snapshot(plan)

    assert canonical_bytes(content) == canonical_bytes(english)
    assert canonical_bytes(json.loads(canonical_bytes(content))) == canonical_bytes(content)
    assert fingerprint_of(content) == fingerprint_of(english)


def test_the_measures_stand_in_the_order_of_their_codes():
    plan = a_full_plan(measures=12)

    assert [measure["code"] for measure in snapshot(plan)["measures"]][8:] == ["1.1.9", "1.1.10", "1.1.11", "1.1.12"]


def test_one_measure_in_two_plans_stands_in_each_under_its_own_code():
    plan = a_full_plan(measures=1)
    measure = plan.entries.get().measure
    other = PlanEntryFactory(measure=measure, code="IV.7").plan
    measure.title_sq = "Një titull tjetër"
    measure.save()

    said = [(one["code"], one["title_sq"]) for which in (plan, other) for one in snapshot(which)["measures"]]

    assert said == [("1.1.1", "Një titull tjetër"), ("IV.7", "Një titull tjetër")]


def test_a_plan_of_one_measure_and_one_of_forty_take_the_same_queries():
    def queries(plan) -> int:
        with CaptureQueriesContext(connection) as captured:
            snapshot(plan)
        return len(captured)

    few, many = a_full_plan(measures=1), a_full_plan(measures=40, components=3)
    for plan in (few, many):
        close_a_sheet(plan)

    assert queries(few) == queries(many)
