"""Asking, asking again, and starting the clock where the term counts from receipt."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import Happened, record, record_all
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.queries import count_from
from sekretariat.ground.errors import DomainError, check_all
from sekretariat.ground.words.enums import Precision

from ..enums import OWED, Clock
from ..models import Obligation, ObligationSource
from ._indexing import index_new
from ._locking import locked


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


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of one institution, and what asks it."""

    demand: Demand
    institution: Institution
    source: Source


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
    wanted = Wanted(demand=demand, institution=institution, source=source)
    return ask_all([wanted], office=office, body=body, by=by, on=on)[0]


@transaction.atomic
def ask_all(
    wanted: Sequence[Wanted], *, office: Office, body: Body | None, by: Actor, on: datetime.date
) -> list[Obligation]:
    """The same of many at once: a few statements, however many there are."""
    asked = [_obligation(one, office=office, body=body, on=on) for one in wanted]
    check_all(asked)
    Obligation.objects.bulk_create(asked)
    pairs = [(obligation, one.source) for obligation, one in zip(asked, wanted, strict=True)]
    record_all((_asked(obligation, source) for obligation, source in pairs), by=by, on=on)
    ObligationSource.objects.bulk_create(_linked(obligation, source) for obligation, source in pairs)
    index_new(pairs)
    return asked


def _obligation(wanted: Wanted, *, office: Office, body: Body | None, on: datetime.date) -> Obligation:
    demand = wanted.demand
    obligation = Obligation(
        kind=demand.kind,
        ask_sq=demand.ask_sq,
        ask_en=demand.ask_en,
        institution=wanted.institution,
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
    return obligation


def _asked(obligation: Obligation, source: Source) -> Happened:
    return Happened(
        what="obligation.asked",
        target=obligation,
        institution_id=obligation.institution_id,
        data={"ask": obligation.ask_sq, "due": str(obligation.due_on or ""), "source": source.citation},
    )


def _run_clock(obligation: Obligation, start: datetime.date) -> None:
    obligation.clock_starts_on = start
    obligation.due_on = count_from(start, obligation.term_days or 0, Calendar(obligation.term_calendar)).due
    obligation.due_precision = Precision.DAY


def _linked(obligation: Obligation, source: Source) -> ObligationSource:
    return ObligationSource(
        obligation=obligation, source=source.key, subject=source.subject, citation=source.citation, on=source.on
    )


@transaction.atomic
def ask_again(*, obligation: Obligation, source: Source, by: Actor, on: datetime.date) -> None:
    """Another instrument asks what is owed already: link it to the obligation that stands, make no second one."""
    _linked(obligation, source).save()
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
    obligation = locked(obligation)
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
