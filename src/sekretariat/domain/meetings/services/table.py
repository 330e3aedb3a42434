"""Statements and conclusions written down at the table, one row for each token however often it is sent."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.letters.models import Letter
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, check

from ..enums import StatementKind
from ..models import AgendaItem, Attendance, Meeting, Statement
from ._guards import note_in_trail
from ._lines import (
    claim_again,
    claim_line,
    key_of,
    next_position,
    open_table,
    place,
    refuse_foreign_item,
    rewritten,
    told,
    written_before,
)


@dataclass(frozen=True, kw_only=True)
class StatementSaid:
    """One line as it is written. The speaker is a place at this meeting, or a name as typed; `letters` are cited."""

    text_sq: str
    text_en: str = ""
    kind: str = StatementKind.NOTED
    item: AgendaItem | None = None
    speaker: Attendance | None = None
    speaker_name: str = ""
    is_restricted: bool = False
    letters: Sequence[Letter] = ()


@transaction.atomic
def write_statement(*, meeting: Meeting, said: StatementSaid, token: UUID, by: Actor, on: datetime.date) -> Statement:
    """Write a line at the end of its item. The same token again writes the same row, never a second one.

    Raises Stale where somebody else has changed the row since it was first written.
    """
    meeting = open_table(meeting, by=by)
    _refuse_strangers(meeting, said)
    standing = written_before(Statement, meeting, token)
    if standing is not None:
        return _write_again(standing, said, by=by, on=on)
    row = Statement(meeting=meeting, token=token, position=next_position(Statement, meeting), **_values(said))
    check(row)
    row.save()
    row.letters.set(said.letters)
    note_in_trail("meeting.statement_written", meeting, by=by, on=on, line=key_of(row), text=told(row))
    return row


@transaction.atomic
def edit_statement(*, statement: Statement, said: StatementSaid, seen: int, by: Actor, on: datetime.date) -> Statement:
    """Correct a line; refused as stale where somebody changed it after `seen`."""
    meeting = open_table(statement.meeting, by=by)
    _refuse_strangers(meeting, said)
    row = claim_line(statement, _with_letters(statement, said), seen=seen)
    return statement if row is None else _rewrite(row, said, by=by, on=on)


@transaction.atomic
def remove_statement(*, statement: Statement, by: Actor, on: datetime.date) -> None:
    """Take a line off the table. The trail keeps what it began with."""
    meeting = open_table(statement.meeting, by=by)
    note_in_trail("meeting.statement_removed", meeting, by=by, on=on, line=key_of(statement), text=told(statement))
    statement.delete()


@transaction.atomic
def move_statement(*, statement: Statement, position: int, by: Actor, on: datetime.date) -> None:
    """Give the line another place, from 1, among those of its item."""
    meeting = open_table(statement.meeting, by=by)
    note_in_trail("meeting.line_moved", meeting, by=by, on=on, text=told(statement), position=position)
    place(statement, position)


def _write_again(standing: Statement, said: StatementSaid, *, by: Actor, on: datetime.date) -> Statement:
    row = claim_again(standing, _with_letters(standing, said), by=by)
    return standing if row is None else _rewrite(row, said, by=by, on=on)


def _with_letters(row: Statement, said: StatementSaid) -> dict[str, object]:
    """The values, with the letters where they differ from those that the row cites."""
    is_same = {letter.pk for letter in said.letters} == set(row.letters.values_list("pk", flat=True))
    return _values(said) if is_same else {**_values(said), "letters": said.letters}


def _rewrite(row: Statement, said: StatementSaid, *, by: Actor, on: datetime.date) -> Statement:
    differing = rewritten(row, _values(said))
    check(row)
    row.save()
    row.letters.set(said.letters)
    note_in_trail(
        "meeting.statement_edited",
        row.meeting,
        by=by,
        on=on,
        line=key_of(row),
        text=told(row),
        **{side: _without_names(values) for side, values in differing.items()},
    )
    return row


def _refuse_strangers(meeting: Meeting, said: StatementSaid) -> None:
    refuse_foreign_item(meeting, said.item)
    if said.speaker is not None and said.speaker.meeting_id != meeting.pk:
        raise DomainError(_("The speaker has no place at this meeting."), field="speaker")


def _without_names(values: dict[str, object]) -> dict[str, object]:
    """What the trail keeps of a change: that somebody else is named as the speaker, not who."""
    return {name: "" if name == "speaker_name" else value for name, value in values.items()}


def _values(said: StatementSaid) -> dict[str, object]:
    """The columns as they are saved, the speaker by key. Of a place and a typed name the place counts."""
    return {
        "text_sq": said.text_sq.strip(),
        "text_en": said.text_en.strip(),
        "kind": said.kind,
        "item": said.item,
        "speaker_id": said.speaker.pk if said.speaker is not None else None,
        "speaker_name": "" if said.speaker is not None else " ".join(said.speaker_name.split()),
        "is_restricted": said.is_restricted,
    }
