"""Putting a deadline off: later than what stands, with a reason that the institution reads."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.words import format_date, period_end
from sekretariat.ground.words.enums import Precision

from ..enums import OWED
from ..models import Extension, Obligation
from ..rules import can_decide
from ._locking import locked


@transaction.atomic
def extend(
    *, obligation: Obligation, new_due_on: datetime.date, new_precision: str, reason: str, by: Actor, on: datetime.date
) -> Extension:
    """The deadline moves to the last day of what was said ("T3 2019"), and no later holiday recounts over it."""
    row = locked(obligation)
    if not can_decide(by, row):
        raise NotAllowed(_("Only the office that asked puts a deadline off."))
    if row.state not in OWED:
        raise DomainError(_("This duty is settled: its deadline is not put off any more."))
    due = period_end(new_due_on, Precision(new_precision))
    if row.due_on and due <= row.due_on:
        stands = format_date(row.due_on, Precision(row.due_precision), language="sq")
        raise DomainError(_("The deadline is %(day)s already: write a later one.") % {"day": stands}, field="new_due")
    extension = Extension(
        obligation=row,
        old_due_on=row.due_on,
        old_precision=row.due_precision,
        new_due_on=due,
        new_precision=new_precision,
        reason=" ".join(reason.split()),
        on=on,
    )
    check(extension)
    record(
        "obligation.extended",
        by=by,
        target=row,
        on=on,
        institution_id=row.institution_id,
        before=str(row.due_on or ""),
        due=str(due),
        reason=extension.reason,
    )
    extension.save()
    row.due_on, row.due_precision, row.term_days = due, new_precision, None
    row.save(update_fields=["due_on", "due_precision", "term_days"])
    return extension
