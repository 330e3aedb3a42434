"""Handing a mandate over: what is open is shown, the new one is entered, the folder is there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.continuity.models import HandOver
from sekretariat.domain.continuity.queries.open import open_with
from sekretariat.domain.continuity.rules import OF_OFFICE, can_hand_over
from sekretariat.domain.continuity.services import hand_over
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..downloads import download
from ..duties.lists import duty_rows
from ..editing import tell
from ..page import SIGNED_IN, page
from ..papers import paper_of
from .forms import HandOverForm


@page(permission=Permission.MANDATES_EDIT, verbs=("GET", "POST"))
def hand_over_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Mandate.objects.visible_to(request.actor)
    mandate = get_object_or_404(visible.select_related("person", "institution", "body", "answer", "act"), pk=pk)
    if not can_hand_over(request.actor, mandate):
        raise NotAllowed(_("Only those who keep mandates hand them over; an office's, its administrator."))
    today, office = timezone.localdate(), _office_of(mandate, request.actor)
    form = HandOverForm(request.POST if request.method == "POST" else None, initial={"on": today})
    if form.is_valid():
        given = form.cleaned_data
        try:
            done = hand_over(
                mandate=mandate,
                to=form.named(),
                letter_number=given["letter_number"],
                letter_on=given["letter_on"],
                office=office,
                by=request.actor,
                on=given["on"],
            )
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The mandate was handed over to %(name)s.") % {"name": done.begun.person.name})
            return redirect("continuity:handed_over", pk=done.pk)
    shown = open_with(mandate, office=office, on=today)
    context = {
        "form": form,
        "mandate": mandate,
        "paper": paper_of(mandate),
        "shown": shown,
        "rows": duty_rows(shown.duties, actor=request.actor, on=today),
    }
    return render(request, "continuity/hand_over.html", context)


def _office_of(mandate: Mandate, actor: Actor) -> Office:
    """The office whose affairs are handed over: an officer's own, else that of who enters it."""
    key = mandate.institution_id if mandate.role in OF_OFFICE else min(actor.institutions(Permission.MANDATES_EDIT))
    return Office.objects.select_related("unit").get(pk=key)


def _visible(request: HttpRequest, pk: int) -> HandOver:
    parts = (
        "ended__person",
        "ended__institution",
        "ended__body",
        "begun__person",
        "begun__answer",
        "begun__act",
        "folder",
    )
    return get_object_or_404(HandOver.objects.visible_to(request.actor).select_related(*parts), pk=pk)


@page(permission=SIGNED_IN)
def handed_over(request: HttpRequest, pk: int) -> HttpResponse:
    done = _visible(request, pk)
    return render(request, "continuity/handed_over.html", {"done": done, "paper": paper_of(done.begun)})


@page(permission=SIGNED_IN)
def folder(request: HttpRequest, pk: int) -> HttpResponse:
    return download(_visible(request, pk).folder)
