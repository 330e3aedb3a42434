"""Who may see, answer and decide an obligation; how it stands on a day. Pure: no query, no clock."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.days.counting import working_days_between

from .enums import OWED, ObligationState, Standing
from .models import Obligation

DAYS_CALLED_SOON = 2  # working days before the due on which a duty is called "due soon"


def can_see(actor: Actor, obligation: Obligation) -> bool:
    """The rule of one row that `ObligationQuerySet.visible_to` states for many."""
    if actor.only_obligation is not None:
        return actor.only_obligation == obligation.pk
    return _may_for_office(actor, Permission.OBLIGATIONS_FOLLOW, obligation) or actor.may(
        Permission.OBLIGATIONS_SEE, institution_id=obligation.institution_id, body_id=obligation.body_id
    )


def can_see_any(actor: Actor) -> bool:
    """Whether there can be obligations that the actor sees, of whatever institution or office."""
    return actor.may_anywhere(Permission.OBLIGATIONS_SEE) or actor.may_anywhere(Permission.OBLIGATIONS_FOLLOW)


def can_answer(actor: Actor, obligation: Obligation) -> bool:
    """Answer for one's own institution, by page or by link, while it is still owed."""
    return obligation.state in OWED and answers_for(actor, obligation)


def answers_for(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor speaks for the institution in this duty, settled or not."""
    if actor.only_obligation is not None:
        return actor.only_obligation == obligation.pk
    return actor.may(
        Permission.OBLIGATIONS_ANSWER, institution_id=obligation.institution_id, body_id=obligation.body_id
    )


def can_record(actor: Actor, obligation: Obligation) -> bool:
    """Record an answer on behalf of the institution. Later answers may follow an earlier one."""
    return obligation.state != ObligationState.WITHDRAWN and _may_for_office(
        actor, Permission.OBLIGATIONS_RECORD, obligation
    )


def can_decide(actor: Actor, obligation: Obligation) -> bool:
    """Accept, return or withdraw."""
    return obligation.state != ObligationState.WITHDRAWN and _may_for_office(
        actor, Permission.OBLIGATIONS_DECIDE, obligation
    )


def can_extend(actor: Actor, obligation: Obligation) -> bool:
    """Put the deadline off, while it is still owed."""
    return obligation.state in OWED and can_decide(actor, obligation)


def _may_for_office(actor: Actor, permission: Permission, obligation: Obligation) -> bool:
    return actor.may(permission, institution_id=obligation.office_id, body_id=obligation.body_id)


@dataclass(frozen=True, kw_only=True)
class Stands:
    """How an obligation stands on a day, and by how many working days it is early (-) or late (+)."""

    standing: Standing
    days_late: int = 0

    @property
    def is_late(self) -> bool:
        return self.standing in (Standing.OVERDUE, Standing.LONG_OVERDUE)


def stands_on(
    obligation: Obligation, *, on: datetime.date, holidays: Collection[datetime.date], long_overdue_days: int
) -> Stands:
    """The standing as it was at the end of the given day: what came or was decided later does not count."""
    if obligation.state == ObligationState.WITHDRAWN and obligation.decided_on and obligation.decided_on <= on:
        return Stands(standing=Standing.WITHDRAWN)
    if obligation.state != ObligationState.RETURNED and obligation.answered_on and obligation.answered_on <= on:
        accepted = obligation.state == ObligationState.ACCEPTED
        return Stands(standing=Standing.ACCEPTED if accepted else Standing.ANSWERED)
    if obligation.due_on is None:
        return Stands(standing=Standing.NO_DEADLINE)
    late = working_days_between(obligation.due_on, on, holidays=holidays)
    if on <= obligation.due_on:
        return Stands(standing=Standing.DUE_SOON if late >= -DAYS_CALLED_SOON else Standing.NOT_DUE, days_late=late)
    return Stands(standing=Standing.LONG_OVERDUE if late > long_overdue_days else Standing.OVERDUE, days_late=late)
