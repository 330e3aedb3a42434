"""What may be done with a plan or a measure, as buttons: only what the reader may do, and what there is a page for."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sekretariat.domain.plans.models import Node, Plan
from sekretariat.domain.plans.rules import can_keep_plan, can_propose_in, sees_whole
from sekretariat.ground.actors import Actor, Permission

from ..routes import route_names


@dataclass(frozen=True, kw_only=True)
class Offer:
    label: str
    href: str


NO_OFFER = Offer(label="", href="")


def offer(label: str, route: str, **where: object) -> list[Offer]:
    """One button, or none as long as its page is not there."""
    return [Offer(label=label, href=reverse(route, kwargs=where))] if route in route_names() else []


def offers_of_plan(plan: Plan, actor: Actor) -> list[Offer]:
    """The first is what the reader comes for."""
    return list(_of_plan(plan, actor))


def _of_plan(plan: Plan, actor: Actor) -> Iterator[Offer]:
    if can_keep_plan(actor, plan):
        yield from offer(_("Add a measure"), "plans:new_measure", pk=plan.pk)
        yield from offer(_("Take in a measure of another plan"), "plans:link_measure", pk=plan.pk)
        yield from offer(_("Edit many at once"), "plans:grid", pk=plan.pk)
        yield from offer(_("Add a component or goal"), "plans:new_node", pk=plan.pk)
        yield from offer(_("Record what a body decided"), "plans:validate", pk=plan.pk)
        yield from offer(_("Correct the plan"), "plans:edit", pk=plan.pk)
    elif can_propose_in(actor, plan, actor.institutions(Permission.MEASURES_EDIT)):
        yield from offer(_("Propose a measure"), "plans:new_measure", pk=plan.pk)
    if sees_whole(actor, plan):
        yield from offer(_("Print or download"), "plans:paper", pk=plan.pk)


def offer_of_node(plan: Plan, actor: Actor) -> Offer:
    """What an empty tree asks for; an empty offer for who may not."""
    may = can_keep_plan(actor, plan)
    return next(iter(offer(_("Add a component or goal"), "plans:new_node", pk=plan.pk) if may else []), NO_OFFER)


def offers_of_node(node: Node, actor: Actor) -> list[Offer]:
    if not can_keep_plan(actor, node.plan):
        return []
    return offer(_("Correct"), "plans:edit_node", pk=node.plan_id, node_pk=node.pk)
