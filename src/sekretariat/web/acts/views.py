"""Acts: the list, and one act with what it changes, what changes it, and what stands on it."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sekretariat.domain.acts.models import Act, ActQuerySet
from sekretariat.domain.acts.queries import changed_by, changes_to, matching, near_twins
from sekretariat.domain.acts.rules import can_keep_acts, faults_of
from sekretariat.domain.letters.queries import cites_of
from sekretariat.ground.actors import Permission

from ..page import SIGNED_IN, page
from .forms import ActFilter, years_of
from .words import date_said

ROWS_A_PAGE = 50
NEWEST_FIRST = "-date"
SORTS = {
    "number": ("number_key", "number", "year", "pk"),
    "-number": ("-number_key", "-number", "-year", "-pk"),
    "date": ("year", F("on").asc(nulls_last=True), "number_key", "pk"),
    "-date": ("-year", F("on").desc(nulls_last=True), "-number_key", "-pk"),
    "title": ("sort_key", "pk"),
    "-title": ("-sort_key", "-pk"),
}


@page(permission=SIGNED_IN)
def act_list(request: HttpRequest) -> HttpResponse:
    acts = Act.objects.visible_to(request.actor)
    form = ActFilter(request.GET, years=years_of(acts))
    ordered = _filtered(acts, form).order_by(*SORTS.get(request.GET.get("sort", ""), SORTS[NEWEST_FIRST]))
    shown = Paginator(ordered.select_related("issuer"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [(act, date_said(act)) for act in shown],
        "form": form,
        "open_count": acts.filter(is_confirmed=False).count(),
        "may_keep": can_keep_acts(request.actor),
    }
    return render(request, "acts/list.html", context)


def _filtered(acts: ActQuerySet, form: ActFilter) -> ActQuerySet:
    """What was chosen narrows the list; what is not understood narrows nothing."""
    form.is_valid()
    wanted = form.cleaned_data
    if wanted.get("q"):
        acts = matching(acts, wanted["q"])
    for name in ("type", "issuer", "year"):
        if wanted.get(name):
            acts = acts.filter(**{name: wanted[name]})
    if wanted.get("date"):
        acts = acts.filter(is_confirmed=wanted["date"] == "confirmed")
    return acts


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    act = get_object_or_404(Act.objects.visible_to(request.actor).select_related("issuer"), pk=pk)
    cites = cites_of(act, actor=request.actor, on=timezone.localdate())
    context = {
        "act": act,
        "date": date_said(act),
        "faults": faults_of(act),
        "twins": near_twins(number=act.number, year=act.year, besides=act),
        "changed": changed_by(act),
        "changing": changes_to(act),
        "cites": cites,
        "letters": Paginator(cites.letters, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "may_keep": can_keep_acts(request.actor),
        "sees_history": request.actor.may_anywhere(Permission.AUDIT_SEE),
    }
    return render(request, "acts/detail.html", context)
