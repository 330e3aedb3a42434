"""The generator of `bench/`: its rows are what the services would have made, the same for the same seed."""

import datetime

import pytest
from bench import rows
from django.db import transaction

from sekretariat.domain.plans.models import CostLine, Measure, PlanEntry
from sekretariat.domain.plans.services import recount_totals
from sekretariat.ground.search.models import Entry

ON = datetime.date(2018, 10, 1)

pytestmark = pytest.mark.django_db


def test_rows_are_as_the_services_would_have_made_them():
    written = rows.write(plans=4, measures=30, seed=1, today=ON)

    assert str(written) == "4 plans, 120 measures, 1800 cost lines"
    assert recount_totals(mend=False) == []
    assert all(entry.component_id == entry.node.component_key for entry in PlanEntry.objects.select_related("node"))
    assert Entry.objects.filter(kind="measure").count() == 120


def first_plan(*, plans: int) -> list:
    """What the first of so many plans holds; nothing stays of it."""
    with transaction.atomic():
        rows.write(plans=plans, measures=10, seed=7, today=ON)
        measures = Measure.objects.filter(entries__plan__short_name="PV1").order_by("pk")
        lines = CostLine.objects.filter(measure__in=measures).order_by("pk")
        found = [*measures.values_list("title_sq", "due_on", "cost"), *lines.values_list("year", "source", "amount")]
        transaction.set_rollback(True)
    return found


def test_a_plan_is_the_same_for_the_same_seed_whatever_stands_beside_it():
    alone = first_plan(plans=1)

    assert len(alone) == 160
    assert first_plan(plans=2) == alone
