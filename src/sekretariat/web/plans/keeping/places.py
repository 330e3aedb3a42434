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
    trail: Trail = [(reverse("plans:list"), _("Plans"))]
    if plan is not None:
        trail.append((page_of_plan(plan), plan.label))
    if measure is not None:
        trail.append((page_of_measure(measure), measure.title_sq))
    return trail


def page_of_plan(plan: Plan) -> str:
    return reverse("plans:detail", args=[plan.pk])


def page_of_node(node: Node) -> str:
    return reverse("plans:node", args=[node.plan_id, node.pk])


def page_of_measure(measure: Measure) -> str:
    return reverse("plans:measure", args=[measure.pk])


def entry_of(request: HttpRequest, pk: int) -> PlanEntry:
    """The entry of a measure in a plan that the actor keeps."""
    entries = PlanEntry.objects.visible_to(request.actor).select_related("plan", "measure", "node")
    entry = get_object_or_404(entries, pk=pk)
    if not can_keep_plan(request.actor, entry.plan):
        raise NotAllowed(gettext_lazy("Only the plan's technical secretariat keeps it."))
    return entry
