"""What an act changes: entering it, and then all that stands on the old act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.acts.enums import Effect
from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.acts.rules import effect_said
from sekretariat.domain.acts.services import amend_act, remove_amendment
from sekretariat.domain.bodies.queries import secretariats_of_each
from sekretariat.domain.bodies.rules import can_edit_body
from sekretariat.domain.letters.queries import CitesOfAct, cites_of
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError

from ..editing import tell
from ..page import SIGNED_IN, page
from .forms import AmendForm
from .words import changes_said

MOST_LETTERS = 200


@page(permission=Permission.BODIES_EDIT, verbs=("GET", "POST"))
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """The act of the page changes another one (`?amended=` fills it in)."""
    act = get_object_or_404(Act.objects.visible_to(request.actor), pk=pk)
    initial = {"amended": request.GET.get("amended", ""), "effect": effect_said(act.title_sq)}
    form = AmendForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            amendment = amend_act(act=act, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, changes_said(amendment))
            return redirect("acts:affected", pk=pk, amended_pk=amendment.amended_id)
    return render(request, "acts/amend.html", {"form": form, "act": act})


@page(permission=SIGNED_IN)
def affected(request: HttpRequest, pk: int, amended_pk: int) -> HttpResponse:
    """Bodies, seats and letters that stand on the old act, and what to do about each."""
    amendment = _amendment(request, pk, amended_pk)
    cites = cites_of(amendment.amended, actor=request.actor, on=timezone.localdate())
    context = {
        "amendment": amendment,
        "said": changes_said(amendment),
        "cites": cites,
        "letters": cites.letters[:MOST_LETTERS],
        "letter_count": cites.letters.count(),
        "based_already": _based_on(amendment.act),
        "kept": _kept(cites, actor=request.actor),
        "may_write_for": request.actor.institutions(Permission.LETTERS_WRITE),
        "is_ending": amendment.effect != Effect.AMENDS,
    }
    return render(request, "acts/affected.html", context)


def _amendment(request: HttpRequest, pk: int, amended_pk: int) -> Amendment:
    visible = Amendment.objects.filter(act__in=Act.objects.visible_to(request.actor))
    return get_object_or_404(visible.select_related("act__issuer", "amended__issuer"), act=pk, amended=amended_pk)


def _based_on(act: Act) -> set[int]:
    return set(act.bodies_based.values_list("body_id", flat=True))


def _kept(cites: CitesOfAct, *, actor: Actor) -> set[int]:
    """The bodies among them that the actor keeps."""
    today = timezone.localdate()
    bodies = {one.body_id for one in (*cites.bases, *cites.seats)}
    served = secretariats_of_each(bodies, on=today)
    return {body for body in bodies if can_edit_body(actor, served[body])}


@page(permission=Permission.BODIES_EDIT, verbs=("POST",))
def remove(request: HttpRequest, pk: int, amended_pk: int) -> HttpResponse:
    amendment = _amendment(request, pk, amended_pk)
    said = changes_said(amendment)
    remove_amendment(amendment=amendment, by=request.actor, on=timezone.localdate())
    messages.success(request, _("Taken back: “%(said)s” The history keeps it.") % {"said": said})
    return redirect("acts:detail", pk=pk)
