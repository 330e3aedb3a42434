"""Where the pages of plans stand: what one fetches to edit, the trail above it, and where one goes after."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.models import Measure, Node, Plan, PlanEntry
from sekretariat.domain.plans.queries import reach_of
from sekretariat.domain.plans.rules import can_edit_measure, can_keep_plan
from sekretariat.ground.errors import NotAllowed

from ...routes import all_routes

Trail = list[tuple[str, str | Promise]]


def kept_plan(request: HttpRequest, pk: int) -> Plan:
    """A plan that the actor keeps: invisible is 404, seen but not kept is 403."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor).select_related("office__unit"), pk=pk)
    if not can_keep_plan(request.actor, plan):
        raise NotAllowed(gettext_lazy("Only the plan's technical secretariat keeps it."))
    return plan


def edited_measure(request: HttpRequest, pk: int) -> Measure:
    measure = get_object_or_404(Measure.objects.visible_to(request.actor), pk=pk)
    if not can_edit_measure(request.actor, reach_of(measure)):
        sentence = gettext_lazy("Only the secretariat that entered the measure and its lead institution edit it.")
        raise NotAllowed(sentence)
    return measure


def nodes_in_order(plan: Plan) -> list[tuple[int, Node]]:
    """The whole tree, each node after the one it stands under, with its depth. One query."""
    below: dict[int | None, list[Node]] = {}
    for node in plan.nodes.order_by("code_key", "pk"):
        below.setdefault(node.parent_id, []).append(node)
    return list(_walk(below, None, 0))


def _walk(below: dict[int | None, list[Node]], parent_id: int | None, depth: int) -> Iterator[tuple[int, Node]]:
    for node in below.get(parent_id, ()):
        yield depth, node
        yield from _walk(below, node.pk, depth + 1)


def node_choices(plan: Plan) -> list[tuple[int, str]]:
    return [(node.pk, "\u00a0\u00a0" * depth + str(node)) for depth, node in nodes_in_order(plan)]


def trail_of(plan: Plan | None = None, measure: Measure | None = None) -> Trail:
    """The breadcrumb, of those pages that there are."""
    trail = _if_there(_("Plans"), "plans:list")
    if plan is not None:
        trail += _if_there(plan.label, "plans:detail", pk=plan.pk)
    if measure is not None:
        trail += _if_there(measure.title_sq, "plans:measure", pk=measure.pk)
    return trail


def _if_there(label: str, route: str, **where: object) -> Trail:
    return [(reverse(route, kwargs=where), label)] if route in {one.name for one in all_routes()} else []


def page_of_plan(plan: Plan) -> str:
    return first_there("plans:detail", reverse("plans:edit", args=[plan.pk]), pk=plan.pk)


def page_of_node(node: Node) -> str:
    where = {"pk": node.plan_id, "node_pk": node.pk}
    return first_there("plans:node", reverse("plans:edit_node", kwargs=where), **where)


def page_of_measure(measure: Measure) -> str:
    return first_there("plans:measure", reverse("plans:edit_measure", args=[measure.pk]), pk=measure.pk)


def first_there(route: str, otherwise: str, **where: object) -> str:
    """The address of the route, if there is such a page, else the other one."""
    there = _if_there("", route, **where)
    return there[0][0] if there else otherwise


def entry_of(request: HttpRequest, pk: int) -> PlanEntry:
    """The entry of a measure in a plan that the actor keeps."""
    entries = PlanEntry.objects.visible_to(request.actor).select_related("plan", "measure", "node")
    entry = get_object_or_404(entries, pk=pk)
    if not can_keep_plan(request.actor, entry.plan):
        raise NotAllowed(gettext_lazy("Only the plan's technical secretariat keeps it."))
    return entry
