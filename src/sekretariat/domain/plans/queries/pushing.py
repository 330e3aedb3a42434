"""What moving a step pushes, worked out before anything is moved: the same the service then does."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sekretariat.domain.followup.queries import Recipient, recipients_of
from sekretariat.domain.obligations.enums import ObligationState

from ..calendar import Placed, Remark, Step, pushed, remarks_on
from ..models import CalendarStep, Plan, PlanCalendar
from .calendars import (
    STANDING,
    as_step,
    calendars_of,
    due_of_step,
    frame_for,
    holidays_around,
    is_fixed,
    precision_of_step,
)


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A step that passes from one day to another."""

    step: CalendarStep
    before: datetime.date
    after: datetime.date


@dataclass(frozen=True, kw_only=True)
class Push:
    """What moves, the step itself first; what would then be wrong; and who is to be told."""

    shifts: Sequence[Shift]
    refusals: Sequence[Remark]
    warnings: Sequence[Remark]
    told: Sequence[tuple[str, Recipient | None]]

    @property
    def followers(self) -> Sequence[Shift]:
        return self.shifts[1:]


def placed_steps(calendars: Iterable[PlanCalendar]) -> list[Placed]:
    """The steps of the components, for the counting; those of a calendar that was returned stand still."""
    return [
        Placed(
            key=step.pk,
            ends_on=due_of_step(step),
            precision=precision_of_step(step),
            after=step.after_id,
            after_days=step.after_days,
            stays=is_fixed(step),
        )
        for calendar in calendars
        if calendar.node_id is not None and calendar.state in STANDING
        for step in calendar.steps.all()
    ]


def push_of(step: CalendarStep, ends_on: datetime.date, *, on: datetime.date) -> Push:
    """What follows where the step is moved to that day."""
    plan: Plan = step.calendar.plan
    calendars = calendars_of(plan)
    placed = placed_steps(calendars)
    holidays = holidays_around([*(one.ends_on for one in placed), ends_on], on)
    ends = pushed(placed, moved={step.pk: ends_on}, before=holidays, now=holidays)
    shifts = shifts_of(ends, calendars, first=step.pk)
    remarks = _remarks_after(ends, plan, calendars, holidays)
    return Push(
        shifts=shifts,
        refusals=[remark for remark in remarks if remark.is_refusal],
        warnings=[remark for remark in remarks if not remark.is_refusal],
        told=who_is_told(shifts, on=on),
    )


def shifts_of(
    ends: Mapping[int, datetime.date], calendars: Iterable[PlanCalendar], *, first: int | None = None
) -> list[Shift]:
    """The moved steps by their new day; the one that was moved by hand stands first."""
    steps = {step.pk: step for calendar in calendars for step in calendar.steps.all()}
    shifts = [Shift(step=steps[key], before=due_of_step(steps[key]), after=end) for key, end in ends.items()]
    return sorted(shifts, key=lambda shift: (shift.step.pk != first, shift.after, shift.step.pk))


def _remarks_after(
    ends: Mapping[int, datetime.date],
    plan: Plan,
    calendars: Sequence[PlanCalendar],
    holidays: Mapping[datetime.date, str],
) -> list[Remark]:
    """What would be wrong with the steps that move; what was wrong before is not their fault."""
    found = []
    for calendar in calendars:
        moved = [step for step in calendar.steps.all() if step.pk in ends]
        if calendar.node is None or not moved:
            continue
        frame = frame_for(plan, calendars, node=calendar.node, holidays=holidays)
        was = {(one.number, one.fault) for one in remarks_on([as_step(step) for step in moved], frame)}
        steps = [_as_it_would_be(step, ends) for step in moved]
        found += [one for one in remarks_on(steps, frame) if (one.number, one.fault) not in was]
    return found


def _as_it_would_be(step: CalendarStep, ends: Mapping[int, datetime.date]) -> Step:
    return as_step(step, ends_on=ends[step.pk], after_ends_on=ends.get(step.after_id or 0))


def who_is_told(shifts: Iterable[Shift], *, on: datetime.date) -> list[tuple[str, Recipient | None]]:
    """The institutions whose deadlines move, by name, each with whoever is written to there."""
    told: dict[str, Recipient | None] = {}
    for shift in shifts:
        owed = shift.step.obligation
        if owed is None or owed.state == ObligationState.WITHDRAWN:
            continue
        institution = shift.step.institution
        chain = recipients_of(institution, body_id=owed.body_id, on=on)
        told[institution.label] = told.get(institution.label) or next(iter(chain), None)
    return sorted(told.items())
