"""What an office does on a Monday: whom to call, what falls due, what waits to be accepted, what was not sent."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.queries import chains_for
from sekretariat.domain.obligations.enums import Shown
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.obligations.queries import shown, standings
from sekretariat.domain.obligations.rules import Stands
from sekretariat.ground.actors import Actor, Permission

from ..models import ContactNote
from .links import Recipient, recipients_in

_WEEK = datetime.timedelta(days=7)
# Letters on their way: who drafted them sees them here until they are sent.
NOT_SENT = (LetterState.DRAFT, LetterState.SIGNED, LetterState.REGISTERED)


@dataclass(frozen=True, kw_only=True)
class Owed:
    obligation: Obligation
    stands: Stands


@dataclass(frozen=True, kw_only=True)
class LateInstitution:
    """An institution that is late: the longest of what it owes first, and who is reached there, None where nobody."""

    institution: Institution
    owed: Sequence[Owed]
    reached: Recipient | None
    last_note: ContactNote | None


@dataclass(frozen=True, kw_only=True)
class Ask:
    """The same thing asked of several institutions."""

    duties: Sequence[Obligation]

    @property
    def first(self) -> Obligation:
        return self.duties[0]


@dataclass(frozen=True, kw_only=True)
class DueDay:
    on: datetime.date
    asks: Sequence[Ask]


@dataclass(frozen=True, kw_only=True)
class Monday:
    """As it stood at the end of the day; the letters as they stand now. `next_due` is the next deadline of all."""

    on: datetime.date
    late: Sequence[LateInstitution]
    this_week: Sequence[DueDay]
    next_week: Sequence[DueDay]
    to_accept: Sequence[Ask]
    letters: Sequence[Letter]
    next_due: Obligation | None

    @property
    def due_count(self) -> int:
        return sum(len(ask.duties) for day in self.this_week for ask in day.asks)

    @property
    def to_accept_count(self) -> int:
        return sum(len(ask.duties) for ask in self.to_accept)


def monday(actor: Actor, *, on: datetime.date) -> Monday:
    """The week of the actor's offices: seven queries, however much there is."""
    followed = Obligation.objects.owed_to_actor(actor)
    sunday = on + datetime.timedelta(days=6 - on.weekday())
    owed_then = shown(followed, Shown.OWED, on=on)
    owed = _rows(owed_then.filter(due_on__lte=sunday + _WEEK))
    return Monday(
        on=on,
        late=_calls([row for row in owed if _due(row) < on], actor=actor, on=on),
        this_week=_days(row for row in owed if on <= _due(row) <= sunday),
        next_week=_days(row for row in owed if sunday < _due(row) <= sunday + _WEEK),
        to_accept=_to_accept(_rows(shown(followed, Shown.ANSWERED, on=on))),
        letters=letters_not_sent(actor),
        next_due=owed_then.filter(due_on__gte=on).select_related("institution").order_by("due_on", "pk").first(),
    )


def _rows(obligations: ObligationQuerySet) -> list[Obligation]:
    parts = obligations.select_related("institution", "office__unit", "body")
    return list(parts.order_by(F("due_on").asc(nulls_last=True), "institution__label_key", "pk"))


def _due(row: Obligation) -> datetime.date:
    assert row.due_on is not None
    return row.due_on


def _calls(late: list[Obligation], *, actor: Actor, on: datetime.date) -> list[LateInstitution]:
    """By how long each institution has been late, the longest first."""
    stands = standings(late, on=on)
    chains = chains_for([(row.institution_id, row.body_id) for row in late], on=on, by_phone=True)
    notes = last_notes(actor, {row.institution_id for row in late}, on=on)
    by_institution: dict[int, list[Obligation]] = defaultdict(list)
    for row in late:
        by_institution[row.institution_id].append(row)
    return [
        LateInstitution(
            institution=rows[0].institution,
            owed=[Owed(obligation=row, stands=stands[row.pk]) for row in rows],
            reached=_reached(
                recipients_in(rows[0].institution, chains.get((rows[0].institution_id, rows[0].body_id), []))
            ),
            last_note=notes.get(rows[0].institution_id),
        )
        for rows in by_institution.values()
    ]


def _reached(chain: list[Recipient]) -> Recipient | None:
    """The first who has a telephone; where nobody has, the first who can be written to."""
    return next((one for one in chain if one.phone), chain[0] if chain else None)


def last_notes(actor: Actor, institution_ids: Iterable[int], *, on: datetime.date) -> dict[int, ContactNote]:
    """The last contact that the actor's offices noted with each institution by the day: one query."""
    notes = ContactNote.objects.visible_to(actor).filter(on__lte=on)
    last = notes.filter(institution=OuterRef("institution")).order_by("-on", "-pk").values("pk")[:1]
    found = notes.filter(institution__in=institution_ids, pk=Subquery(last)).select_related("person", "noted_by")
    return {note.institution_id: note for note in found}


def _days(rows: Iterable[Obligation]) -> list[DueDay]:
    days: dict[datetime.date, list[Obligation]] = defaultdict(list)
    for row in rows:
        days[_due(row)].append(row)
    return [DueDay(on=on, asks=_asks(duties)) for on, duties in sorted(days.items())]


def _to_accept(answered: list[Obligation]) -> list[Ask]:
    return _asks(sorted(answered, key=lambda row: (row.answered_on or row.issued_on, row.pk)))


def _asks(rows: Iterable[Obligation]) -> list[Ask]:
    """The same words, to be done by a day or within the same period, are one thing."""
    asks: dict[tuple[str, str, str], list[Obligation]] = defaultdict(list)
    for row in rows:
        asks[row.ask_sq, row.ask_en, row.due_precision].append(row)
    return [Ask(duties=duties) for duties in asks.values()]


def letters_not_sent(actor: Actor) -> list[Letter]:
    """The offices' letters that are drafts, wait for their number, or have it and did not leave; the oldest first."""
    offices = actor.institutions(Permission.LETTERS_SEE)
    waiting = Letter.objects.filter(office__in=offices, state__in=NOT_SENT).exclude(direction=Direction.INCOMING)
    return list(waiting.select_related("drafter").order_by("created_at", "pk"))
