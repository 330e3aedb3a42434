"""Asking, starting clocks, taking answers, deciding. Everything that is asked of anyone passes here."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.offices import services as offices
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.audit.services import record
from sekretariat.ground.days.counting import working_days_after
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.days.queries import count_from, holidays_between
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.files.models import File
from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search
from sekretariat.ground.words.enums import Precision

from .enums import OWED, Clock, ObligationState
from .models import Answer, AnswerFile, Obligation, ObligationSource
from .rules import can_answer, can_decide, can_record

CANNOT_ANSWER = gettext_lazy("You cannot answer this duty: it is settled, withdrawn, or another institution's.")


@dataclass(frozen=True, kw_only=True)
class Source:
    """What asks, by value: `key` such as "letter:12", the subject, the citation as on paper, its day."""

    key: str
    subject: str
    citation: str
    on: datetime.date


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What is asked, and by when: a term in days, or a fixed last day with its precision, or neither."""

    kind: str
    ask_sq: str
    ask_en: str = ""
    clock: str = Clock.LETTER
    term_days: int | None = None
    term_calendar: str = Calendar.WORKING
    due_on: datetime.date | None = None
    due_precision: str = Precision.DAY


@transaction.atomic
def ask(
    *,
    demand: Demand,
    institution: Institution,
    office: Office,
    body: Body | None,
    source: Source,
    by: Actor,
    on: datetime.date,
) -> Obligation:
    """Create the obligation, its clock started where the term counts from the letter."""
    obligation = Obligation(
        kind=demand.kind,
        ask_sq=demand.ask_sq,
        ask_en=demand.ask_en,
        institution=institution,
        office=office,
        body=body,
        issued_on=on,
        clock=demand.clock,
        term_days=demand.term_days,
        term_calendar=demand.term_calendar,
        due_on=demand.due_on,
        due_precision=demand.due_precision,
    )
    if demand.term_days is not None and demand.clock == Clock.LETTER:
        _run_clock(obligation, on)
    check(obligation)
    obligation.save()
    record(
        "obligation.asked",
        by=by,
        target=obligation,
        on=on,
        institution_id=institution.pk,
        ask=demand.ask_sq,
        due=str(obligation.due_on or ""),
        source=source.citation,
    )
    _add_source(obligation, source)
    search.put(
        kind="obligation",
        key=str(obligation.pk),
        title=f"{institution.label}: {demand.ask_sq}",
        text=f"{demand.ask_en} {institution} {institution.short_name} {source.subject} {source.citation}",
        scopes=[scopes.followers(office.pk), scopes.institution(institution.pk, body_id=obligation.body_id)],
        on=on,
    )
    return obligation


def _run_clock(obligation: Obligation, start: datetime.date) -> None:
    obligation.clock_starts_on = start
    obligation.due_on = count_from(start, obligation.term_days or 0, Calendar(obligation.term_calendar)).due
    obligation.due_precision = Precision.DAY


def _add_source(obligation: Obligation, source: Source) -> None:
    ObligationSource.objects.create(
        obligation=obligation, source=source.key, subject=source.subject, citation=source.citation, on=source.on
    )


@transaction.atomic
def ask_again(*, obligation: Obligation, source: Source, by: Actor, on: datetime.date) -> None:
    """Another instrument asks what is owed already: link it to the obligation that stands, make no second one."""
    _add_source(obligation, source)
    record(
        "obligation.asked_again",
        by=by,
        target=obligation,
        on=on,
        institution_id=obligation.institution_id,
        source=source.citation,
    )


@transaction.atomic
def start_clock(*, obligation: Obligation, by: Actor, on: datetime.date) -> Obligation:
    """The institution received it on that day: a term that counts from receipt begins to run."""
    obligation = _locked(obligation)
    if obligation.clock != Clock.RECEIPT or obligation.term_days is None:
        raise DomainError(_("The term of this duty does not count from receipt."))
    if obligation.state not in OWED:
        raise DomainError(_("What is settled keeps its deadline."))
    _run_clock(obligation, on)
    obligation.save(update_fields=["clock_starts_on", "due_on", "due_precision"])
    record(
        "obligation.received",
        by=by,
        target=obligation,
        on=on,
        institution_id=obligation.institution_id,
        due=str(obligation.due_on),
    )
    return obligation


def _locked(obligation: Obligation) -> Obligation:
    return Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)


@dataclass(frozen=True, kw_only=True)
class Given:
    """How an answer came: the day it was received, their letter as on paper, words and files."""

    received_on: datetime.date
    letter_number: str = ""
    letter_on: datetime.date | None = None
    text: str = ""
    files: Sequence[File] = ()


@transaction.atomic
def take_answer(
    *,
    obligations: Sequence[Obligation],
    given: Given,
    summary: str,
    channel: Channel,
    by: Actor,
    on: datetime.date,
) -> Answer:
    """Store the answer and settle the obligations with it. `on` is the day of receipt.

    Raises NotAllowed where the actor may neither answer for the institution nor record on its behalf, and
    DomainError where the answer would be older than what it answers.
    """
    rows = [_locked(obligation) for obligation in obligations]
    for row in rows:
        if not (can_answer(by, row) or can_record(by, row)):
            raise NotAllowed(CANNOT_ANSWER)
        if on < row.issued_on:
            raise DomainError(
                _("The answer cannot come before the day it was asked, %(day)s.")
                % {"day": row.issued_on.strftime("%d.%m.%Y")},
                field="received_on",
            )
    answer = Answer(
        institution_id=rows[0].institution_id,
        person_id=by.person_id if channel in (Channel.PAGE, Channel.LINK) else None,
        channel=channel,
        received_on=on,
        letter_number=given.letter_number,
        letter_on=given.letter_on,
        text=given.text,
        summary=summary[:300],
    )
    check(answer)
    answer.save()
    record(
        "answer.taken",
        by=by,
        target=answer,
        on=on,
        institution_id=answer.institution_id,
        channel=channel,
        obligations=[row.pk for row in rows],
        files=[file.sha256 for file in given.files],
    )
    answer.obligations.set(rows)
    AnswerFile.objects.bulk_create([AnswerFile(answer=answer, file=file) for file in given.files])
    for row in rows:
        _settle(row, answer=answer, by=by, on=on)
    return answer


def _settle(obligation: Obligation, *, answer: Answer, by: Actor, on: datetime.date) -> None:
    # The first answer decides how long the institution took; a correction does not make it late afterwards.
    if obligation.state == ObligationState.RETURNED or obligation.answered_on is None:
        obligation.answered_on = on
    obligation.state = ObligationState.ANSWERED
    obligation.save(update_fields=["state", "answered_on"])
    record(
        "obligation.answered",
        by=by,
        target=obligation,
        on=on,
        institution_id=obligation.institution_id,
        answer=answer.pk,
        channel=answer.channel,
    )


@transaction.atomic
def accept(*, obligation: Obligation, by: Actor, on: datetime.date) -> Obligation:
    """The office is satisfied with the answer."""
    row = _locked(obligation)
    if row.state != ObligationState.ANSWERED:
        raise DomainError(_("Only a duty that has been answered can be accepted."))
    return _decide(row, state=ObligationState.ACCEPTED, reason="", by=by, on=on)


@transaction.atomic
def return_answer(*, obligation: Obligation, reason: str, by: Actor, on: datetime.date) -> Obligation:
    """The answer goes back with a reason: the duty is owed again, by the same deadline."""
    row = _locked(obligation)
    if row.state not in (ObligationState.ANSWERED, ObligationState.ACCEPTED):
        raise DomainError(_("Only an answer that came can be returned."))
    return _decide(row, state=ObligationState.RETURNED, reason=reason, by=by, on=on)


@transaction.atomic
def withdraw(*, obligation: Obligation, reason: str, by: Actor, on: datetime.date) -> Obligation:
    """The office no longer asks it. It stays in the history."""
    return _decide(_locked(obligation), state=ObligationState.WITHDRAWN, reason=reason, by=by, on=on)


def _decide(row: Obligation, *, state: ObligationState, reason: str, by: Actor, on: datetime.date) -> Obligation:
    if not can_decide(by, row):
        raise NotAllowed(_("Only the office that asked can decide this duty."))
    if state != ObligationState.ACCEPTED and not reason.strip():
        raise DomainError(_("Give the reason: the institution will read it."), field="reason")
    row.state, row.decided_on, row.decision_reason = state, on, reason.strip()
    row.save(update_fields=["state", "decided_on", "decision_reason"])
    record(
        f"obligation.{state}", by=by, target=row, on=on, institution_id=row.institution_id, reason=row.decision_reason
    )
    return row


@transaction.atomic
def declare_holiday(
    *, office: Office, on_day: datetime.date, name_sq: str, name_en: str, by: Actor, on: datetime.date
) -> int:
    """Make a day a holiday; the terms that run over it end later. Returns how many deadlines moved."""
    offices.declare_holiday(office=office, on_day=on_day, name_sq=name_sq, name_en=name_en, by=by, on=on)
    return _recount_terms(over=on_day, by=by, on=on)


@transaction.atomic
def cancel_holiday(*, office: Office, holiday: Holiday, by: Actor, on: datetime.date) -> int:
    """Make a holiday a working day again; the terms that run over it end earlier. Returns how many deadlines moved."""
    offices.cancel_holiday(office=office, holiday=holiday, by=by, on=on)
    return _recount_terms(over=holiday.on, by=by, on=on)


def _recount_terms(*, over: datetime.date, by: Actor, on: datetime.date) -> int:
    """Count anew what is still owed and whose working days run over the day. What is settled keeps its deadline."""
    running = Obligation.objects.still_owed().filter(
        term_days__isnull=False, term_calendar=Calendar.WORKING, clock_starts_on__lt=over, due_on__gte=over
    )
    rows = list(running.select_for_update(of=("self",)).order_by("pk"))
    first = min((row.clock_starts_on for row in rows if row.clock_starts_on), default=over)
    last = max((row.due_on for row in rows if row.due_on), default=over)
    # A term can end later by as many holidays as there are: a year after the last deadline holds them all.
    holidays = holidays_between(first, last + datetime.timedelta(days=366))
    moved = 0
    for row in rows:
        assert row.clock_starts_on is not None
        before = row.due_on
        due = working_days_after(row.clock_starts_on, row.term_days or 0, holidays=holidays).due
        if due == before:
            continue
        row.due_on = due
        row.save(update_fields=["due_on"])
        record(
            "obligation.recounted",
            by=by,
            target=row,
            on=on,
            institution_id=row.institution_id,
            before=str(before),
            due=str(row.due_on),
        )
        moved += 1
    return moved
