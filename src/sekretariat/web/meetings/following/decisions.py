"""All decisions across meetings, and what became of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sekretariat.domain.meetings.queries.decisions import decisions_seen, followed, narrowed
from sekretariat.domain.meetings.queries.programme import bodies_of_meetings, years_of_meetings
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import Plan

from ...page import SIGNED_IN, page
from ...standing import said
from .followingforms import DecisionFilter

ROWS_A_PAGE = 50


@page(permission=SIGNED_IN)
def show(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    form = DecisionFilter(request.GET, bodies=bodies_of_meetings(actor), years=years_of_meetings(actor))
    found = narrowed(decisions_seen(actor), form.wanted)
    shown = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = followed(list(shown.object_list), on=timezone.localdate())
    duties = [duty for row in rows for duty in row.duties]
    readable = Obligation.objects.visible_to(actor).filter(pk__in=[duty.obligation.pk for duty in duties])
    plans = Plan.objects.visible_to(actor).filter(pk__in=[row.decision.plan_id for row in rows if row.decision.plan_id])
    context = {
        "form": form,
        "page": shown,
        "rows": rows,
        "said": {duty.obligation.pk: said(duty.obligation, duty.stands) for duty in duties},
        "readable": set(readable.values_list("pk", flat=True)),
        "plans": set(plans.values_list("pk", flat=True)),
    }
    return render(request, "meetings/decisions.html", context)
