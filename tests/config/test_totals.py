"""`sekretariat totals`: kept sums against cost lines."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from sekretariat.domain.plans.models import Measure
from sekretariat.domain.plans.services import keep_totals
from tests.factories import CostLineFactory, MeasureFactory

pytestmark = pytest.mark.django_db


def said(what: str) -> str:
    out = io.StringIO()
    call_command("totals", what, stdout=out)
    return out.getvalue()


def a_measure_that_costs(amount: int) -> Measure:
    measure = MeasureFactory()
    CostLineFactory(measure=measure, amount=amount, source="state_budget", is_secured=True)
    keep_totals([measure])
    return measure


def test_sums_that_are_right_are_said_to_be_so():
    a_measure_that_costs(100)

    assert said("check") == "Every kept sum is that of its cost lines.\n"
    assert said("mend") == "Every kept sum is that of its cost lines.\n"


def test_a_wrong_sum_is_named_and_left_as_it_is_by_check():
    measure = a_measure_that_costs(100)
    a_measure_that_costs(7)
    Measure.objects.filter(pk=measure.pk).update(cost=Decimal("90.00"), funded=0)
    out = io.StringIO()

    with pytest.raises(CommandError, match="not those of their cost lines: 1"):  # the command line ends with 1
        call_command("totals", "check", stdout=out)

    assert out.getvalue() == (
        f"measure {measure.pk}: kept cost 90.00, funded 0.00; counted cost 100.00, funded 100.00\n"
    )
    assert Measure.objects.get(pk=measure.pk).cost == Decimal("90.00")


def test_mend_sets_a_wrong_sum_right_and_is_content_afterwards():
    measure = a_measure_that_costs(100)
    Measure.objects.filter(pk=measure.pk).update(cost=90, funded=0)

    assert said("mend").endswith("Set right: 1.\n")

    measure.refresh_from_db()
    assert (measure.cost, measure.funded) == (Decimal("100.00"), Decimal("100.00"))
    assert "Every kept sum" in said("check")


def test_of_many_wrong_sums_twenty_are_named():
    for _ in range(21):
        MeasureFactory(cost=1)

    assert "… and 1 more" in said("mend")
