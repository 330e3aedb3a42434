"""Naming somebody for an institution by its letter, and ending what they were named for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.rules import can_edit_mandates
from sekretariat.domain.mandates.services import Named, appoint, end_mandate
from sekretariat.ground.actors import Actor, Permission, Role
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..jinja import day
from ..page import page
from ..papers import paper_of
from .forms import EndForm, MandateForm


@page(permission=Permission.MANDATES_EDIT, verbs=("GET", "POST"))
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    institution = get_object_or_404(Institution.objects.visible_to(request.actor), pk=pk)
    today = timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    initial = {"on": today, "body": request.GET.get("body")}
    form = MandateForm(sent, institution=institution, today=today, initial=initial)
    if form.is_valid():
        try:
            mandate = _appoint(form, institution, by=request.actor)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(
                request,
                _("%(name)s acts as %(role)s from %(day)s, %(paper)s.")
                % {
                    "name": mandate.person.name,
                    "role": str(mandate.get_role_display()).lower(),
                    "day": day(mandate.valid_from),
                    "paper": paper_of(mandate),
                },
            )
            return redirect("institutions:detail", pk=pk)
    return render(request, "institutions/mandate_begin.html", {"form": form, "institution": institution})


def _appoint(form: MandateForm, institution: Institution, *, by: Actor) -> Mandate:
    given = form.cleaned_data
    return appoint(
        named=Named(name=given["name"], email=given["email"], phone=given["phone"]),
        role=Role(given["role"]),
        institution=institution,
        body=given["body"],
        seat=given.get("seat"),
        letter_number=given["letter_number"],
        letter_on=given["letter_on"],
        office_id=min(by.institutions(Permission.MANDATES_EDIT)),
        by=by,
        on=given["on"],
    )


@page(permission=Permission.MANDATES_EDIT, verbs=("GET", "POST"))
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """What is grave is asked on a page of its own: rights and personal links stop with the mandate."""
    visible = Mandate.objects.visible_to(request.actor).select_related("person", "institution", "body", "answer", "act")
    mandate = get_object_or_404(visible, pk=pk)
    if not can_edit_mandates(request.actor, role=mandate.role, institution_id=mandate.institution_id):
        raise NotAllowed(_("Only the office's administrator says who works in it."))
    today = timezone.localdate()
    form = EndForm(request.POST if request.method == "POST" else None, initial={"on": today})
    if form.is_valid():
        try:
            ended = end_mandate(mandate=mandate, by=request.actor, **form.cleaned_data)
        except DomainError as error:
            tell(form, error)
        else:
            words = {"name": mandate.person.name, "day": day(ended.valid_to)}
            messages.success(request, _("The mandate of %(name)s ends on %(day)s.") % words)
            return redirect("institutions:detail", pk=mandate.institution_id)
    return render(
        request, "institutions/mandate_end.html", {"form": form, "mandate": mandate, "paper": paper_of(mandate)}
    )
