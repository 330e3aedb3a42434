"""Action points: sentences, and the duties behind them, made by them or standing already."""

import datetime
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation, ObligationSource
from sekretariat.domain.obligations.services import Demand, Source, Wanted, ask_again, ask_all
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, check
from sekretariat.ground.words import DatePoint
from sekretariat.ground.words.enums import Precision

from ..models import ActionPoint, ActionPointObligation, AgendaItem, BodyDecision, Meeting
from ._guards import note_in_trail
from ._lines import (
    claim_again,
    claim_line,
    day_of,
    key_of,
    next_position,
    open_table,
    place,
    refuse_foreign_item,
    rewritten,
    told,
    written_before,
)

LONGEST_ASK = 300
LONGEST_SUBJECT = 500


@dataclass(frozen=True, kw_only=True)
class ActionPointSaid:
    """What is to be done. Each of `institutions` comes to owe it, by `due` where there is one; `standing` are duties
    that are owed already and are linked. Without either it stays a sentence.
    """

    text_sq: str
    text_en: str = ""
    item: AgendaItem | None = None
    decision: BodyDecision | None = None
    due: DatePoint | None = None
    is_restricted: bool = False
    institutions: Sequence[Institution] = ()
    standing: Sequence[Obligation] = ()
    kind: str = ObligationKind.FREE_ANSWER


@transaction.atomic
def write_action_point(
    *, meeting: Meeting, said: ActionPointSaid, token: UUID, by: Actor, on: datetime.date
) -> ActionPoint:
    """Write an action point and put its duties behind it. The same token again makes neither a second time.

    An institution whose standing duty is linked comes to owe no second one. Raises Stale where somebody else has
    changed the row since it was first written.
    """
    meeting = open_table(meeting, by=by)
    _refuse_strangers(meeting, said)
    row = written_before(ActionPoint, meeting, token)
    if row is None:
        row = ActionPoint(meeting=meeting, token=token, position=next_position(ActionPoint, meeting), **_values(said))
        check(row)
        row.save()
        note_in_trail("meeting.action_written", meeting, by=by, on=on, line=key_of(row), text=told(row))
    elif (claimed := claim_again(row, _values(said), by=by)) is not None:
        row = _rewrite(claimed, said, by=by, on=on)
    _put_behind(row, said, by=by, on=on)
    return row


@transaction.atomic
def edit_action_point(
    *, action_point: ActionPoint, said: ActionPointSaid, seen: int, by: Actor, on: datetime.date
) -> ActionPoint:
    """Correct the words or the day. The duties behind it stay as they were asked; new ones are added to them."""
    meeting = open_table(action_point.meeting, by=by)
    _refuse_strangers(meeting, said)
    row = claim_line(action_point, _values(said), seen=seen)
    row = action_point if row is None else _rewrite(row, said, by=by, on=on)
    _put_behind(row, said, by=by, on=on)
    return row


@transaction.atomic
def remove_action_point(*, action_point: ActionPoint, by: Actor, on: datetime.date) -> None:
    """Take an action point off the table, unless a duty stands behind it that nobody has withdrawn."""
    meeting = open_table(action_point.meeting, by=by)
    if action_point.obligations.exclude(state=ObligationState.WITHDRAWN).exists():
        raise DomainError(_("Duties stand behind this action point: it stays. Withdraw them first."))
    note_in_trail("meeting.action_removed", meeting, by=by, on=on, line=key_of(action_point), text=told(action_point))
    action_point.delete()


@transaction.atomic
def move_action_point(*, action_point: ActionPoint, position: int, by: Actor, on: datetime.date) -> None:
    """Give the action point another place, from 1, among those of its item."""
    meeting = open_table(action_point.meeting, by=by)
    note_in_trail("meeting.line_moved", meeting, by=by, on=on, text=told(action_point), position=position)
    place(action_point, position)


def source_of(meeting: Meeting) -> Source:
    """The meeting as what asks: "mbledhja 4/2021, 25.06.2018"."""
    with override("sq"):
        citation = _("meeting %(number)s, %(day)s") % {
            "number": meeting.number_label,
            "day": meeting.on.strftime("%d.%m.%Y"),
        }
    subject = meeting.title_sq or meeting.body.name_sq
    return Source(key=f"meeting:{meeting.pk}", subject=subject[:LONGEST_SUBJECT], citation=citation, on=meeting.on)


def _rewrite(row: ActionPoint, said: ActionPointSaid, *, by: Actor, on: datetime.date) -> ActionPoint:
    differing = rewritten(row, _values(said))
    check(row)
    row.save()
    note_in_trail(
        "meeting.action_edited",
        row.meeting,
        by=by,
        on=on,
        line=key_of(row),
        text=told(row),
        **differing,
    )
    return row


def _put_behind(row: ActionPoint, said: ActionPointSaid, *, by: Actor, on: datetime.date) -> None:
    """Link what stands, then ask whoever does not owe it yet. What is behind the action point already is left alone."""
    source, since = source_of(row.meeting), day_of(row.meeting, on)
    behind = dict(row.obligations.values_list("pk", "institution"))
    linked = [duty for duty in said.standing if duty.pk not in behind]
    knows = set(
        ObligationSource.objects.filter(obligation__in=linked, source=source.key).values_list("obligation", flat=True)
    )
    for duty in linked:
        if duty.pk not in knows:
            ask_again(obligation=duty, source=source, by=by, on=since)
    owing = {*behind.values(), *(duty.institution_id for duty in said.standing)}
    wanted = [
        Wanted(demand=_demand(row, said.kind), institution=institution, source=source)
        for institution in dict.fromkeys(said.institutions)
        if institution.pk not in owing
    ]
    meeting = row.meeting
    made = ask_all(wanted, office=meeting.office, body=meeting.body, by=by, on=since) if wanted else []
    ActionPointObligation.objects.bulk_create(
        [
            *(ActionPointObligation(action_point=row, obligation=duty, is_linked=True) for duty in linked),
            *(ActionPointObligation(action_point=row, obligation=duty) for duty in made),
        ]
    )


def _demand(row: ActionPoint, kind: str) -> Demand:
    return Demand(
        kind=kind,
        ask_sq=_shortened(row.text_sq),
        ask_en=_shortened(row.text_en),
        due_on=row.due_on,
        due_precision=row.due_precision,
    )


def _shortened(text: str) -> str:
    """What a duty has room for; the whole stands in the minutes."""
    return textwrap.shorten(text, LONGEST_ASK, placeholder=" …")


def _refuse_strangers(meeting: Meeting, said: ActionPointSaid) -> None:
    refuse_foreign_item(meeting, said.item)
    if said.decision is not None and said.decision.meeting_id != meeting.pk:
        raise DomainError(_("This decision was taken at another meeting."), field="decision")
    if any(duty.office_id != meeting.office_id for duty in said.standing):
        raise DomainError(_("Only duties owed to the meeting's secretariat are linked."), field="standing")
    if any(duty.state == ObligationState.WITHDRAWN for duty in said.standing):
        raise DomainError(_("A duty that was withdrawn is not linked."), field="standing")


def _values(said: ActionPointSaid) -> dict[str, object]:
    return {
        "text_sq": said.text_sq.strip(),
        "text_en": said.text_en.strip(),
        "item": said.item,
        "decision": said.decision,
        "is_restricted": said.is_restricted,
        "due_on": said.due.on if said.due else None,
        "due_precision": str(said.due.precision) if said.due else Precision.DAY,
    }
