"""A deadline follows the step of a calendar that it stands for: to a later day, or to an earlier one."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, check
from sekretariat.ground.words.enums import Precision

from ..enums import OWED
from ..models import Extension, Obligation
from ._locking import locked
from .recounting import Moved


@transaction.atomic
def reschedule(*, obligation: Obligation, due_on: datetime.date, reason: str, by: Actor, on: datetime.date) -> Moved:
    """Move the deadline to that day. Whoever keeps the calendar has been asked for the right to it, as for asking.

    A later day is kept as an extension, which explains the deadline; an earlier one takes its place and is told by the
    trail alone.
    """
    row = locked(obligation)
    if row.state not in OWED:
        raise DomainError(_("This duty is settled: its deadline does not move any more."))
    before, reason = row.due_on, " ".join(reason.split())[:500]
    if before is None:
        raise DomainError(_("This duty has no deadline that could move."))
    record(
        "obligation.rescheduled",
        by=by,
        target=row,
        on=on,
        institution_id=row.institution_id,
        before=str(before),
        due=str(due_on),
        reason=reason,
    )
    if due_on > before:
        extension = Extension(
            obligation=row,
            old_due_on=before,
            old_precision=row.due_precision,
            new_due_on=due_on,
            new_precision=Precision.DAY,
            reason=reason,
            on=on,
        )
        check(extension)
        extension.save()
    row.due_on, row.due_precision, row.term_days = due_on, Precision.DAY, None
    row.save(update_fields=["due_on", "due_precision", "term_days"])
    return Moved(obligation=row, before=before)
