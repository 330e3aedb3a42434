"""The board of a letter: who has answered, as it stood at the end of a day, and what may be done in each row."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from sekretariat.domain.followup.queries import Followed, followed
from sekretariat.domain.followup.rules import can_note_contacts
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import DONE, Board, BoardRow, board
from sekretariat.domain.letters.rules import can_register
from sekretariat.domain.obligations.enums import Clock
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.rules import can_answer, can_record
from sekretariat.ground.actors import Actor, Permission

from ..jinja import day
from ..standing import Said, said


class Part(models.TextChoices):
    """Which rows of the board are looked at."""

    ALL = "all", gettext_lazy("All")
    MISSING = "missing", gettext_lazy("Missing")
    LATE = "late", gettext_lazy("Late")
    ANSWERED = "answered", pgettext_lazy("obligation", "Answered")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the board as the page shows it."""

    row: BoardRow
    said: Said | None
    answer: Answer | None  # the last one that came
    can_record: bool  # also what is answered: more may come
    can_answer: bool
    can_note_receipt: bool
    can_note: bool  # a contact
    put_off: str  # why the deadline is another than it was
    followed: str  # how it was last called to mind: "reminded 31.05, telephone 05.06, promised by 08.06"

    @property
    def is_missing(self) -> bool:
        return self.is_in(Part.MISSING)

    def is_in(self, part: Part) -> bool:
        stands = self.row.stands
        if part == Part.ALL:
            return True
        if stands is None:
            return False
        is_done = stands.standing in DONE
        return {Part.MISSING: not is_done, Part.LATE: stands.is_late, Part.ANSWERED: is_done}[part]


@dataclass(frozen=True, kw_only=True)
class ShownBoard:
    board: Board
    part: Part
    lines: Sequence[Line]
    counts: dict[Part, int]
    lead: str
    explained: str
    is_whole: bool  # the office sees all rows, an institution its own
    may_record: bool
    asks: Obligation | None  # what all rows are asked, where it is one and the same thing


def shown_board(letter: Letter, *, actor: Actor, on: datetime.date, part: Part) -> ShownBoard:
    now = board(letter, actor=actor, on=on)
    is_whole = letter.office_id in actor.institutions(Permission.LETTERS_SEE)
    done = followed((row.obligation for row in now.rows if row.obligation), actor=actor, on=on) if is_whole else {}
    lines = [_line(row, letter, actor, done) for row in now.rows]
    return ShownBoard(
        board=now,
        part=part,
        lines=[line for line in lines if line.is_in(part)],
        counts={one: sum(line.is_in(one) for line in lines) for one in Part},
        lead=lead_of(now) if is_whole else own_lead_of(now),
        is_whole=is_whole,
        may_record=any(line.can_record for line in lines),
        asks=_shared_ask(now),
        explained=now.counted.explain(get_language() or "sq") if now.counted else "",
    )


def _line(row: BoardRow, letter: Letter, actor: Actor, done: Mapping[int, Followed]) -> Line:
    owed = row.obligation
    put_off = list(owed.extensions.all()) if owed else []
    return Line(
        row=row,
        said=said(owed, row.stands) if owed and row.stands else None,
        answer=row.answers[-1] if row.answers else None,
        can_record=owed is not None and can_record(actor, owed),
        can_answer=owed is not None and can_answer(actor, owed),
        can_note_receipt=owed is not None
        and owed.clock == Clock.RECEIPT
        and owed.clock_starts_on is None
        and can_register(actor, letter),
        can_note=owed is not None and can_note_contacts(actor, letter.office_id),
        put_off=put_off[-1].explain(get_language() or "sq") if put_off else "",
        followed=_said_of(done.get(owed.pk, Followed())) if owed else "",
    )


def _said_of(done: Followed) -> str:
    said = []
    if done.reminded_on:
        said.append(_("reminded %(day)s") % {"day": short_day(done.reminded_on)})
    if note := done.note:
        said.append(f"{str(note.get_way_display()).lower()} {short_day(note.on)}")
    if done.promised_on:
        said.append(_("promised by %(day)s") % {"day": short_day(done.promised_on)})
    return ", ".join(said)


def short_day(on: datetime.date) -> str:
    """The day without its year, for a row that has little room: 31.05."""
    return f"{on:%d.%m}"


def _shared_ask(now: Board) -> Obligation | None:
    asked = [row.obligation for row in now.rows if row.obligation]
    same = {(one.ask_sq, one.ask_en) for one in asked}
    return asked[0] if len(same) == 1 else None


def lead_of(now: Board) -> str:
    """ "14 of 17 have answered; 3 are late since 04.06.2018." """
    if not now.asked:
        return _("The letter asks nothing of anyone.")
    answered = ngettext(
        "%(answered)s of %(asked)s has answered", "%(answered)s of %(asked)s have answered", now.answered
    ) % {"answered": now.answered, "asked": now.asked}
    if not now.late:
        return f"{answered}."
    since = min(row.obligation.due_on for row in now.rows if row.obligation and row.stands and row.stands.is_late)
    late = ngettext("%(count)s is late since %(day)s", "%(count)s are late since %(day)s", now.late)
    return f"{answered}; {late % {'count': now.late, 'day': day(since)}}."


def own_lead_of(now: Board) -> str:
    """The same to an institution that was asked."""
    if not now.asked:
        return _("The letter asks nothing of you.")
    if not now.missing:
        return _("You have answered.")
    if not now.answered:
        return _("You have not answered yet.")
    return _("You have answered %(answered)s of %(asked)s.") % {"answered": now.answered, "asked": now.asked}
