"""The passport of one indicator, its targets, and how they were changed."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sekretariat.domain.plans.enums import Goal
from sekretariat.domain.plans.models import Indicator, PlanEntry, TargetChange
from sekretariat.domain.plans.queries import indicators_seen, is_lowered_undecided, reach_of
from sekretariat.domain.plans.rules import can_edit_measure, can_keep_plan
from sekretariat.ground.actors import Actor, Permission

from ..page import SIGNED_IN, page
from .offers import Offer, offer

PARTS = ("institution", "measure", "node__plan")


@dataclass(frozen=True, kw_only=True)
class Changed:
    """`is_alarming`: a target lowered without a decision, as the secretariat is shown it."""

    change: TargetChange
    is_alarming: bool


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    changes = TargetChange.objects.order_by("-on", "-pk")
    seen = indicators_seen(request.actor).select_related(*PARTS)
    indicator = get_object_or_404(seen.prefetch_related("targets", Prefetch("target_changes", changes)), pk=pk)
    goal = Goal(indicator.goal)
    is_warned = is_secretariat_of(request.actor, indicator)
    changed = [
        Changed(change=change, is_alarming=is_warned and is_lowered_undecided(change, goal))
        for change in indicator.target_changes.all()
    ]
    context = {
        "indicator": indicator,
        "changed": changed,
        "alarm_count": sum(one.is_alarming for one in changed),
        "offers": _offers(request.actor, indicator),
    }
    return render(request, "plans/indicator.html", context)


def is_secretariat_of(actor: Actor, indicator: Indicator) -> bool:
    """Of the plan of its node; of its measure the office that entered it, and that of any plan that holds it."""
    if not actor.may_anywhere(Permission.PLANS_EDIT):
        return False
    if indicator.node:
        return can_keep_plan(actor, indicator.node.plan)
    if indicator.measure and actor.may(Permission.PLANS_EDIT, institution_id=indicator.measure.office_id):
        return True
    entries = PlanEntry.objects.filter(measure=indicator.measure_id).select_related("plan")
    return any(can_keep_plan(actor, entry.plan) for entry in entries)


def _offers(actor: Actor, indicator: Indicator) -> list[Offer]:
    """Whoever edits the measure or the node edits its indicators there."""
    if indicator.measure:
        may = can_edit_measure(actor, reach_of(indicator.measure))
        return offer(_("Correct the measure"), "plans:edit_measure", pk=indicator.measure_id) if may else []
    if indicator.node and can_keep_plan(actor, indicator.node.plan):
        return offer(_("Correct"), "plans:edit_node", pk=indicator.node.plan_id, node_pk=indicator.node_id)
    return []
