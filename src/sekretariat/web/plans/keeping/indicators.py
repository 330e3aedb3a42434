"""Indicators on pages: the passport, and targets that change only with a trace."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.enums import Goal
from sekretariat.domain.plans.models import Indicator, Measure, Node
from sekretariat.domain.plans.queries import is_lowered_undecided, reach_of
from sekretariat.domain.plans.rules import can_edit_measure, can_keep_plan
from sekretariat.domain.plans.services import add_indicator, edit_indicator, remove_indicator, set_targets
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from ...page import SIGNED_IN, page
from .indicatorforms import DecisionForm, IndicatorForm, PassportForm, TargetsForm, years_of
from .parts import editor_page
from .places import edited_measure, kept_plan, page_of_measure, page_of_node, trail_of
from .plans import keeper_page, sent


@editor_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    return _new(request, measure=edited_measure(request, pk))


@keeper_page
def new_of_node(request: HttpRequest, pk: int, node_pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    return _new(request, node=get_object_or_404(Node.objects.select_related("plan"), plan=plan, pk=node_pk))


def _new(request: HttpRequest, *, measure: Measure | None = None, node: Node | None = None) -> HttpResponse:
    form = PassportForm(sent(request))
    targets = TargetsForm(sent(request), years=years_of(measure=measure, node=node), standing={})
    if form.is_valid() and targets.is_valid():
        try:
            indicator = add_indicator(
                measure=measure,
                node=node,
                **form.values,
                targets=targets.values,
                by=request.actor,
                on=timezone.localdate(),
            )
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The indicator “%(name)s” was entered.") % {"name": indicator.name_sq})
            return redirect(_back(indicator))
    owner = Indicator(measure=measure, node=node)
    context = {"form": form, "targets": targets, "owner": measure or node, **_around(owner)}
    return render(request, "plans/indicator_new.html", context)


@editor_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The passport; targets have a page of their own, since they ask who decided."""
    indicator = _edited(request, pk)
    form = IndicatorForm.of(indicator, sent(request))
    if form.is_valid():
        try:
            if form.is_overtaken(indicator):
                form.show_theirs_now(indicator)
            else:
                edit_indicator(indicator=indicator, by=request.actor, on=timezone.localdate(), **form.values)
                messages.success(request, _("The passport of “%(name)s” was saved.") % {"name": indicator.name_sq})
                return redirect(_back(indicator))
        except DomainError as error:
            tell(form, error)
    context = {"form": form, "indicator": indicator, **_around(indicator)}
    return render(request, "plans/indicator_edit.html", context)


@editor_page
def targets(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _edited(request, pk)
    standing = {target.year: target.value for target in indicator.targets.all()}
    years = years_of(measure=indicator.measure, node=indicator.node)
    form = TargetsForm(sent(request), years=years, standing=standing)
    decision = DecisionForm(sent(request))
    if form.is_valid() and decision.is_valid():
        try:
            changes = _set(indicator, form, decision, by=request.actor)
        except DomainError as error:
            tell(decision, error)
        else:
            _tell(request, changes)
            return redirect(_back(indicator))
    changes = list(indicator.target_changes.order_by("-pk"))
    context = {
        "form": form,
        "decision": decision,
        "indicator": indicator,
        "changes": changes,
        "lowered": {change.pk for change in changes if is_lowered_undecided(change, Goal(indicator.goal))},
        **_around(indicator),
    }
    return render(request, "plans/indicator_targets.html", context)


@transaction.atomic
def _set(indicator: Indicator, form: TargetsForm, decision: DecisionForm, *, by: Actor) -> list[Any]:
    if form.is_overtaken({target.year: target.value for target in indicator.targets.all()}):
        raise DomainError(_("Somebody else changed the targets meanwhile. Open the page again to see how they stand."))
    return set_targets(
        indicator=indicator, targets=form.values, decision=decision.decision, by=by, on=timezone.localdate()
    )


def _tell(request: HttpRequest, changes: list[Any]) -> None:
    if not changes:
        messages.info(request, _("The targets stand as they were."))
    elif changes[0].is_decided:
        messages.success(request, _("The targets were changed; the decision stands beside them."))
    else:
        messages.warning(request, _("The targets were changed without a decision: it is shown so to the secretariat."))


@page(permission=SIGNED_IN, verbs=("POST",))
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    indicator = _edited(request, pk)
    back = page_of_measure(indicator.measure) if indicator.measure else page_of_node(indicator.node)
    remove_indicator(indicator=indicator, by=request.actor, on=timezone.localdate())
    messages.success(request, _("“%(name)s” was taken out. The history keeps it.") % {"name": indicator.name_sq})
    return redirect(back)


def _edited(request: HttpRequest, pk: int) -> Indicator:
    """An indicator whose measure the actor edits, or whose plan he keeps."""
    indicator = get_object_or_404(Indicator.objects.select_related("measure", "node__plan"), pk=pk)
    if indicator.measure is not None:
        get_object_or_404(Measure.objects.visible_to(request.actor), pk=indicator.measure_id)
        may = can_edit_measure(request.actor, reach_of(indicator.measure))
    else:
        get_object_or_404(Node.objects.visible_to(request.actor), pk=indicator.node_id)
        may = can_keep_plan(request.actor, indicator.node.plan)
    if not may:
        raise NotAllowed(gettext_lazy("Only who edits the measure, or keeps the plan, edits its indicators."))
    return indicator


def _back(indicator: Indicator) -> str:
    return reverse("plans:indicator", args=[indicator.pk])


def _around(indicator: Indicator) -> dict[str, Any]:
    if indicator.measure is not None:
        return {"trail": trail_of(measure=indicator.measure), "back": page_of_measure(indicator.measure)}
    assert indicator.node is not None
    return {"trail": trail_of(indicator.node.plan), "back": page_of_node(indicator.node)}
