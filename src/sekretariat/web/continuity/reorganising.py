"""What became of an institution: shown first, confirmed then."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.continuity.queries.parts import live_measures_seen, open_duties_seen, parts_of
from sekretariat.domain.continuity.rules import can_reorganise
from sekretariat.domain.continuity.services import name_successor, reorganise
from sekretariat.domain.institutions.enums import Change
from sekretariat.domain.institutions.models import Institution, Succession
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..jinja import day
from ..page import page
from .forms import ReorganiseForm, SuccessorForm
from .words import effects


def _institution(request: HttpRequest, pk: int) -> Institution:
    if not can_reorganise(request.actor):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    return get_object_or_404(Institution.objects.visible_to(request.actor), pk=pk)


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def reorganise_institution(request: HttpRequest, pk: int) -> HttpResponse:
    institution, today = _institution(request, pk), timezone.localdate()
    form = ReorganiseForm(
        request.POST if request.method == "POST" else None, today=today, initial={"email": institution.email}
    )
    shown = None
    if form.is_valid():
        given = form.cleaned_data
        if "confirm" in request.POST:
            try:
                succession = reorganise(
                    institution=institution,
                    change=Change(given["change"]),
                    successor=form.successor(),
                    act=given["act"],
                    by=request.actor,
                    on=given["on"],
                )
            except DomainError as error:
                tell(form, error)
            else:
                messages.success(request, _said(succession))
                return redirect("institutions:detail", pk=succession.successor_id or pk)
        else:
            shown = _effects(request, institution, form)
    context = {"form": form, "institution": institution, "effects": shown, "parts": parts_of(institution, on=today)}
    return render(request, "continuity/reorganise.html", context)


def _effects(request: HttpRequest, institution: Institution, form: ReorganiseForm) -> list[str]:
    given, heir = form.cleaned_data, form.successor()
    return list(
        effects(
            parts_of(institution, on=given["on"]),
            duties=open_duties_seen(institution, actor=request.actor).count(),
            measures=live_measures_seen(institution, actor=request.actor).count(),
            change=Change(given["change"]),
            successor="" if heir is None else heir.name_sq,
        )
    )


def _said(succession: Succession) -> str:
    words = {"name": succession.institution.label, "day": day(succession.on)}
    if succession.successor is None:
        return _("%(name)s exists no longer from %(day)s. What it owes has no holder: name a successor.") % words
    return _("%(name)s exists no longer from %(day)s. What it owed is now owed by %(successor)s.") % (
        words | {"successor": succession.successor.label}
    )


@page(permission=Permission.DIRECTORY_EDIT, verbs=("GET", "POST"))
def successor(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes over what was left without a holder."""
    institution = _institution(request, pk)
    today = timezone.localdate()
    duties = open_duties_seen(institution, actor=request.actor).count()
    form = SuccessorForm(request.POST if request.method == "POST" else None, today=today, initial={"on": today})
    form.fields["on"].help_text = _("The day from which the successor owes what is open.")
    if form.is_valid():
        try:
            name_successor(institution=institution, by=request.actor, **form.cleaned_data)
        except DomainError as error:
            tell(form, error)
        else:
            heir = form.cleaned_data["successor"]
            said = ngettext(
                "%(heir)s takes over: %(count)s open duty.", "%(heir)s takes over: %(count)s open duties.", duties
            )
            messages.success(request, said % {"heir": heir.label, "count": duties})
            return redirect("institutions:detail", pk=heir.pk)
    context = {"form": form, "institution": institution, "duties": duties}
    return render(request, "continuity/successor.html", context)
