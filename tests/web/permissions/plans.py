"""Plans and measures: the adopted are public facts; what is being prepared is its office's and its parties'."""

from sekretariat.domain.plans.models import Indicator

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
# Seen by the plan's secretariat, and by the institution that leads the measure.
PREPARED = "302 404 404 200 200 200 200 200 404"


def a_plan(world) -> dict:
    return {"pk": world.plan.pk}


def a_node(world) -> dict:
    return {"pk": world.plan.pk, "node_pk": world.node.pk}


def a_measure(world) -> dict:
    return {"pk": world.measure.pk}


def an_indicator(world) -> dict:
    indicator, _is_new = Indicator.objects.get_or_create(measure=world.measure, name_sq="Treguesi i tabelës")
    return {"pk": indicator.pk}


ROWS = [
    # Reading.
    row("plans:list", "GET", no_arguments, SIGNED_IN),
    row("plans:detail", "GET", a_plan, PREPARED),
    row("plans:node", "GET", a_node, PREPARED),
    row("plans:measure", "GET", a_measure, PREPARED),
    row("plans:indicator", "GET", an_indicator, PREPARED),
    row("plans:costs", "GET", a_plan, "302 404 404 403 403 200 200 200 404"),
    row("plans:mine", "GET", no_arguments, "302 403 200 200 200 403 403 403 403"),
]
