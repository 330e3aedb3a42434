"""Editions of a plan: the list, one with its papers, freezing a new one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.models import Edition, Plan
from sekretariat.domain.plans.rules import can_keep_plan, sees_whole
from sekretariat.domain.plans.services import EditionDecision, make_edition, papers_of
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.jobs.services import start

from ..downloads import download
from ..editing import tell
from ..page import SIGNED_IN, page
from .forms_editions import EditionForm, PaperForm
from .plan import PARTS
from .tabs import tabs_of

HERE = "plans:editions"


def whole_plan(actor: Actor, pk: int) -> Plan:
    """A plan that the actor sees whole. One that is seen in part has no papers for the reader."""
    plan = get_object_or_404(Plan.objects.visible_to(actor).select_related(*PARTS), pk=pk)
    if not sees_whole(actor, plan):
        raise NotAllowed(gettext_lazy("The whole plan is for its technical secretariat until it is adopted."))
    return plan


def kept_plan(actor: Actor, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(actor).select_related(*PARTS), pk=pk)
    if not can_keep_plan(actor, plan):
        raise NotAllowed(gettext_lazy("Only the plan's technical secretariat keeps it."))
    return plan


@page(permission=SIGNED_IN)
def editions(request: HttpRequest, pk: int) -> HttpResponse:
    plan = whole_plan(request.actor, pk)
    context = {
        "plan": plan,
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": HERE,
        "editions": list(plan.editions.order_by("-sequence")),
        "form": PaperForm(),
        "may_keep": can_keep_plan(request.actor, plan),
    }
    return render(request, "plans/editions.html", context)


@page(permission=SIGNED_IN)
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    row = _visible_edition(request.actor, pk)
    papers = list(row.papers.select_related("file").order_by("language", "format"))
    context = {
        "plan": row.plan,
        "plan_tabs": tabs_of(row.plan, request.actor),
        "here_tab": HERE,
        "edition": row,
        "papers": papers,
        "missing_count": len(papers_of()) - len(papers),
        "before": row.plan.editions.filter(sequence__lt=row.sequence).order_by("-sequence").first(),
        "may_keep": can_keep_plan(request.actor, row.plan),
    }
    return render(request, "plans/edition.html", context)


def _visible_edition(actor: Actor, pk: int) -> Edition:
    rows = Edition.objects.visible_to(actor).select_related("plan__office__unit", "plan__body", "content")
    return get_object_or_404(rows, pk=pk)


@page(permission=SIGNED_IN)
def edition_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """The frozen content or one of the papers."""
    row = _visible_edition(request.actor, pk)
    for file in (row.content, *(paper.file for paper in row.papers.select_related("file"))):
        if file.pk == file_pk:
            return download(file)
    raise Http404


@page(permission=Permission.PLANS_EDIT, verbs=("GET", "POST"))
def edition_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request.actor, pk)
    form = EditionForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        given = form.cleaned_data
        decision = EditionDecision(
            **{name: given[name] for name in ("body_sq", "body_en", "decided_on", "number", "text")}
        )
        try:
            made = make_edition(
                plan=plan,
                title_sq=given["title_sq"],
                title_en=given["title_en"],
                decision=decision,
                adopts=given.get("adopts", False),
                by=request.actor,
                on=timezone.localdate(),
            )
        except DomainError as error:
            tell(form, error)
        else:
            start(what="plans.papers", by=request.actor, edition=made.pk)
            messages.success(request, _("The edition is frozen. Its papers are being made; in a minute they are here."))
            return redirect("plans:edition", pk=made.pk)
    return render(request, "plans/edition_new.html", {"plan": plan, "form": form})


@page(permission=Permission.PLANS_EDIT, verbs=("POST",))
def edition_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the papers that are missing: the work behind them may have failed."""
    row = _visible_edition(request.actor, pk)
    if not can_keep_plan(request.actor, row.plan):
        raise NotAllowed(gettext_lazy("Only the plan's technical secretariat keeps it."))
    job = start(what="plans.papers", by=request.actor, edition=row.pk)
    return redirect("jobs:detail", pk=job.pk)
