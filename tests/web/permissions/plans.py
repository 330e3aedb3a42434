"""Plans and measures: the adopted are public facts; what is being prepared is its office's and its parties'."""

import datetime

from sekretariat.domain.plans.models import CriteriaSheet, Indicator

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
# Seen by the secretariat alone; its parties see that there is a plan.
WHOLE = "302 404 404 403 403 200 200 200 404"
# Its officers alone; whoever keeps no plan at all is refused before it is looked up.
KEEPER = "302 403 403 403 403 403 200 403 404"
KEEPER_DONE = "302 403 403 403 403 403 302 403 404"
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


def a_sheet(world) -> dict:
    """An open sheet that was run, of the plan."""
    CriteriaSheet.objects.get_or_create(plan=world.plan, version=1, made_on=datetime.date(2018, 6, 25))
    return {"pk": world.plan.pk}


ROWS = [
    # Reading.
    row("plans:list", "GET", no_arguments, SIGNED_IN),
    row("plans:detail", "GET", a_plan, PREPARED),
    row("plans:node", "GET", a_node, PREPARED),
    row("plans:measure", "GET", a_measure, PREPARED),
    row("plans:indicator", "GET", an_indicator, PREPARED),
    row("plans:costs", "GET", a_plan, "302 404 404 403 403 200 200 200 404"),
    row("plans:mine", "GET", no_arguments, "302 403 200 200 200 403 403 403 403"),
    # What is missing.
    row("plans:gate", "GET", a_plan, WHOLE),
    row("plans:ask", "GET", a_plan, KEEPER),
    row("plans:ask", "POST", a_plan, KEEPER),
    # Criteria and ranking.
    row("plans:ranking", "GET", a_plan, KEEPER),
    row("plans:sheet_new", "GET", a_plan, KEEPER),
    row("plans:sheet_new", "POST", a_plan, KEEPER),
    row("plans:assess", "GET", a_sheet, KEEPER),
    row("plans:assess", "POST", a_sheet, KEEPER_DONE),
    row("plans:run_sheet", "POST", a_sheet, KEEPER_DONE),
    row("plans:close_sheet", "POST", a_sheet, KEEPER_DONE),
    # What a body decided.
    row("plans:validate", "GET", a_plan, KEEPER),
    row("plans:validate", "POST", a_plan, KEEPER),
]
