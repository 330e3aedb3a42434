"""What the body decided, with its number; and what the decision does in a plan."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.domain.plans.services import BodyDecision as DecisionInPlan
from sekretariat.domain.plans.services import EditionDecision, Verdict, make_edition, validate_entries
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..enums import ItemState, MeetingState
from ..models import AgendaItem, BodyDecision, BodyRule, Meeting
from ._guards import locked, note_in_trail, refuse_approved, refuse_cancelled, refuse_unless_keeper
from ._indexing import index_meeting
from ._lines import rewritten, told


@dataclass(frozen=True, kw_only=True)
class EditionSaid:
    """The plan of the item is frozen as it stands after the decision; with `adopts` the decision adopts it."""

    title_sq: str
    title_en: str = ""
    adopts: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionSaid:
    """One decision as it is written down. Without `number` the next one of the body's year is taken.

    `verdicts` say of measures of one plan what the body did with each. What is sent twice, with one `token`, is one.
    """

    verb: str
    text_sq: str
    text_en: str = ""
    number: int | None = None
    item: AgendaItem | None = None
    institutions: Sequence[Institution] = ()
    is_restricted: bool = False
    verdicts: Sequence[Verdict] = ()
    edition: EditionSaid | None = None
    keeps_rule: BodyRule | None = None
    token: uuid.UUID | None = None


@transaction.atomic
def take_decision(*, meeting: Meeting, said: DecisionSaid, by: Actor, on: datetime.date) -> BodyDecision:
    """Record what the body decided, and let it have its effect in the plan: all of it, or nothing.

    Raises EntriesRefused, with an error at each measure, where one cannot be validated or returned so.
    """
    refuse_unless_keeper(meeting, by=by)
    if said.token and (sent := BodyDecision.objects.filter(token=said.token, meeting=meeting).first()):
        return sent
    meeting = locked(meeting)
    _refuse_unless_met(meeting, on=on)
    plan = _plan_of(meeting, said, by=by)
    # The body's row is the lock under which its numbers are given.
    body = Body.objects.select_for_update(of=("self",)).get(pk=meeting.body_id)
    row = BodyDecision(
        meeting=meeting,
        item=said.item,
        body=body,
        year=meeting.on.year,
        number=said.number or next_decision_number(body, meeting.on.year),
        verb=said.verb,
        text_sq=said.text_sq.strip(),
        text_en=said.text_en.strip(),
        is_restricted=said.is_restricted,
        plan=plan,
        keeps_rule=said.keeps_rule,
        position=(meeting.decisions.aggregate(last=Max("position"))["last"] or 0) + 1,
        token=said.token or uuid.uuid4(),
    )
    check(row)
    row.save()
    words = {"number": row.number_label, "body": body.label, "text": told(row)}
    note_in_trail("meeting.decision_taken", meeting, by=by, on=on, **words)
    row.institutions.set(said.institutions)
    _take_effect(row, said, by=by, on=on)
    if said.item is not None and said.item.state == ItemState.OPEN:
        AgendaItem.objects.filter(pk=said.item.pk).update(state=ItemState.DONE)
    index_meeting(meeting)
    return row


def next_decision_number(body: Body, year: int) -> int:
    """The number after the last decision of the body in that year."""
    last = BodyDecision.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def edit_decision(
    *,
    decision: BodyDecision,
    text_sq: str,
    text_en: str,
    is_restricted: bool,
    institutions: Sequence[Institution],
    seen: int,
    by: Actor,
    on: datetime.date,
) -> BodyDecision:
    """Put the words of a decision right, and whom it concerns. What it did in a plan, and its number, stay."""
    refuse_unless_keeper(decision.meeting, by=by)
    refuse_cancelled(decision.meeting)
    refuse_approved(decision.meeting)
    row = claim(decision, seen=seen)
    values = {"text_sq": text_sq.strip(), "text_en": text_en.strip(), "is_restricted": is_restricted}
    differing = rewritten(row, values)
    check(row)
    row.save()
    note_in_trail("meeting.decision_edited", row.meeting, by=by, on=on, number=row.number_label, **differing)
    row.institutions.set(institutions)
    index_meeting(row.meeting)
    return row


@transaction.atomic
def remove_decision(*, decision: BodyDecision, by: Actor, on: datetime.date) -> None:
    """Take back what was written down by mistake, unless it had an effect or went out."""
    refuse_unless_keeper(decision.meeting, by=by)
    meeting = locked(decision.meeting)
    refuse_approved(meeting)
    if decision.validations.exists() or decision.edition_id is not None:
        raise DomainError(_("This decision stands in the plan: it stays. Record another one that changes it."))
    if decision.letters.exists():
        raise DomainError(_("An extract of this decision went out by letter: it stays."))
    if decision.action_points.exists():
        raise DomainError(_("Something is to be done because of this decision: remove its action points first."))
    words = {"number": decision.number_label, "text": told(decision)}
    note_in_trail("meeting.decision_removed", meeting, by=by, on=on, **words)
    decision.institutions.clear()
    decision.delete()
    index_meeting(meeting)


def _refuse_unless_met(meeting: Meeting, *, on: datetime.date) -> None:
    refuse_cancelled(meeting)
    refuse_approved(meeting)
    if meeting.state not in (MeetingState.CALLED, MeetingState.HELD):
        raise DomainError(_("A meeting is called before it decides."))
    if meeting.on > on:
        raise DomainError(_("The meeting is on %(day)s: it has not decided yet.") % {"day": f"{meeting.on:%d.%m.%Y}"})


def _plan_of(meeting: Meeting, said: DecisionSaid, *, by: Actor) -> Plan | None:
    """The plan that is decided on, checked with everything the decision points to."""
    if said.item is not None and said.item.meeting_id != meeting.pk:
        raise DomainError(_("This item stands on the agenda of another meeting."))
    if said.keeps_rule is not None and said.keeps_rule.body_id != meeting.body_id:
        raise DomainError(_("This rule is another body's."), field="keeps_rule")
    plans = {verdict.entry.plan_id: verdict.entry.plan for verdict in said.verdicts}
    if said.item is not None and said.item.plan is not None:
        plans[said.item.plan.pk] = said.item.plan
    if len(plans) > 1:
        raise DomainError(_("One decision is taken on the measures of one plan."))
    plan = next(iter(plans.values()), None)
    if (said.verdicts or said.edition) and (plan is None or not can_keep_plan(by, plan)):
        raise NotAllowed(_("Only the plan's technical secretariat records what a body decided on it."))
    return plan


def _take_effect(row: BodyDecision, said: DecisionSaid, *, by: Actor, on: datetime.date) -> None:
    """Who decided, when and how goes into the plan as values. Words that are restricted stay here."""
    plan = row.plan
    if plan is None or not (said.verdicts or said.edition):
        return
    text = "" if row.is_restricted else row.text_sq
    day, body = row.meeting.on, row.body
    values = {"body_sq": body.name_sq, "body_en": body.name_en, "number": row.number_label, "text": text}
    if said.verdicts:
        decision = DecisionInPlan(decided_on=day, **values)
        row.validations.set(validate_entries(plan=plan, decision=decision, verdicts=said.verdicts, by=by, on=on))
    if said.edition is not None:
        row.edition = make_edition(
            plan=plan,
            title_sq=said.edition.title_sq,
            title_en=said.edition.title_en,
            adopts=said.edition.adopts,
            decision=EditionDecision(decided_on=day, **values),
            by=by,
            on=on,
        )
        row.save(update_fields=["edition"])
