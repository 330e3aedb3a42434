"""The page of one plan: its facts, its tree with figures, and its measures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sekretariat.domain.plans.enums import PlanState
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.queries import (
    components_of,
    decisions_on,
    entries_seen,
    figures_by_node,
    nodes_of,
    tree_lines,
)
from sekretariat.domain.plans.rules import sees_whole
from sekretariat.ground.actors import Actor, Permission

from ..page import SIGNED_IN, page
from .measures import measure_list
from .offers import offer_of_node, offers_of_plan
from .tabs import tabs_of

PARTS = ("office__unit", "body", "network", "previous", "act__issuer")


def visible_plan(request: HttpRequest, pk: int, *parts: str) -> Plan:
    """With the rows it points to, where the page shows them."""
    visible = Plan.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related(*parts) if parts else visible, pk=pk)


def sees_history(plan: Plan, actor: Actor) -> bool:
    return actor.may(Permission.AUDIT_SEE, institution_id=plan.office_id)


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Tree and facts stand on the first page of the measures; whoever narrows or turns pages sees the list alone."""
    is_whole = not request.GET
    plan = visible_plan(request, pk, *(PARTS if is_whole else ()))
    entries = entries_seen(plan, request.actor)
    nodes = nodes_of(plan) if is_whole else components_of(plan)
    components = [node for node in nodes if node.parent_id is None]
    listed = measure_list(request, plan, entries, components=components)
    context = {
        "plan": plan,
        "states": PlanState,
        "listed": listed,
        "shows_plan": is_whole,
        "lines": tree_lines(nodes, figures_by_node(entries)) if is_whole else [],
        "component_count": len(components),
        "decisions": decisions_on(plan) if is_whole and sees_whole(request.actor, plan) else [],
        "is_whole": sees_whole(request.actor, plan),
        "sees_previous": is_whole and plan.previous is not None and sees_whole(request.actor, plan.previous),
        "offers": offers_of_plan(plan, request.actor),
        "add_node": offer_of_node(plan, request.actor),
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": "plans:detail",
        "sees_history": sees_history(plan, request.actor),
    }
    return render(request, "plans/detail.html", context)
