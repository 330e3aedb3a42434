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

# What is frozen of a plan that is being prepared: its parties do not see that there is an edition.
FROZEN = "302 404 404 404 404 200 200 200 404"


def a_plan(world) -> dict:
    return {"pk": world.plan.pk}


def a_node(world) -> dict:
    return {"pk": world.plan.pk, "node_pk": world.node.pk}


def a_measure(world) -> dict:
    return {"pk": world.measure.pk}


def an_indicator(world) -> dict:
    indicator, _is_new = Indicator.objects.get_or_create(measure=world.measure, name_sq="Treguesi i tabelës")
    return {"pk": indicator.pk}


def an_entry(world) -> dict:
    return {"pk": world.entry.pk}


KEPT = "302 403 403 403 403 403 200 403 404"
ENTERED = "302 403 403 403 403 403 200 403 200"
KEPT_DONE = "302 403 403 403 403 403 302 403 404"
EDITED = "302 404 404 200 200 403 200 403 404"
EDITED_DONE = "302 404 404 302 302 403 302 403 404"
FORM = ("GET", "POST")


def an_adopted_plan(world) -> dict:
    return {"pk": world.adopted_plan.pk}


def an_edition(world) -> dict:
    return {"pk": world.edition().pk}


def a_frozen_file(world) -> dict:
    edition = world.edition()
    return {"pk": edition.pk, "file_pk": edition.content_id}


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
    # Editions and papers: for whoever sees the plan whole; frozen by its secretariat.
    row("plans:editions", "GET", a_plan, "302 404 404 403 403 200 200 200 404"),
    row("plans:editions", "GET", an_adopted_plan, SIGNED_IN),
    row("plans:edition", "GET", an_edition, FROZEN),
    row("plans:edition_file", "GET", a_frozen_file, FROZEN),
    row("plans:edition_new", "GET", a_plan, "302 403 403 403 403 403 200 403 404"),
    row("plans:edition_new", "POST", a_plan, "302 403 403 403 403 403 200 403 404"),
    row("plans:edition_papers", "POST", an_edition, "302 403 403 403 403 403 302 403 404"),
    row("plans:changes", "GET", a_plan, "302 404 404 403 403 200 200 200 404"),
    row("plans:changes", "GET", an_adopted_plan, SIGNED_IN),
    row("plans:paper", "GET", a_plan, "302 404 404 403 403 200 200 200 404"),
    row("plans:paper", "POST", a_plan, "302 404 404 403 403 200 200 200 404"),
    row("plans:mine", "GET", no_arguments, "302 403 200 200 200 403 403 403 403"),
    # Keeping.
    *(row("plans:new", verb, no_arguments, ENTERED) for verb in FORM),
    *(row(f"plans:{name}", verb, a_plan, KEPT) for name in ("edit", "adopt", "close", "grid") for verb in FORM),
    *(row("plans:new_node", verb, a_plan, KEPT) for verb in FORM),
    *(row("plans:edit_node", verb, a_node, KEPT) for verb in FORM),
    row("plans:remove_node", "POST", a_node, KEPT_DONE),
    *(row("plans:new_measure", verb, a_plan, EDITED) for verb in FORM),
    row("plans:similar", "GET", a_plan, EDITED),
    row("plans:link_measure", "GET", a_plan, KEPT),
    row("plans:link_measure", "POST", a_plan, KEPT, lambda world: {"measure": world.measure.pk}),
    *(row(f"plans:{name}", verb, a_measure, EDITED) for name in ("edit_measure", "parties") for verb in FORM),
    *(row(f"plans:{name}", verb, a_measure, EDITED) for name in ("milestones", "cost_lines") for verb in FORM),
    *(row(f"plans:{name}", verb, a_measure, EDITED) for name in ("alignments", "new_indicator") for verb in FORM),
    *(row(f"plans:{name}", verb, an_entry, KEPT) for name in ("edit_entry", "take_out") for verb in FORM),
    *(row("plans:new_node_indicator", verb, a_node, KEPT) for verb in FORM),
    *(row(f"plans:{name}", verb, an_indicator, EDITED) for name in ("edit_indicator", "set_targets") for verb in FORM),
    row("plans:remove_indicator", "POST", an_indicator, EDITED_DONE),
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
