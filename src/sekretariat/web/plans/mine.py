"""The institution's own view: what it proposed and leads, in which plans it stands, and what is asked of it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import with_parts
from sekretariat.domain.plans.queries import own_entries, own_figures, own_measures, own_plans, own_rows
from sekretariat.ground.actors import Actor, Permission

from ..duties.lists import SORTS as DUTY_SORTS
from ..duties.lists import DutyRow, duty_rows
from ..page import page
from .filters import OwnFilter

ROWS_A_PAGE = 50
DUTIES_SHOWN = 10


@page(permission=Permission.MEASURES_SEE)
def mine(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    entries = own_entries(actor)
    form = OwnFilter(request.GET, plans=own_plans(entries))
    form.is_valid()
    given = form.cleaned_data
    measures = own_measures(
        entries,
        actor,
        words=given.get("q") or "",
        plan=given.get("plan"),
        role=given.get("role") or "",
        has_gap=bool(given.get("gap")),
    )
    shown = Paginator(measures, ROWS_A_PAGE).get_page(request.GET.get("page"))
    owed = Obligation.objects.owed_by_actor(actor).still_owed()
    context = {
        "form": form,
        "page": shown,
        "rows": own_rows(shown, entries, actor),
        "figures": own_figures(measures),
        "duties": _duties(actor, owed),
        "duty_count": owed.count(),
        "may_edit": actor.may_anywhere(Permission.MEASURES_EDIT),
    }
    return render(request, "plans/mine.html", context)


def _duties(actor: Actor, owed: object) -> list[DutyRow]:
    """The most urgent; the page of duties holds them all."""
    first = with_parts(owed).order_by(*DUTY_SORTS["due"])[:DUTIES_SHOWN]
    return duty_rows(first, actor=actor, on=timezone.localdate())
