"""The page of a component, goal or objective: who leads it, what it is for, what stands under it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sekretariat.domain.plans.enums import OpenValue, PartyRole
from sekretariat.domain.plans.models import Indicator, Node
from sekretariat.domain.plans.queries import (
    entries_seen,
    figures_by_node,
    keys_below,
    leads_through,
    nodes_of,
    tree_lines,
)
from sekretariat.domain.plans.rules import sees_whole

from ..page import SIGNED_IN, page
from .measures import measure_list
from .offers import offers_of_node
from .plan import visible_plan


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int, node_pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    entries = entries_seen(plan, request.actor)
    nodes = nodes_of(plan)
    by_key = {one.pk: one for one in nodes}
    if node_pk not in by_key:
        raise Http404
    node, below = by_key[node_pk], keys_below(nodes, by_key[node_pk])
    lines = [line for line in tree_lines(nodes, figures_by_node(entries)) if line.node.pk in below]
    parties = list(node.parties.all())
    context = {
        "plan": plan,
        "node": node,
        "above": _above(node, by_key),
        "lines": lines[1:],
        "figures": lines[0].figures,
        "led": leads_through(parties),
        "representatives": [party for party in parties if party.role == PartyRole.LEAD and party.representative],
        "contributing": [party for party in parties if party.role != PartyRole.LEAD],
        "values": [OpenValue(value).label for value in node.open_values],
        "indicators_of_it": Indicator.objects.filter(node=node).prefetch_related("targets").order_by("pk"),
        "listed": measure_list(request, plan, entries, nodes=below),
        "is_whole": sees_whole(request.actor, plan),
        "offers": offers_of_node(node, request.actor),
    }
    return render(request, "plans/node.html", context)


def _above(node: Node, by_key: dict[int, Node]) -> list[Node]:
    """What it stands under, from the top."""
    found: list[Node] = []
    while node.parent_id:
        node = by_key[node.parent_id]
        found.insert(0, node)
    return found
