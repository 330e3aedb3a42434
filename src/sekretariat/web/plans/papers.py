"""The plan on its way out, and what changed in it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from sekretariat.domain.plans.enums import PaperFormat, PaperLanguage
from sekretariat.domain.plans.exporters import (
    FROZEN_FORMATS,
    Wording,
    changes_docx,
    changes_in_words,
    csv_stream,
    plan_document,
)
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.queries import changes_between
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.ground.jobs.services import start

from ..downloads import MADE_BY_US, download_document
from ..page import SIGNED_IN, page
from .editions import HERE, whole_plan
from .forms_editions import CompareForm, PaperForm
from .tabs import tabs_of

GROUPS_A_PAGE = 30
# Of more measures a printed paper is made in the background.
PRINTED_AT_ONCE = 600


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as it stands today. A GET with a form gives it; a large one is begun by a POST, in the background."""
    plan = whole_plan(request.actor, pk)
    asked = PaperForm(request.POST if request.method == "POST" else request.GET or None)
    count = plan.entries.count()
    if not asked.is_valid():
        context = {"form": PaperForm(asked.data if asked.errors else None)}
    else:
        form, language = PaperFormat(asked.cleaned_data["form"]), PaperLanguage(asked.cleaned_data["language"])
        if request.method == "POST":
            job = start(what="plans.paper", by=request.actor, plan=plan.pk, form=form.value, language=language.value)
            return redirect("jobs:detail", pk=job.pk)
        if form not in FROZEN_FORMATS or count <= PRINTED_AT_ONCE:
            return _made_now(plan, form, language)
        context = {"form": asked, "is_large": True}
    context |= {"plan": plan, "plan_tabs": tabs_of(plan, request.actor), "here_tab": HERE, "count": count}
    return render(request, "plans/paper.html", {"is_large": False, **context})


def _made_now(plan: Plan, form: PaperFormat, language: PaperLanguage) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    if form != PaperFormat.CSV:
        return download_document(plan_document(plan, form=form, language=language, on=today, created=now))
    name, lines = csv_stream(plan, language=language, on=today)
    response = StreamingHttpResponse(lines, content_type=f"{MADE_BY_US['csv']}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    return response


@page(permission=SIGNED_IN)
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed from one edition to another, or to today; with `language`, the same as a document."""
    plan = whole_plan(request.actor, pk)
    editions = list(plan.editions.select_related("content").order_by("sequence"))
    form = CompareForm(request.GET, editions=editions)
    chosen = form.cleaned_data if form.is_valid() else {}
    by_number = {one.sequence: one for one in editions}
    since = by_number.get(chosen.get("since") or 0, editions[-1] if editions else None)
    until = by_number.get(chosen.get("until") or 0)
    tells_undecided = can_keep_plan(request.actor, plan)
    compared = changes_between(plan, since=since, until=until)
    now = timezone.now()
    if since and request.GET.get("language") in PaperLanguage.values:
        language = PaperLanguage(request.GET["language"])
        states = {"since": since, "until": until, "on": timezone.localdate(now), "created": now}
        return download_document(
            changes_docx(plan, compared, language=language, tells_undecided=tells_undecided, **states)
        )
    words = Wording.of(PaperLanguage(get_language()))
    groups = changes_in_words(compared, words, tells_undecided=tells_undecided)
    context = {
        "plan": plan,
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": HERE,
        "form": form,
        "since": since,
        "until": until,
        "said_in": words.languages[0],
        "paper_languages": PaperLanguage,
        "groups": Paginator(groups, GROUPS_A_PAGE).get_page(request.GET.get("page")),
        "change_count": len(compared),
        "undecided_count": sum(one.is_undecided for one in compared) if tells_undecided else 0,
    }
    return render(request, "plans/changes.html", context)
