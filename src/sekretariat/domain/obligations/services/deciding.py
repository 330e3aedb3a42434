"""What the office decides of an answer, and of what it no longer asks."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import ObligationState
from ..models import Obligation
from ..rules import can_decide
from ._locking import locked


@transaction.atomic
def accept(*, obligation: Obligation, by: Actor, on: datetime.date) -> Obligation:
    """The office is satisfied with the answer."""
    row = locked(obligation)
    if row.state != ObligationState.ANSWERED:
        raise DomainError(_("Only a duty that has been answered can be accepted."))
    return _decide(row, state=ObligationState.ACCEPTED, reason="", by=by, on=on)


@transaction.atomic
def return_answer(*, obligation: Obligation, reason: str, by: Actor, on: datetime.date) -> Obligation:
    """The answer goes back with a reason: the duty is owed again, by the same deadline."""
    row = locked(obligation)
    if row.state not in (ObligationState.ANSWERED, ObligationState.ACCEPTED):
        raise DomainError(_("Only an answer that came can be returned."))
    return _decide(row, state=ObligationState.RETURNED, reason=reason, by=by, on=on)


@transaction.atomic
def withdraw(*, obligation: Obligation, reason: str, by: Actor, on: datetime.date) -> Obligation:
    """The office no longer asks it. It stays in the history."""
    return _decide(locked(obligation), state=ObligationState.WITHDRAWN, reason=reason, by=by, on=on)


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
