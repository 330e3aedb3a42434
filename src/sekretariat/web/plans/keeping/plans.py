"""Keeping a plan on pages: entering it, correcting it, saying that it was adopted or closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.plans.services import add_plan, adopt_plan, close_plan, edit_plan
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, Stale

from ...editing import tell
from ...jinja import day
from ...letters.writing import offices_of
from ...page import page
from .forms import AdoptForm, NewPlanForm, PlanForm
from .places import kept_plan, page_of_plan, trail_of

keeper_page = page(permission=Permission.PLANS_EDIT, verbs=("GET", "POST"))


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@keeper_page
def new(request: HttpRequest) -> HttpResponse:
    offices = offices_of(request.actor, Permission.PLANS_EDIT)
    form = NewPlanForm(sent(request), offices=offices, actor=request.actor)
    if form.is_valid():
        try:
            plan = add_plan(**form.values, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s was entered. Now its components.") % {"name": plan.name_sq})
            return redirect(page_of_plan(plan))
    return render(request, "plans/new.html", {"form": form, "trail": trail_of()})


@keeper_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    form = PlanForm.of(plan, sent(request), actor=request.actor, plan=plan)
    if form.is_valid():
        try:
            edit_plan(plan=plan, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.values)
        except Stale as stale:
            form.show_theirs(plan, stale)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s was corrected.") % {"name": form.values["name_sq"]})
            return redirect(page_of_plan(plan))
    back = page_of_plan(plan)
    return render(request, "plans/edit.html", {"form": form, "plan": plan, "trail": trail_of(plan), "back": back})


@keeper_page
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """From then on the plan and its measures are seen by whoever has signed in."""
    plan = kept_plan(request, pk)
    form = AdoptForm(sent(request), initial={"adoption_on": plan.adoption_on, "act": plan.act})
    if form.is_valid():
        try:
            adopt_plan(plan=plan, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            words = {"plan": plan.label, "day": day(form.cleaned_data["adoption_on"])}
            messages.success(request, _("%(plan)s was adopted on %(day)s: whoever signs in sees it now.") % words)
            return redirect(page_of_plan(plan))
    context = {"form": form, "plan": plan, "trail": trail_of(plan), "back": page_of_plan(plan)}
    return render(request, "plans/adopt.html", context)


@keeper_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    fault = ""
    if request.method == "POST":
        try:
            close_plan(plan=plan, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            fault = str(error)
        else:
            messages.success(request, _("%(plan)s is closed. It stays to be read.") % {"plan": plan.label})
            return redirect(page_of_plan(plan))
    context = {"plan": plan, "fault": fault, "trail": trail_of(plan), "back": page_of_plan(plan)}
    return render(request, "plans/close.html", context)
