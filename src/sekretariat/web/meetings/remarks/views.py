"""Rounds of remarks: all, a new one, how one stands, answering a remark, closing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.consultations.enums import RoundState
from sekretariat.domain.consultations.models import Remark, RemarksRound
from sekretariat.domain.consultations.queries import rounds_with_counts, sheet_of
from sekretariat.domain.consultations.rules import can_keep_round
from sekretariat.domain.consultations.services import close_round, open_round, respond_to_remark
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.models import Plan, PlanQuerySet
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from ...page import SIGNED_IN, page
from .forms import ResponseForm, RoundForm

ROWS_A_PAGE = 50


@page(permission=SIGNED_IN)
def rounds(request: HttpRequest) -> HttpResponse:
    found = rounds_with_counts(RemarksRound.objects.visible_to(request.actor))
    shown = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    may_open = request.actor.may_anywhere(Permission.MEETINGS_KEEP)
    return render(request, "meetings/rounds.html", {"page": shown, "may_open": may_open, "states": RoundState})


@page(permission=Permission.MEETINGS_KEEP, verbs=("GET", "POST"))
def new_round(request: HttpRequest) -> HttpResponse:
    """First the plan, then its measures, the body and the day."""
    plans = _plans_kept(request.actor)
    key = request.GET.get("plan", "")
    plan = get_object_or_404(plans, pk=key) if key.isdecimal() else None
    if plan is None:
        return render(request, "meetings/round_new.html", {"plans": plans, "plan": None})
    if not can_keep_plan(request.actor, plan):
        raise NotAllowed(_("Only the plan's technical secretariat keeps it."))
    form = RoundForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        try:
            made = open_round(
                office=plan.office, plan=plan, **form.cleaned_data, by=request.actor, on=timezone.localdate()
            )
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The round is open, and every member of the body was written to."))
            return redirect("meetings:round", pk=made.pk)
    return render(request, "meetings/round_new.html", {"plan": plan, "form": form})


def _plans_kept(actor: Actor) -> PlanQuerySet:
    """Plans of the actor's offices, each with `waiting_count`: its measures that may still change."""
    own = Plan.objects.filter(office__in=actor.institutions(Permission.PLANS_EDIT)).select_related("office", "body")
    waiting = Q(entries__state__in=[EntryState.PROPOSED, EntryState.RETURNED])
    return own.annotate(waiting_count=Count("entries", filter=waiting)).order_by("-waiting_count", "sort_key", "pk")


@page(permission=SIGNED_IN)
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has answered, and what was remarked on each measure."""
    return _page(request, _visible_round(request, pk))


def _page(request: HttpRequest, remarks_round: RemarksRound, fault: str = "") -> HttpResponse:
    sheet, today = sheet_of(remarks_round), timezone.localdate()
    readable = Obligation.objects.visible_to(request.actor).filter(pk__in=[one.pk for one in sheet.asked])
    context = {
        "round": remarks_round,
        "sheet": sheet,
        "fault": fault,
        "readable": set(readable.values_list("pk", flat=True)),
        "may_keep": can_keep_round(request.actor, remarks_round),
        "is_open": remarks_round.state == RoundState.OPEN,
        "is_over": remarks_round.due_on < today,
        "sees_measures": can_keep_plan(request.actor, remarks_round.plan),
    }
    return render(request, "meetings/round.html", context)


@page(permission=Permission.MEETINGS_KEEP, verbs=("GET", "POST"))
def respond_remark(request: HttpRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Say what becomes of one remark, and go on to the next that waits."""
    remarks_round = _kept_round(request, pk)
    own = remarks_round.remarks.select_related("institution", "entry__measure", "entry__node", "round")
    remark = get_object_or_404(own, pk=remark_pk)
    typed = request.POST if request.method == "POST" else None
    form = ResponseForm(typed, initial={"outcome": remark.outcome, "response": remark.response})
    if form.is_valid():
        try:
            respond_to_remark(remark=remark, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The remark of %(name)s was answered.") % {"name": remark.institution.label})
            return _after(request, remarks_round)
    waiting = remarks_round.remarks.filter(outcome="").count()
    context = {"round": remarks_round, "remark": remark, "form": form, "waiting_count": waiting}
    return render(request, "meetings/remark.html", context)


def _after(request: HttpRequest, remarks_round: RemarksRound) -> HttpResponse:
    following: Remark | None = remarks_round.remarks.filter(outcome="").first()
    if "next" in request.POST and following is not None:
        return redirect("meetings:respond_remark", pk=remarks_round.pk, remark_pk=following.pk)
    return redirect("meetings:round", pk=remarks_round.pk)


@page(permission=Permission.MEETINGS_KEEP, verbs=("POST",))
def close(request: HttpRequest, pk: int) -> HttpResponse:
    remarks_round = _kept_round(request, pk)
    try:
        close_round(remarks_round=remarks_round, by=request.actor, on=timezone.localdate())
    except NotAllowed:
        raise
    except DomainError as error:
        return _page(request, remarks_round, str(error))
    messages.success(request, _("The round is closed: every remark has its answer."))
    return redirect("meetings:round", pk=pk)


def _visible_round(request: HttpRequest, pk: int) -> RemarksRound:
    visible = RemarksRound.objects.visible_to(request.actor)
    return get_object_or_404(visible.select_related("body", "plan", "office__unit"), pk=pk)


def _kept_round(request: HttpRequest, pk: int) -> RemarksRound:
    remarks_round = _visible_round(request, pk)
    if not can_keep_round(request.actor, remarks_round):
        raise NotAllowed(_("Only the technical secretariat of the round answers its remarks and closes it."))
    return remarks_round
