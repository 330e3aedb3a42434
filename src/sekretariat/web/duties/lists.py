"""Rows of the lists of duties: what each says and what may be done about it, all worked out before the template."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.obligations.enums import ObligationState, Shown, Standing
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet, ObligationSource
from sekretariat.domain.obligations.queries import shown, standings, tally, with_parts
from sekretariat.domain.obligations.rules import can_answer, can_decide, can_record
from sekretariat.ground.actors import Actor

from ..standing import Said, said

ROWS_A_PAGE = 50
SORTS: dict[str, tuple[OrderBy, ...]] = {
    "due": (F("due_on").asc(nulls_last=True), F("institution__label_key").asc(), F("pk").asc()),
    "-due": (F("due_on").desc(nulls_last=True), F("institution__label_key").asc(), F("pk").asc()),
    "institution": (F("institution__label_key").asc(), F("due_on").asc(nulls_last=True), F("pk").asc()),
    "-institution": (F("institution__label_key").desc(), F("due_on").asc(nulls_last=True), F("pk").asc()),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What asked: a letter or a meeting as it is cited, with its key where the reader may open it."""

    citation: str
    subject: str
    letter_pk: int | None
    meeting_pk: int | None = None


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    obligation: Obligation
    said: Said
    asked: list[Asked]
    can_answer: bool
    can_record: bool
    can_accept: bool


@dataclass(frozen=True, kw_only=True)
class DutyList:
    """One part of a list, a page of it, with the figures of every part."""

    page: Page
    rows: list[DutyRow]
    part: Shown
    counts: dict[Shown, int]
    on: datetime.date

    @property
    def late(self) -> int:
        return self.counts[Shown.LATE]

    @property
    def this_week(self) -> int:
        return self.counts[Shown.THIS_WEEK]

    @property
    def owed(self) -> int:
        return self.counts[Shown.OWED]


class Counted(Paginator):
    """A paginator that is told how many there are: the tally has counted them already."""

    def __init__(self, rows: ObligationQuerySet, count: int) -> None:
        super().__init__(rows, ROWS_A_PAGE)
        self._counted = count

    @cached_property
    def count(self) -> int:
        return self._counted


def duty_list(
    obligations: ObligationQuerySet, *, part: Shown, sort: str, page: str | None, actor: Actor, on: datetime.date
) -> DutyList:
    """The asked page: six queries, however many duties there are."""
    counts = tally(obligations, on=on)
    ordered = with_parts(shown(obligations, part, on=on)).order_by(*SORTS.get(sort, SORTS["due"]))
    here = Counted(ordered, counts[part]).get_page(page)
    return DutyList(page=here, rows=duty_rows(here, actor=actor, on=on), part=part, counts=counts, on=on)


def duty_rows(obligations: Iterable[Obligation], *, actor: Actor, on: datetime.date) -> list[DutyRow]:
    """The obligations come `with_parts`."""
    found = list(obligations)
    stands = standings(found, on=on)
    sources = [source for row in found for source in row.sources.all()]
    seen = Seen(letters=visible_letters(sources, actor=actor), meetings=visible_meetings(sources, actor=actor))
    return [
        DutyRow(
            obligation=row,
            said=said(row, stands[row.pk]),
            asked=[asked_by(source, seen) for source in row.sources.all()],
            can_answer=can_answer(actor, row),
            can_record=can_record(actor, row) and row.state != ObligationState.ACCEPTED,
            can_accept=can_decide(actor, row) and stands[row.pk].standing == Standing.ANSWERED,
        )
        for row in found
    ]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The keys of the letters and meetings among the sources that the reader may open."""

    letters: set[int]
    meetings: set[int]


def visible_letters(sources: Iterable[ObligationSource], *, actor: Actor) -> set[int]:
    """The letters among the sources that the actor may open: one query."""
    keys = {pk for source in sources if (pk := _pk_of("letter", source))}
    return set(Letter.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))


def visible_meetings(sources: Iterable[ObligationSource], *, actor: Actor) -> set[int]:
    """The meetings among the sources that the actor may open: one query, none where no meeting asks."""
    keys = {pk for source in sources if (pk := _pk_of("meeting", source))}
    return set(Meeting.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def asked_by(source: ObligationSource, seen: Seen) -> Asked:
    letter, meeting = _pk_of("letter", source), _pk_of("meeting", source)
    return Asked(
        citation=source.citation,
        subject=source.subject,
        letter_pk=letter if letter in seen.letters else None,
        meeting_pk=meeting if meeting in seen.meetings else None,
    )


def _pk_of(kind: str, source: ObligationSource) -> int | None:
    """The key in "letter:12" or "meeting:12", where the source is of that kind."""
    found, _, key = source.source.partition(":")
    return int(key) if found == kind else None
