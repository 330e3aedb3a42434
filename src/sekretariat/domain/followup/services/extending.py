"""A deadline is put off, and whoever is written to for the institution is told."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.obligations import services as obligations
from sekretariat.domain.obligations.models import Extension, Obligation
from sekretariat.ground.actors import Actor

from ..queries import Recipient, recipients_of
from ._writing import asked_by_letter, write


@transaction.atomic
def extend(
    *, obligation: Obligation, new_due_on: datetime.date, new_precision: str, reason: str, by: Actor, on: datetime.date
) -> Recipient | None:
    """Put the deadline off and write to the first of the chain, who is returned: None where nobody can be reached."""
    extension = obligations.extend(
        obligation=obligation, new_due_on=new_due_on, new_precision=new_precision, reason=reason, by=by, on=on
    )
    recipient = next(iter(recipients_of(obligation.institution, body_id=obligation.body_id, on=on)), None)
    if recipient:
        _tell(extension, obligation, recipient, by=by)
    return recipient


def _tell(extension: Extension, obligation: Obligation, recipient: Recipient, *, by: Actor) -> None:
    with override("sq"):
        write(
            office=obligation.office,
            recipient=recipient,
            subject=_("New deadline: %(what)s") % {"what": obligation.ask_sq},
            lines=[
                _("%(office)s tells you of a new deadline.") % {"office": obligation.office.sender_name},
                f"— {asked_by_letter(obligation)}: {extension.explain('sq')}.",
            ],
            about=obligation,
            by=by,
        )
