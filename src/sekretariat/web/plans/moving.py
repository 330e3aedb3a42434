"""Moving a step, with a look at what it pushes before anything moves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.plans.models import CalendarStep, Plan
from sekretariat.domain.plans.queries import due_of_step, push_of
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.domain.plans.services import Moving, move_step
from sekretariat.ground.errors import DomainError, NotAllowed, Stale

from ..editing import tell
from ..page import SIGNED_IN, page
from .calendarforms import MoveForm
from .calendaring import crumbs_of


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Without "move" in the form it is only looked at what would move."""
    step = _step(request, pk)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"revision": step.calendar.revision, "ends_on": due_of_step(step)},
    )
    push = None
    if form.is_valid():
        wanted = form.cleaned_data["ends_on"]
        if "move" in request.POST and (moving := _moved(request, step, form)):
            messages.success(request, _said(step, moving))
            if moving.told.unreachable:
                names = ", ".join(moving.told.unreachable)
                messages.warning(request, _("Nobody could be written to at: %(names)s.") % {"names": names})
            return redirect("plans:calendar", pk=step.calendar.plan_id)
        push = push_of(step, wanted, on=timezone.localdate())
    plan = step.calendar.plan
    context = {
        "step": step,
        "plan": plan,
        "crumbs": crumbs_of(plan),
        "form": form,
        "push": push,
        "ends_on": due_of_step(step),
    }
    return render(request, "plans/move_step.html", context)


def _step(request: HttpRequest, pk: int) -> CalendarStep:
    plans = Plan.objects.visible_to(request.actor).values("pk")
    steps = CalendarStep.objects.filter(calendar__plan__in=plans, calendar__node__isnull=False)
    step = get_object_or_404(
        steps.select_related("calendar__plan__office__unit", "calendar__node", "obligation", "institution"), pk=pk
    )
    if not can_keep_plan(request.actor, step.calendar.plan):
        raise NotAllowed(_("Only the technical secretariat of the plan keeps its calendar."))
    return step


def _moved(request: HttpRequest, step: CalendarStep, form: MoveForm) -> Moving | None:
    values = form.cleaned_data
    try:
        return move_step(
            step=step,
            ends_on=values["ends_on"],
            reason=values["reason"],
            seen=values["revision"],
            by=request.actor,
            on=timezone.localdate(),
        )
    except Stale as stale:
        form.add_error(None, str(stale))
        step.calendar.refresh_from_db()
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["revision"] = step.calendar.revision  # type: ignore[index]
    except DomainError as error:
        tell(form, error)
    return None


def _said(step: CalendarStep, moving: Moving) -> str:
    others = len(moving.shifts) - 1
    said = _("“%(title)s” was moved.") % {"title": step.title_sq}
    if others:
        said += " " + ngettext("%(count)s step moved with it.", "%(count)s steps moved with it.", others) % {
            "count": others
        }
    if moving.told.mails:
        mails = ngettext(
            "%(count)s message tells of the new deadline.",
            "%(count)s messages tell of the new deadlines.",
            moving.told.mails,
        )
        said += f" {mails % {'count': moving.told.mails}}"
    return said
