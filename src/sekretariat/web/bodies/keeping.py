"""Keeping a body on pages: what it is, the acts it stands on, its seats."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.models import Body, LegalBasis, Seat
from sekretariat.domain.bodies.queries import secretariats_of
from sekretariat.domain.bodies.rules import can_edit_body
from sekretariat.domain.bodies.services import (
    add_body,
    add_seat,
    base_body_on_act,
    edit_body,
    end_seat,
    remove_basis,
)
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed, Stale

from ..editing import tell
from ..jinja import day
from ..page import page
from ..returning import where_from
from .forms import BaseForm, BodyForm, EndSeatForm, NewBodyForm, SeatForm

keeper_page = page(permission=Permission.BODIES_EDIT, verbs=("GET", "POST"))


def _kept_body(request: HttpRequest, pk: int) -> Body:
    """A body that the actor keeps today."""
    body = get_object_or_404(Body.objects.visible_to(request.actor), pk=pk)
    if not can_edit_body(request.actor, secretariats_of(body, on=timezone.localdate())):
        raise NotAllowed(gettext_lazy("Only the body's technical secretariat keeps it."))
    return body


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@keeper_page
def new(request: HttpRequest) -> HttpResponse:
    form = NewBodyForm(_sent(request), initial={"parent": request.GET.get("parent")})
    if form.is_valid():
        try:
            body = add_body(**form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s was entered.") % {"name": body.name_sq})
            return redirect("bodies:detail", pk=body.pk)
    return render(request, "bodies/new.html", {"form": form})


@keeper_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    body = _kept_body(request, pk)
    form = BodyForm.of(body, _sent(request))
    if form.is_valid():
        try:
            edit_body(body=body, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.values)
        except Stale as stale:
            form.show_theirs(body, stale)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(name)s was corrected.") % {"name": form.values["name_sq"]})
            return redirect("bodies:detail", pk=pk)
    bases = list(body.bases.select_related("act__issuer").order_by("act__year", "pk"))
    return render(request, "bodies/edit.html", {"form": form, "body": body, "bases": bases})


def _on_form(request: HttpRequest, template: str, *, body: Body, form: forms.Form, **context: Any) -> HttpResponse:
    back = where_from(request, reverse("bodies:detail", args=[body.pk]))
    return render(request, template, {"form": form, "body": body, "back": back, **context})


@keeper_page
def base(request: HttpRequest, pk: int) -> HttpResponse:
    body = _kept_body(request, pk)
    form = BaseForm(_sent(request), initial={"act": request.GET.get("act", "")})
    if form.is_valid():
        try:
            basis = base_body_on_act(body=body, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(body)s stands on %(act)s.") % {"body": body.label, "act": basis})
            return redirect(where_from(request, reverse("bodies:detail", args=[pk])))
    return _on_form(request, "bodies/base.html", body=body, form=form)


@page(permission=Permission.BODIES_EDIT, verbs=("POST",))
def remove_base(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    body = _kept_body(request, pk)
    basis = get_object_or_404(LegalBasis.objects.select_related("body", "act"), pk=basis_pk, body=body)
    remove_basis(basis=basis, by=request.actor, on=timezone.localdate())
    messages.success(request, _("%(act)s is no basis of it any more. The history keeps it.") % {"act": basis.act})
    return redirect("bodies:edit", pk=pk)


@keeper_page
def new_seat(request: HttpRequest, pk: int) -> HttpResponse:
    body = _kept_body(request, pk)
    form = SeatForm(_sent(request), initial={"act": request.GET.get("act", "")})
    if form.is_valid():
        try:
            seat = add_seat(body=body, **form.values(), by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            words = {"institution": seat.institution.label, "role": str(seat.get_role_display()).lower()}
            messages.success(request, _("%(institution)s has a seat: %(role)s.") % words)
            return redirect(where_from(request, reverse("bodies:detail", args=[pk])))
    return _on_form(request, "bodies/seat_new.html", body=body, form=form)


@keeper_page
def end(request: HttpRequest, pk: int, seat_pk: int) -> HttpResponse:
    body = _kept_body(request, pk)
    seat = get_object_or_404(Seat.objects.select_related("institution", "act", "body"), pk=seat_pk, body=body)
    form = EndSeatForm(_sent(request), initial={"act": request.GET.get("act", "")})
    if form.is_valid():
        try:
            seat = end_seat(seat=seat, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _end_said(seat))
            return redirect(where_from(request, reverse("bodies:detail", args=[pk])))
    return _on_form(request, "bodies/seat_end.html", body=body, form=form, seat=seat)


def _end_said(seat: Seat) -> str:
    words = {"institution": seat.institution.label, "day": day(seat.valid_to), "act": seat.ended_by}
    if seat.valid_to:
        return _("The seat of %(institution)s ends on %(day)s.") % words
    return _("The seat of %(institution)s ends by the date of %(act)s.") % words
