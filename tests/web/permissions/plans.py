"""Plans: kept by their secretariat, seen whole by their office until adoption; measures edited by their leads too."""

from . import row

KEPT_OF_OFFICE = "302 403 403 403 403 403 200 403 404"
ADDED = "302 403 403 403 403 403 200 403 200"
DONE = "302 403 403 403 403 403 302 403 404"
EDITORS = "302 404 404 200 200 403 200 403 404"


def a_plan(world) -> dict:
    return {"pk": world.plan.pk}


def a_node(world) -> dict:
    return {"pk": world.plan.pk, "node_pk": world.node.pk}


def a_measure(world) -> dict:
    return {"pk": world.measure.pk}


def an_entry(world) -> dict:
    return {"pk": world.entry.pk}


# The keeping pages.
KEEPING = [
    *(row("plans:new", verb, lambda world: {}, ADDED) for verb in ("GET", "POST")),
    *(row(f"plans:{name}", "GET", a_plan, KEPT_OF_OFFICE) for name in ("edit", "adopt", "close", "new_node", "grid")),
    *(row(f"plans:{name}", "POST", a_plan, KEPT_OF_OFFICE) for name in ("edit", "adopt", "close", "new_node", "grid")),
    *(row("plans:edit_node", verb, a_node, KEPT_OF_OFFICE) for verb in ("GET", "POST")),
    row("plans:remove_node", "POST", a_node, DONE),
    *(row("plans:new_measure", verb, a_plan, EDITORS) for verb in ("GET", "POST")),
    *(
        row(f"plans:{name}", verb, a_measure, EDITORS)
        for name in ("edit_measure", "parties", "milestones", "cost_lines", "alignments")
        for verb in ("GET", "POST")
    ),
    *(
        row(f"plans:{name}", verb, an_entry, KEPT_OF_OFFICE)
        for name in ("edit_entry", "take_out")
        for verb in ("GET", "POST")
    ),
]

ROWS = [*KEEPING]
