"""All plans that one sees, each with its figures."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.enums import EntryState, PlanState
from sekretariat.domain.plans.models import Plan, PlanEntry, PlanEntryQuerySet, PlanQuerySet
from sekretariat.domain.plans.queries import Figures, PlanFigures, figures_by_plan, figures_of_measures, figures_once
from sekretariat.domain.plans.rules import can_add_plan
from sekretariat.ground.actors import Permission
from sekretariat.ground.words import fold

from ..page import SIGNED_IN, page
from ..routes import route_names
from .filters import PlanFilter

ROWS_A_PAGE = 50
SORTS = {
    "name": ("sort_key", "pk"),
    "-name": ("-sort_key", "-pk"),
    "years": ("year_from", "year_to", "sort_key", "pk"),
    "-years": ("-year_from", "-year_to", "sort_key", "pk"),
}


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    plan: Plan
    figures: PlanFigures

    @property
    def states(self) -> str:
        """How its measures stand: "12 validated, 3 proposed"."""
        return ", ".join(self._said(state, count) for state in EntryState if (count := self.figures.states.get(state)))

    def _said(self, state: EntryState, count: int) -> str:
        words = {
            EntryState.PROPOSED: ngettext("%(num)s proposed", "%(num)s proposed", count),
            EntryState.VALIDATED: ngettext("%(num)s validated", "%(num)s validated", count),
            EntryState.ADOPTED: ngettext("%(num)s adopted", "%(num)s adopted", count),
            EntryState.RETURNED: ngettext("%(num)s returned", "%(num)s returned", count),
            EntryState.LEFT_OUT: ngettext("%(num)s left out", "%(num)s left out", count),
        }
        return words[state] % {"num": count}


@page(permission=SIGNED_IN)
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = Plan.objects.visible_to(request.actor)
    form = PlanFilter(request.GET, **_choices(plans))
    ordered = _filtered(plans, form).order_by(*SORTS.get(request.GET.get("sort", ""), SORTS["-years"]))
    shown = Paginator(ordered.select_related("office__unit"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    entries = PlanEntry.objects.visible_to(request.actor)
    figures = figures_by_plan(entries.filter(plan__in=[plan.pk for plan in shown]))
    context = {
        "page": shown,
        "rows": [PlanRow(plan=plan, figures=figures.get(plan.pk, PlanFigures(states={}))) for plan in shown],
        "form": form,
        "states": PlanState,
        "all": _all(figures, entries.filter(plan__in=ordered.order_by().values("pk")), shown),
        "may_add": can_add_plan(request.actor) and "plans:new" in route_names(),
        "takes_part": request.actor.may_anywhere(Permission.MEASURES_SEE),
    }
    return render(request, "plans/list.html", context)


def _all(figures: dict[int, PlanFigures], entries: PlanEntryQuerySet, shown: Page) -> Figures:
    """Of every plan that is found, on whatever page it stands."""
    if shown.has_other_pages():
        return figures_of_measures(entries)
    return figures_once((one.figures for one in figures.values()), entries)


def _choices(plans: PlanQuerySet) -> dict[str, Any]:
    """The years and secretariats of the plans that are seen: one query."""
    found = list(plans.values_list("year_from", "year_to", "office").distinct())
    years = {year for first, last, _office in found for year in range(first, last + 1)}
    offices = Office.objects.filter(pk__in={office for _first, _last, office in found}).select_related("unit")
    return {"years": sorted(years, reverse=True), "offices": offices.order_by("unit__label_key", "pk")}


def _filtered(plans: PlanQuerySet, form: PlanFilter) -> PlanQuerySet:
    """What was chosen narrows the list; what is not understood narrows nothing."""
    form.is_valid()
    wanted = form.cleaned_data
    for word in fold(wanted.get("q") or "").split():
        plans = plans.filter(folded__contains=word)
    for name in ("kind", "state", "office"):
        if wanted.get(name):
            plans = plans.filter(**{name: wanted[name]})
    if wanted.get("year"):
        plans = plans.filter(year_from__lte=wanted["year"], year_to__gte=wanted["year"])
    return plans
