"""What a body decided on a plan's entries: validated, returned with reasons, left out. Its words are kept as values."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import Happened, record, record_all
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import EntryState, Outcome
from ..errors import EntriesRefused
from ..models import Plan, PlanEntry, Validation
from ..queries import EntryGate, entry_said, gaps_said, gates_of
from ..rules import can_keep_plan

STATE_AFTER = {
    Outcome.VALIDATED: EntryState.VALIDATED,
    Outcome.RETURNED: EntryState.RETURNED,
    Outcome.LEFT_OUT: EntryState.LEFT_OUT,
}
EVENTS = {
    Outcome.VALIDATED: "measure.validated",
    Outcome.RETURNED: "measure.returned",
    Outcome.LEFT_OUT: "measure.left_out",
}


@dataclass(frozen=True, kw_only=True)
class BodyDecision:
    """Who decided, when, under which number, in which words: as on the paper, with no key to any row."""

    body_sq: str
    body_en: str = ""
    decided_on: datetime.date
    number: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the body said of one entry, and why where it did not validate it."""

    entry: PlanEntry
    outcome: str
    reason: str = ""


@transaction.atomic
def validate_entries(
    *, plan: Plan, decision: BodyDecision, verdicts: Sequence[Verdict], by: Actor, on: datetime.date
) -> list[Validation]:
    """Record one decision over several entries, all or none. What lacks something cannot be validated."""
    if not can_keep_plan(by, plan):
        raise NotAllowed(_("Only the plan's technical secretariat records what a body decided on it."))
    if decision.decided_on > on:
        raise DomainError(_("This day has not come yet."), field="decided_on")
    if not verdicts:
        raise DomainError(_("Choose at least one measure and say what the body decided on it."))
    # Locked in one order, whatever the order of the page: two officers at one plan wait for each other.
    keys = [verdict.entry.pk for verdict in verdicts]
    list(PlanEntry.objects.select_for_update(of=("self",)).filter(plan=plan, pk__in=keys).order_by("pk"))
    gates = {one.entry.pk: one for one in gates_of(PlanEntry.objects.filter(plan=plan, pk__in=keys))}
    made, problems = [], {}
    for verdict in verdicts:
        try:
            made.append(_validation(decision, verdict, gates.get(verdict.entry.pk)))
        except DomainError as error:
            problems[verdict.entry.pk] = error
    if problems:
        raise EntriesRefused(_all_said(problems, gates), problems)
    _record(plan, decision, made, by=by, on=on)
    for outcome, state in STATE_AFTER.items():
        decided = PlanEntry.objects.filter(pk__in=[one.entry.pk for one in verdicts if one.outcome == outcome])
        decided.update(state=state, revision=F("revision") + 1)
    return Validation.objects.bulk_create(made)


def _validation(decision: BodyDecision, verdict: Verdict, gate: EntryGate | None) -> Validation:
    """The row, checked without a query of its own: a decision covers many."""
    if gate is None:
        raise DomainError(_("This measure does not stand in the plan."))
    reason = " ".join(verdict.reason.split())
    row = Validation(entry=gate.entry, outcome=verdict.outcome, reason=reason, **asdict(decision))
    try:
        row.clean_fields(exclude=["entry"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(messages[0], field=field) from error
    if verdict.outcome == Outcome.VALIDATED and gate.gaps:
        raise DomainError(gaps_said(gate), field="outcome")
    if verdict.outcome != Outcome.VALIDATED and not reason:
        raise DomainError(_("Say why the measure is returned or left out."), field="reason")
    return row


def _all_said(problems: Mapping[int, DomainError], gates: Mapping[int, EntryGate]) -> str:
    head = ngettext(
        "Nothing was saved: %(count)s measure cannot be taken so.",
        "Nothing was saved: %(count)s measures cannot be taken so.",
        len(problems),
    ) % {"count": len(problems)}
    lines = [f"{entry_said(gates[key])}: {error}" for key, error in problems.items() if key in gates]
    return " ".join([head, *(f"{line.rstrip('.')}." for line in lines)])


def _record(plan: Plan, decision: BodyDecision, rows: Sequence[Validation], *, by: Actor, on: datetime.date) -> None:
    said: dict[str, Any] = {"body": decision.body_sq, "number": decision.number, "day": str(decision.decided_on)}
    counts: dict[str, Any] = {outcome.value: sum(row.outcome == outcome for row in rows) for outcome in Outcome}
    record("plan.decided_on", by=by, target=plan, on=on, institution_id=plan.office_id, **said, **counts)
    details = [
        Happened(
            what=EVENTS[Outcome(row.outcome)],
            target=row.entry.measure,
            institution_id=plan.office_id,
            data={**said, "plan": plan.label, "code": row.entry.code, "reason": row.reason},
        )
        for row in rows
    ]
    record_all(details, by=by, on=on)
