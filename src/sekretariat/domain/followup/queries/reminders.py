"""Who is to be reminded or passed on to the superior on a day, and how a duty was called to mind so far."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sekretariat.domain.letters.enums import AddresseeRole, LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.days.counting import working_days_after, working_days_before, working_days_between
from sekretariat.ground.days.queries import holidays_between

from ..enums import BY_MAIL, Stage
from ..models import ContactNote, Reminder
from ..rules import MISSED_DAYS, Delays, escalation_due, reminder_due


@dataclass(frozen=True, kw_only=True)
class DueReminder:
    """A duty that is to be called to mind by mail, and how many working days late it is (negative: early)."""

    obligation: Obligation
    stage: Stage
    days_late: int


def reminders_due(office: Office, *, on: datetime.date) -> list[DueReminder]:
    """What the office's reminders are to say on the day, as far as they have not said it: four queries."""
    delays = Delays.of(office)
    holidays = _holidays_around(on)
    first = working_days_before(on, delays.after + MISSED_DAYS + 1, holidays=holidays)
    end = working_days_after(on, delays.before + 1, holidays=holidays).due
    owed = Obligation.objects.still_owed().filter(office=office, due_on__gte=first, due_on__lt=end)
    rows = list(owed.select_related("institution", "office").prefetch_related("extensions").order_by("due_on", "pk"))
    sent = set(
        Reminder.objects.filter(obligation__in=rows, stage__in=BY_MAIL).values_list("obligation", "stage", "due_on")
    )
    return [
        DueReminder(obligation=row, stage=stage, days_late=working_days_between(row.due_on, on, holidays=holidays))
        for row in rows
        if row.due_on
        and (stage := reminder_due(row.due_on, delays, since=_known_since(row), today=on, holidays=holidays))
        and (row.pk, stage, row.due_on) not in sent
    ]


def _known_since(obligation: Obligation) -> datetime.date:
    """From which day on the institution knew of the deadline that stands."""
    put_off = [extension.on for extension in obligation.extensions.all()]
    return max(filter(None, [obligation.issued_on, obligation.clock_starts_on, *put_off]))


def _holidays_around(on: datetime.date) -> dict[datetime.date, str]:
    """Enough for the longest delays that an office may set, to either side."""
    return holidays_between(on - datetime.timedelta(days=400), on + datetime.timedelta(days=400))


def escalations_due(office: Office, *, on: datetime.date) -> list[Obligation]:
    """What is so late that a letter to the superior is to be drafted on the day: three queries."""
    delays = Delays.of(office)
    holidays = _holidays_around(on)
    first = working_days_before(on, delays.escalate + MISSED_DAYS + 1, holidays=holidays)
    late = not_escalated(Obligation.objects.filter(office=office, due_on__gte=first), on=on)
    return [row for row in late if row.due_on and escalation_due(row.due_on, delays, today=on, holidays=holidays)]


def not_escalated(obligations: ObligationQuerySet, *, on: datetime.date) -> ObligationQuerySet:
    """Those late on the day of which no letter to the superior speaks yet, by this deadline."""
    spoken = Reminder.objects.filter(obligation=OuterRef("pk"), stage=Stage.ESCALATION, due_on=OuterRef("due_on"))
    return obligations.late(today=on).filter(~Exists(spoken)).order_by("institution__label_key", "pk")


def to_remind_of(letter: Letter, *, on: datetime.date) -> list[Obligation]:
    """What a reminder letter asks again: what is late; while nothing is, what has not been answered yet. One query."""
    addressed = letter.addressees.filter(role=AddresseeRole.TO)
    owed = Obligation.objects.still_owed().filter(addressees__in=addressed).select_related("institution")
    rows = list(owed.order_by("institution__label_key", "pk"))
    return [row for row in rows if row.due_on and row.due_on < on] or rows


def standing_reminder(letter: Letter) -> Letter | None:
    """The reminder letter to it that was drafted and has not gone out yet."""
    drafts = Letter.objects.filter(follows=letter, reminders__stage=Stage.LETTER).exclude(state=LetterState.SENT)
    return drafts.order_by("-pk").first()


def first_letter(letter: Letter) -> Letter:
    """The letter that asked first: of a reminder letter, the one that it reminds of."""
    while letter.follows and Reminder.objects.filter(letter=letter, stage=Stage.LETTER).exists():
        letter = letter.follows
    return letter


@dataclass(frozen=True, kw_only=True)
class Followed:
    """How a duty was last called to mind, when its institution was last spoken with about it, and what it promised."""

    reminded_on: datetime.date | None = None
    note: ContactNote | None = None
    promised_on: datetime.date | None = None


def followed(obligations: Iterable[Obligation], *, actor: Actor, on: datetime.date) -> dict[int, Followed]:
    """As the actor may see it, up to the day: two queries. A duty of which there is nothing has no entry."""
    keys = [obligation.pk for obligation in obligations]
    reminded: dict[int, datetime.date] = {}
    for reminder in reminders_seen(Reminder.objects.visible_to(actor).filter(obligation__in=keys)):
        day = day_of(reminder)
        if day <= on:
            reminded[reminder.obligation_id] = max(day, reminded.get(reminder.obligation_id, day))
    notes = ContactNote.objects.visible_to(actor).filter(obligation__in=keys, on__lte=on).order_by("on", "pk")
    last = {note.obligation_id: note for note in notes}
    # A promise stands until another one is made: a later call that brought nothing does not take it back.
    promised = {note.obligation_id: note.promised_on for note in notes if note.promised_on}
    return {
        key: Followed(reminded_on=reminded.get(key), note=last.get(key), promised_on=promised.get(key))
        for key in keys
        if key in reminded or key in last
    }


def reminders_seen(reminders: QuerySet[Reminder]) -> QuerySet[Reminder]:
    """Those that reached the institution: by mail, or by a letter that has gone out."""
    by_letter = Q(stage=Stage.LETTER, letter__state=LetterState.SENT, letter__addressees__obligations=F("obligation"))
    return reminders.filter(Q(stage__in=BY_MAIL) | by_letter).select_related("letter").order_by("pk").distinct()


def day_of(reminder: Reminder) -> datetime.date:
    """On which day it was reminded: the date of the letter, where it was by letter."""
    return (reminder.letter and reminder.letter.on) or reminder.on
