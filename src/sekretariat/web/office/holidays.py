"""The days on which the state does not work: declared and cancelled by an office for the whole installation."""

import datetime
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.followup.services import Told
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.queries import Shift
from sekretariat.domain.plans.services import HolidayTold, cancel_holiday, declare_holiday
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.errors import DomainError

from ..editing import tell
from ..page import page
from .forms import HolidayForm
from .here import Here, here_of

STEPS_NAMED = 20
YEARS = range(1912, 2101)


@page(permission=Permission.LETTERS_SEE, verbs=("GET", "POST"))
def holidays(request: HttpRequest) -> HttpResponse:
    """One year's holidays, with the form that declares one; `cancel` in the form takes one back."""
    here = here_of(request)
    form = HolidayForm(None)
    if request.method == "POST":
        here.refuse_unless_editor()
        if "cancel" in request.POST:
            return _cancel(request, here)
        form = HolidayForm(request.POST)
        if form.is_valid() and (moved := _declared(request, here, form)) is not None:
            day = form.cleaned_data["on_day"]
            _tell(request, _("%(day)s is a holiday now.") % {"day": f"{day:%d.%m.%Y}"}, moved)
            return redirect(_address(here, day.year))
    year = _year(request.GET.get("year", ""))
    rows = list(Holiday.objects.filter(on__year=year).order_by("on"))
    context = {
        "here": here,
        "form": form,
        "year": year,
        "years": [(one, _address(here, one)) for one in (year - 1, year, year + 1) if one in YEARS],
        "rows": [(row, WEEKDAYS[row.on.weekday()]) for row in rows],
        "standing": sum(not row.is_cancelled for row in rows),
    }
    return render(request, "office/holidays.html", context)


def _year(text: str) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    return year if year in YEARS else timezone.localdate().year


def _address(here: Here, year: int) -> str:
    address = here.url("office:holidays")
    return f"{address}{'&' if '?' in address else '?'}year={year}"


def _declared(request: HttpRequest, here: Here, form: HolidayForm) -> HolidayTold | None:
    try:
        return declare_holiday(office=here.office, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
    except DomainError as error:
        tell(form, error)
        return None


def _cancel(request: HttpRequest, here: Here) -> HttpResponse:
    key = request.POST["cancel"]
    holiday = get_object_or_404(Holiday, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)
    day: datetime.date = holiday.on
    try:
        moved = cancel_holiday(office=here.office, holiday=holiday, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        _tell(request, _("%(day)s is a working day again.") % {"day": f"{day:%d.%m.%Y}"}, moved)
    return redirect(_address(here, day.year))


def _tell(request: HttpRequest, said: str, done: HolidayTold) -> None:
    """What happened, which deadlines and steps of calendars moved with it, who was told, and who could not be."""
    told = done.told
    messages.success(request, " ".join([said, _moved(told.moved), _mails(told)]).strip())
    if told.unreachable:
        names = ", ".join(told.unreachable)
        messages.warning(request, _("Nobody could be written to at: %(names)s.") % {"names": names})
    if done.shifts:
        messages.info(request, _steps_said(done.shifts, request.actor))


def _steps_said(shifts: Sequence[Shift], actor: Actor) -> str:
    """Which steps of calendars moved; those of plans that the reader does not see are counted alone."""
    plans = set(Plan.objects.visible_to(actor).values_list("pk", flat=True))
    seen = [shift for shift in shifts if shift.step.calendar.plan_id in plans][:STEPS_NAMED]
    named = [f"“{one.step.title_sq}” {one.before:%d.%m.%Y} → {one.after:%d.%m.%Y}" for one in seen]
    if left := len(shifts) - len(seen):
        named.append(ngettext("%(count)s more", "%(count)s more", left) % {"count": left})
    return _("Steps of calendars that moved: %(steps)s.") % {"steps": "; ".join(named)}


def _moved(count: int) -> str:
    if not count:
        return _("No running deadline moved.")
    said = ngettext("%(count)s running deadline moved.", "%(count)s running deadlines moved.", count)
    return said % {"count": count}


def _mails(told: Told) -> str:
    if not told.mails:
        return ""
    said = ngettext(
        "%(count)s message tells of the new deadline.", "%(count)s messages tell of the new deadlines.", told.mails
    )
    return said % {"count": told.mails}
