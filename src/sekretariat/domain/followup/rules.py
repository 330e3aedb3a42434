"""On which day a duty is called to mind, and whose contacts one may note. Pure: no query, no clock."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.days.counting import working_days_after, working_days_before, working_days_between

from .enums import BY_MAIL, Stage

# A stopped server sends what it missed, unless it lies further back than this: old news helps nobody.
MISSED_DAYS = 5


def can_note_contacts(actor: Actor, office_id: int) -> bool:
    """Notes and mails to many are those of an office, whatever bodies one works for in it."""
    return actor.is_system or office_id in actor.institutions(Permission.CONTACTS_NOTE)


@dataclass(frozen=True, kw_only=True)
class Delays:
    """When an office reminds, in working days from the deadline; 0, or False, is never."""

    before: int
    on_day: bool
    after: int
    escalate: int

    @classmethod
    def of(cls, office: Office) -> "Delays":
        return cls(
            before=office.remind_before_days,
            on_day=office.reminds_on_day,
            after=office.remind_after_days,
            escalate=office.escalate_after_days,
        )


def days_of(
    due_on: datetime.date, delays: Delays, *, holidays: Collection[datetime.date]
) -> Mapping[Stage, datetime.date]:
    """The day of each stage, always a working day.

    `due_on` is the last day in time, whatever the precision. Where nobody works on it, its own day is the last working
    day before it: on the Sunday that ends a quarter a reminder would be read when it is too late.
    """
    days = {}
    if delays.before:
        days[Stage.BEFORE] = working_days_before(due_on, delays.before, holidays=holidays)
    if delays.on_day:
        days[Stage.ON_DAY] = working_days_before(due_on, 0, holidays=holidays)
    if delays.after:
        days[Stage.AFTER] = working_days_after(due_on, delays.after, holidays=holidays).due
    if delays.escalate:
        days[Stage.ESCALATION] = working_days_after(due_on, delays.escalate, holidays=holidays).due
    return days


def reminder_due(
    due_on: datetime.date,
    delays: Delays,
    *,
    since: datetime.date,
    today: datetime.date,
    holidays: Collection[datetime.date],
) -> Stage | None:
    """The stage whose mail is to go out today, or None.

    It is the last one whose day has come: what a later one says anew is not sent after it. A stage that lies more than
    `MISSED_DAYS` working days back is not sent, nor one that speaks of a deadline to come once it has passed, nor one
    whose day came before the institution knew of the deadline (`since`: it was asked, or put off, on that day).
    """
    days = days_of(due_on, delays, holidays=holidays)
    come = [(day, stage) for stage, day in days.items() if stage in BY_MAIL and since < day <= today]
    if not come:
        return None
    day, stage = max(come)
    if stage != Stage.AFTER and today > due_on:
        return None
    return stage if working_days_between(day, today, holidays=holidays) <= MISSED_DAYS else None


def escalation_due(
    due_on: datetime.date, delays: Delays, *, today: datetime.date, holidays: Collection[datetime.date]
) -> bool:
    """Whether the letter to the superior is to be drafted today; what lies further back is left to the office."""
    day = days_of(due_on, delays, holidays=holidays).get(Stage.ESCALATION)
    return day is not None and day <= today and working_days_between(day, today, holidays=holidays) <= MISSED_DAYS
