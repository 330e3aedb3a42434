"""Entering a measure in a plan: a new one, or one that stands in another plan already."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.models import Measure, Plan, PlanEntry
from sekretariat.domain.plans.queries import Similar, as_found, measures_found, similar_measures
from sekretariat.domain.plans.rules import can_keep_plan, can_propose_in
from sekretariat.domain.plans.services import add_measure, link_measure
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from ...letters.growing import key_of
from ...page import SIGNED_IN, page
from .forms import names_of_institutions
from .measureforms import LinkForm, NewMeasureForm
from .parts import editor_page
from .places import kept_plan, page_of_measure, page_of_plan, trail_of
from .plans import keeper_page, sent

ALL_THE_SAME = "is_new"  # name of the button that enters a measure although similar ones were shown


@editor_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat enters any measure; whoever answers for an institution proposes those that it leads.

    Where a measure stands that is most probably the same, it is shown first, and only a second press enters a new one.
    """
    plan, own = _open_plan(request, pk)
    initial = {"node": request.GET.get("node", ""), "leads": list(own) if len(own) == 1 else []}
    form = NewMeasureForm(sent(request), plan=plan, names=names_of_institutions(also=tuple(own)), initial=initial)
    similar: list[Similar] = []
    if form.is_valid():
        were_shown, title = ALL_THE_SAME in request.POST, form.cleaned_data["title_sq"]
        similar = [] if were_shown else similar_measures(title, plan=plan, actor=request.actor)
        if not any(one.is_strong for one in similar) and (entry := _enter(request, plan, form)):
            messages.success(request, _("“%(title)s” was entered.") % {"title": entry.measure.title_sq})
            return redirect(page_of_measure(entry.measure))
        if were_shown:  # and it was refused: they are shown again
            similar = similar_measures(title, plan=plan, actor=request.actor)
    context = _around(request, plan) | {
        "form": form,
        "similar": similar,
        "is_asked": any(one.is_strong for one in similar) and not form.errors,
    }
    return render(request, "plans/measure_new.html", context)


def _enter(request: HttpRequest, plan: Plan, form: NewMeasureForm) -> PlanEntry | None:
    try:
        return add_measure(plan=plan, **form.values, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        tell(form, error, otherwise="leads" if isinstance(error, NotAllowed) else None)
    return None


@page(permission=SIGNED_IN)
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """The piece of the form that shows similar measures, while a title is typed."""
    plan, _own = _open_plan(request, pk)
    found = similar_measures(request.GET.get("title_sq", "")[:500], plan=plan, actor=request.actor)
    return render(request, "plans/_similar.html", _around(request, plan) | {"similar": found})


@keeper_page
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for a measure of another plan, and let this plan claim it: nothing of it is copied."""
    plan = kept_plan(request, pk)
    form = LinkForm(sent(request), plan=plan, initial={"node": request.GET.get("node", "")})
    if request.method == "POST":
        visible = Measure.objects.visible_to(request.actor)
        measure = get_object_or_404(visible, pk=key_of(request.POST.get("measure", "")) or 0)
        if form.is_valid():
            try:
                entry = link_measure(
                    plan=plan, measure=measure, **form.cleaned_data, by=request.actor, on=timezone.localdate()
                )
            except DomainError as error:
                tell(form, error)
            else:
                words = {"title": entry.measure.title_sq, "plan": plan.label}
                messages.success(request, _("“%(title)s” stands in %(plan)s too now. It is one measure.") % words)
                return redirect(page_of_measure(entry.measure))
        found = as_found([measure], plan=plan, actor=request.actor)
    else:
        found = measures_found(request.GET.get("q", ""), plan=plan, actor=request.actor)
    context = _around(request, plan) | {"form": form, "similar": found, "q": request.GET.get("q", "")}
    return render(request, "plans/link.html", context)


def _open_plan(request: HttpRequest, pk: int) -> tuple[Plan, Collection[int]]:
    """A plan in which the actor may enter measures, and the institutions that he may propose for."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor).select_related("office__unit"), pk=pk)
    if can_keep_plan(request.actor, plan):
        return plan, ()
    answered_for = request.actor.institutions(Permission.MEASURES_EDIT)
    own = [one for one in answered_for if can_propose_in(request.actor, plan, [one])]
    if not own:
        raise NotAllowed(
            gettext_lazy("The plan's secretariat enters measures; institutions propose while it is being prepared.")
        )
    return plan, own


def _around(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan,
        "may_link": can_keep_plan(request.actor, plan),
        "trail": trail_of(plan),
        "back": page_of_plan(plan),
        "link_to": reverse("plans:link_measure", args=[plan.pk]),
        "similar_at": reverse("plans:similar", args=[plan.pk]),
    }
