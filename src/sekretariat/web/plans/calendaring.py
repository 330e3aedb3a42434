"""The calendar of a plan: the frame, each component's calendar, what is wrong with it, joining and returning."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.enums import CalendarState, StepKind
from sekretariat.domain.plans.models import Node, Plan, PlanCalendar
from sekretariat.domain.plans.queries import JointCalendar, Part, StepRow, Through, joint_calendar, leads_through
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.domain.plans.services import expect_calendar, join_calendar, return_calendar, set_frame
from sekretariat.ground.errors import DomainError, NotAllowed, Stale

from ..editing import tell
from ..jinja import day, day_in, url
from ..page import SIGNED_IN, page
from ..routes import route_names
from ..standing import Said, said
from .calendarforms import FrameForm, ReturnForm
from .calendarwords import lead_of, part_said
from .drawing import Picture, Stretch, draw
from .tabs import tabs_of

STEP_TONES = {CalendarState.JOINED: "joined", CalendarState.RECEIVED: "proposed", CalendarState.REFUSED: "refused"}


def plan_of(request: HttpRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.actor).select_related("office__unit", "body", "network")
    return get_object_or_404(plans, pk=pk)


def kept_plan(request: HttpRequest, pk: int) -> Plan:
    plan = plan_of(request, pk)
    if not can_keep_plan(request.actor, plan):
        raise NotAllowed(_("Only the technical secretariat of the plan keeps its calendar."))
    return plan


def calendar_of(request: HttpRequest, pk: int) -> PlanCalendar:
    calendars = PlanCalendar.objects.visible_to(request.actor).filter(node__isnull=False)
    calendar = get_object_or_404(calendars.select_related("plan__office__unit", "node", "obligation"), pk=pk)
    if not can_keep_plan(request.actor, calendar.plan):
        raise NotAllowed(_("Only the technical secretariat of the plan keeps its calendar."))
    return calendar


def crumbs_of(plan: Plan) -> list[tuple[str, object]]:
    """The way to the plan, as far as its pages are there."""
    there = route_names()
    ways = (("plans:list", {}, _("Plans")), ("plans:detail", {"pk": plan.pk}, plan.label))
    return [(url(route, **kwargs), label) for route, kwargs, label in ways if route in there]


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """A component as the page shows it."""

    part: Part
    said: Said
    sees_duty: bool
    steps: list[tuple[StepRow, Said | None, bool]]

    @property
    def leads(self) -> list[Through]:
        return leads_through(self.part.leads)


@page(permission=SIGNED_IN)
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    today = timezone.localdate()
    joint = joint_calendar(plan, on=today)
    keeps = can_keep_plan(request.actor, plan)
    context = {
        "plan": plan,
        "crumbs": crumbs_of(plan),
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": "plans:calendar",
        "joint": joint,
        "rows": _rows(request, joint),
        "lead": lead_of(joint),
        "picture": picture_of(joint, today=today),
        "keeps": keeps,
        "kinds": {kind.value: str(kind.label) for kind in StepKind},
        "unlinked": _unlinked(joint) if keeps else [],
        "unasked": [part for part in joint.parts if part.obligation is None],
    }
    return render(request, "plans/calendar.html", context)


def _rows(request: HttpRequest, joint: JointCalendar) -> list[PartRow]:
    """Which duties the reader may open is asked once for all of them."""
    keys = [part.obligation.pk for part in joint.parts if part.obligation]
    keys += [row.step.obligation_id for part in joint.parts for row in part.rows if row.step.obligation_id]
    seen = set(Obligation.objects.visible_to(request.actor).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        PartRow(
            part=part,
            said=part_said(part),
            sees_duty=part.obligation is not None and part.obligation.pk in seen,
            steps=[
                (
                    row,
                    said(row.step.obligation, row.stands) if row.step.obligation and row.stands else None,
                    row.step.obligation_id in seen,
                )
                for row in part.rows
            ],
        )
        for part in joint.parts
    ]


def _unlinked(joint: JointCalendar) -> list[Obligation]:
    """Duties to send a calendar that are of no component yet, for the officer to say of which."""
    used = [part.obligation.pk for part in joint.parts if part.obligation]
    asked = Obligation.objects.filter(kind=ObligationKind.SEND_CALENDAR, office=joint.plan.office_id)
    asked = asked.exclude(state=ObligationState.WITHDRAWN).exclude(pk__in=used).filter(plan_calendars=None)
    return list(asked.select_related("institution").order_by("pk")[:50])


def picture_of(joint: JointCalendar, *, today: datetime.date) -> Picture | None:
    marked = [(today, _("today"), "today")]
    if joint.plan.adoption_on:
        marked.append((joint.plan.adoption_on, _("adoption"), "adoption"))
    return draw(list(_stretches(joint)), marked=marked)


def _stretches(joint: JointCalendar) -> Iterator[Stretch]:
    language = get_language() or "sq"
    if joint.windows:
        yield Stretch(label=_("The frame"), is_heading=True)
    for window in joint.windows:
        yield Stretch(
            label=str(StepKind(window.kind).label),
            tone="frame",
            starts_on=window.starts_on,
            ends_on=window.ends_on,
            title=f"{StepKind(window.kind).label}: {day(window.starts_on)}–{day(window.ends_on)}",
        )
    for part in joint.parts:
        if not part.rows:
            continue
        yield Stretch(label=f"{part.node.code} {_title(part.node, language)}", is_heading=True)
        tone = STEP_TONES.get(part.state, "proposed")
        for row in part.rows:
            refused = any(remark.is_refusal for remark in row.remarks)
            title = _title(row.step, language)
            yield Stretch(
                label=f"{row.number}. {title}",
                title=f"{title}: {day_in(language, row.ends_on, row.precision)}",
                tone="refused" if refused else tone,
                starts_on=row.step.starts_on,
                ends_on=row.ends_on,
            )


def _title(row: Any, language: str) -> str:
    return getattr(row, f"title_{language}", "") or row.title_sq


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """From when to when the secretariat wants each kind of step, and the day of adoption."""
    plan = kept_plan(request, pk)
    kept = PlanCalendar.objects.filter(plan=plan, node=None).first()
    form = FrameForm(
        request.POST if request.method == "POST" else None,
        windows=list(kept.steps.all()) if kept else [],
        initial={"revision": kept.revision if kept else 0, **_adoption(plan, kept)},
    )
    if form.is_valid():
        try:
            set_frame(
                plan=plan,
                windows=form.windows(),
                seen=form.cleaned_data["revision"],
                by=request.actor,
                on=timezone.localdate(),
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["revision"] = PlanCalendar.objects.get(plan=plan, node=None).revision  # type: ignore[index]
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The frame was set. Calendars are checked against it from now on."))
            return redirect("plans:calendar", pk=plan.pk)
    return render(request, "plans/frame.html", {"plan": plan, "crumbs": crumbs_of(plan), "form": form})


def _adoption(plan: Plan, kept: PlanCalendar | None) -> Mapping[str, object]:
    """The plan's day of adoption stands in the frame from the beginning."""
    return {} if kept else {"adoption_ends_on": plan.adoption_on}


@page(permission=SIGNED_IN, verbs=("POST",))
def expect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say by which duty a component's calendar is asked."""
    plan = kept_plan(request, pk)
    form = ExpectForm(request.POST, plan=plan)
    if form.is_valid():
        try:
            expect_calendar(**form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("It is noted by which duty the calendar comes."))
    else:
        messages.warning(request, _("Choose the component and the duty."))
    return redirect("plans:calendar", pk=plan.pk)


class ExpectForm(forms.Form):
    node = forms.ModelChoiceField(queryset=Node.objects.none())
    obligation = forms.ModelChoiceField(queryset=Obligation.objects.none())

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["node"].queryset = Node.objects.filter(plan=plan, parent=None).select_related("plan")
        self.fields["obligation"].queryset = Obligation.objects.filter(
            kind=ObligationKind.SEND_CALENDAR, office=plan.office_id
        )


@page(permission=SIGNED_IN, verbs=("POST",))
def join(request: HttpRequest, pk: int) -> HttpResponse:
    calendar = calendar_of(request, pk)
    try:
        joined = join_calendar(calendar=calendar, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        said_so = _("The calendar of component %(code)s was joined. Its steps are duties now: %(count)s.")
        messages.success(request, said_so % {"code": calendar.node.code, "count": joined.steps.count()})  # type: ignore[union-attr]
    return redirect("plans:calendar", pk=calendar.plan_id)


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The reasons, as the institution will read them, with words of the officer before them."""
    calendar = calendar_of(request, pk)
    joint = joint_calendar(calendar.plan, on=timezone.localdate())
    part = next(one for one in joint.parts if one.node.pk == calendar.node_id)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return_calendar(calendar=calendar, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(
                request,
                _("The calendar of component %(code)s was returned with its reasons.") % {"code": part.node.code},
            )
            return redirect("plans:calendar", pk=calendar.plan_id)
    context = {"plan": calendar.plan, "crumbs": crumbs_of(calendar.plan), "part": part, "form": form}
    return render(request, "plans/return_calendar.html", context)
