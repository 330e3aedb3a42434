"""Moving steps: by hand, or since a holiday comes or goes; what follows them moves too, and those who owe are told."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.followup import services as followup
from sekretariat.domain.followup.services import Told
from sekretariat.domain.obligations import services as obligations
from sekretariat.domain.obligations.services import Moved
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.errors import DomainError, NotAllowed

from ..calendar import Placed, day_of, pushed
from ..enums import CalendarState, PlanState
from ..models import CalendarStep, Plan, PlanCalendar
from ..queries.calendars import calendars_of, due_of_step, holidays_around, is_fixed
from ..queries.pushing import Shift, placed_steps, push_of, shifts_of
from ..rules import can_keep_plan


@dataclass(frozen=True, kw_only=True)
class Moving:
    """The steps that moved, and who was told."""

    shifts: Sequence[Shift]
    told: Told


@transaction.atomic
def move_step(
    *, step: CalendarStep, ends_on: datetime.date, reason: str, seen: int, by: Actor, on: datetime.date
) -> Moving:
    """Move a step to another day, earlier or later, and with it what is counted after it, in whatever calendar.

    `seen` is the revision of its calendar. Refused where a step would then stand where the check lets none stand.
    """
    if not can_keep_plan(by, step.calendar.plan):
        raise NotAllowed(_("Only the technical secretariat of the plan keeps its calendar."))
    calendar = claim(step.calendar, seen=seen)
    step = CalendarStep.objects.select_related("calendar__plan__office", "obligation", "institution").get(pk=step.pk)
    _refuse_where_it_stays(step, calendar, ends_on, reason)
    push = push_of(step, ends_on, on=on)
    if push.refusals:
        raise DomainError(" ".join(remark.sentence for remark in push.refusals), field="ends_on")
    with override("sq"):
        why = _("“%(title)s” ends on %(day)s now: %(reason)s.") % {
            "title": step.title_sq,
            "day": day_of(ends_on),
            "reason": reason.strip().rstrip("."),
        }
    record(
        "calendar.moved",
        by=by,
        target=calendar.plan,
        on=on,
        institution_id=step.institution_id,
        step=step.title_sq,
        before=str(due_of_step(step)),
        due=str(ends_on),
        reason=reason,
        pushed=len(push.followers),
    )
    moved = _shift(push.shifts, why, by=by, on=on)
    return Moving(shifts=push.shifts, told=followup.tell_moved(moved, why, by=by, on=on))


def _refuse_where_it_stays(step: CalendarStep, calendar: PlanCalendar, ends_on: datetime.date, reason: str) -> None:
    if calendar.node_id is None or calendar.state not in (CalendarState.RECEIVED, CalendarState.JOINED):
        raise DomainError(_("Only steps of a calendar that came, or is joined, are moved."))
    if is_fixed(step):
        raise DomainError(_("This step is done or no longer asked: it is not moved any more."))
    if ends_on == due_of_step(step):
        raise DomainError(_("The step ends on this day already."), field="ends_on")
    if not reason.strip():
        raise DomainError(_("Say why it moves: the institutions will read it."), field="reason")


def _shift(
    shifts: Sequence[Shift], why: str, *, by: Actor, on: datetime.date, counted: Collection[int] = ()
) -> list[Moved]:
    """Write the new days: in the duty of a step that is joined, else in the step itself.

    `counted` are the steps whose duties have a term of their own, which whoever counts terms moved already.
    """
    moved = []
    for shift in shifts:
        step = shift.step
        if step.obligation is not None:
            if step.pk not in counted:
                moved.append(
                    obligations.reschedule(obligation=step.obligation, due_on=shift.after, reason=why, by=by, on=on)
                )
            continue
        if step.starts_on:
            step.starts_on = min(step.starts_on + (shift.after - shift.before), shift.after)
        step.ends_on = shift.after
        step.save(update_fields=["starts_on", "ends_on"])
    keys = {shift.step.calendar_id for shift in shifts}
    for calendar in PlanCalendar.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
        calendar.revision += 1
        calendar.save(update_fields=["revision"])
    return moved


@dataclass(frozen=True, kw_only=True)
class HolidayTold:
    """What a holiday that came or went moved: deadlines, told as `told`, and steps of calendars, joined or not."""

    told: Told
    shifts: Sequence[Shift]


@transaction.atomic
def declare_holiday(
    *, office: Office, on_day: datetime.date, name_sq: str, name_en: str, by: Actor, on: datetime.date
) -> HolidayTold:
    """Make a day a holiday. Running terms move; and so do steps on that day, and those counted in working days."""
    before = _open_calendars(on_day)
    moved = obligations.declare_holiday(office=office, on_day=on_day, name_sq=name_sq, name_en=name_en, by=by, on=on)
    with override("sq"):
        why = _("%(day)s is a holiday: %(name)s.") % {"day": day_of(on_day), "name": name_sq}
    return _recount(before, moved, day=on_day, is_holiday=True, why=why, by=by, on=on)


@transaction.atomic
def cancel_holiday(*, office: Office, holiday: Holiday, by: Actor, on: datetime.date) -> HolidayTold:
    """Make a holiday a working day again: terms and counted steps that run over it end earlier."""
    before = _open_calendars(holiday.on)
    moved = obligations.cancel_holiday(office=office, holiday=holiday, by=by, on=on)
    with override("sq"):
        why = _("%(day)s is a working day, no longer a holiday.") % {"day": day_of(holiday.on)}
    return _recount(before, moved, day=holiday.on, is_holiday=False, why=why, by=by, on=on)


def _open_calendars(day: datetime.date) -> list[tuple[Plan, list[PlanCalendar]]]:
    """The calendars of the plans that a holiday on this day can touch, as they stand before it."""
    late = CalendarStep.objects.filter(calendar__node__isnull=False, ends_on__gte=day - datetime.timedelta(days=366))
    plans = Plan.objects.filter(pk__in=late.values("calendar__plan")).exclude(state=PlanState.CLOSED)
    return [(plan, calendars_of(plan)) for plan in plans.select_related("office").order_by("pk")]


def _recount(
    plans: Sequence[tuple[Plan, list[PlanCalendar]]],
    terms: Sequence[Moved],
    *,
    day: datetime.date,
    is_holiday: bool,
    why: str,
    by: Actor,
    on: datetime.date,
) -> HolidayTold:
    """Move the steps too, then tell each institution once of all that moved for it."""
    shifts: list[Shift] = []
    moved = list(terms)
    for plan, calendars in plans:
        placed = placed_steps(calendars)
        now = set(holidays_around([one.ends_on for one in placed], min(on, day)))
        before = now - {day} if is_holiday else now | {day}
        counted = _terms_that_moved(placed, plan)
        ends = pushed(placed, moved=counted, before=before, now=now)
        here = [shift for shift in shifts_of(ends, calendars) if not is_fixed(shift.step)]
        if not here:
            continue
        record(
            "calendar.recounted",
            by=by,
            target=plan,
            on=on,
            institution_id=plan.office_id,
            reason=why,
            pushed=len(here),
        )
        moved += _shift(here, why, by=by, on=on, counted=counted)
        shifts += here
    return HolidayTold(told=followup.tell_moved(moved, why, by=by, on=on), shifts=shifts)


def _terms_that_moved(placed: Sequence[Placed], plan: Plan) -> dict[int, datetime.date]:
    """Steps linked to duties with a term of their own, which was counted anew already: what follows goes with them."""
    steps = CalendarStep.objects.filter(calendar__plan=plan, obligation__isnull=False).select_related("obligation")
    now = {step.pk: due_of_step(step) for step in steps}
    return {one.key: now[one.key] for one in placed if now.get(one.key, one.ends_on) != one.ends_on}
