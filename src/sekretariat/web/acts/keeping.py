"""Entering an act, correcting it, and confirming its date."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.acts.errors import NearTwin
from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.rules import eli_of, faults_of, read_eli
from sekretariat.domain.acts.services import add_act, add_issuer, confirm_act_date, edit_act
from sekretariat.domain.letters.queries import cites_of
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, Stale

from ..editing import tell
from ..jinja import day
from ..page import page
from .forms import ActForm, ConfirmForm, NewActForm, day_of_eli, initial_of

keeper_page = page(permission=Permission.BODIES_EDIT, verbs=("GET", "POST"))


@keeper_page
def new(request: HttpRequest) -> HttpResponse:
    """An empty form, or one that a citation has filled in (`?type=&number=&on=&year=&title_sq=&eli=`)."""
    form = NewActForm(request.POST if request.method == "POST" else None, initial=initial_of(request.GET))
    is_near = False
    if form.is_valid():
        try:
            act = _enter(dict(form.cleaned_data), by=request.actor)
        except NearTwin as twin:
            is_near = True
            tell(form, twin)
        except DomainError as error:
            tell(form, error, otherwise={"dated_on": "on"}.get(error.field or ""))
        else:
            messages.success(request, _("%(act)s was entered.") % {"act": act})
            _tell_faults(request, act)
            return _onward(request, act)
    context = {"form": form, "is_near": is_near or form["is_another"].value(), "from_text": "text" in request.GET}
    return render(request, "acts/new.html", context)


@transaction.atomic
def _enter(given: dict[str, Any], *, by: Actor) -> Act:
    today = timezone.localdate()
    if name := given.pop("new_issuer"):
        given["issuer"] = add_issuer(name_sq=" ".join(name.split()), by=by, on=today)
    return add_act(dated_on=given.pop("on"), **given, by=by, on=today)


def _tell_faults(request: HttpRequest, act: Act) -> None:
    for fault in faults_of(act):
        messages.warning(request, fault.label)


def _onward(request: HttpRequest, act: Act) -> HttpResponse:
    """To what the act changes if its title named it, back to the text it was found in, or to its page."""
    if amended := request.GET.get("amends"):
        query = request.GET.copy()
        query["amended"] = amended
        return redirect(f"{reverse('acts:amend', args=[act.pk])}?{query.urlencode()}")
    return redirect("acts:find") if "text" in request.GET else redirect("acts:detail", pk=act.pk)


@keeper_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    act = get_object_or_404(Act.objects.visible_to(request.actor), pk=pk)
    form = ActForm.of(act, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act = edit_act(act=act, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.corrected)
        except Stale as stale:
            form.show_theirs(act, stale)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(act)s was corrected.") % {"act": act})
            _tell_faults(request, act)
            return redirect("acts:detail", pk=pk)
    return render(request, "acts/edit.html", {"form": form, "act": Act.objects.get(pk=pk)})


@keeper_page
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The date is confirmed on a page that shows where the text stands and what depends on it."""
    act = get_object_or_404(Act.objects.visible_to(request.actor), pk=pk)
    said = read_eli(act.eli)
    form = ConfirmForm(
        request.POST if request.method == "POST" else None,
        initial={"revision": act.revision, "on": day_of_eli(act, said and said.on), "eli": eli_of(act)},
    )
    today = timezone.localdate()
    if form.is_valid():
        try:
            given = form.values
            act = confirm_act_date(
                act=act, dated_on=given["on"], eli=given["eli"], seen=form.seen, by=request.actor, on=today
            )
        except Stale as stale:
            form.show_theirs(act, stale)
        except DomainError as error:
            tell(form, error, otherwise={"dated_on": "on"}.get(error.field or ""))
        else:
            messages.success(
                request, _("The date of %(act)s is confirmed: %(day)s.") % {"act": act, "day": day(act.on)}
            )
            _tell_faults(request, act)
            return redirect("acts:detail", pk=pk)
    cites = cites_of(act, actor=request.actor, on=today)
    return render(request, "acts/confirm.html", {"form": form, "act": act, "cites": cites})
