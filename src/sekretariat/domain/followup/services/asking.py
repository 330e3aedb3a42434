"""What was asked without a letter goes out by e-mail: a personal link to each who owes it."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.mandates.queries import chains_in
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor
from sekretariat.ground.mail import fillers

from ..queries import Recipient, recipients_in
from ._writing import due_of, write
from .links import make_link


@transaction.atomic
def mail_asked(asked: Sequence[Obligation], *, why: str, by: Actor, on: datetime.date) -> tuple[int, list[str]]:
    """Write to each institution, with `why`, in Albanian, as the subject. They are owed to one office, in one body.

    Returns the number of mails in the outbox and the institutions nobody could be written to.
    """
    if not asked:
        return 0, []
    chains = chains_in([one.institution_id for one in asked], body_id=asked[0].body_id, on=on)
    unreachable = []
    with override("sq"):
        for one in asked:
            recipient = next(iter(recipients_in(one.institution, chains.get(one.institution_id, []))), None)
            if recipient is None:
                unreachable.append(one.institution.label)
            else:
                _write(one, recipient, why, by=by, on=on)
    return len(asked) - len(unreachable), unreachable


def _write(one: Obligation, recipient: Recipient, why: str, *, by: Actor, on: datetime.date) -> None:
    link = make_link(obligation=one, recipient=recipient, by=by, on=on)
    marks = [fillers.mark("link", link.pk)]
    due = _("by %(day)s") % {"day": due_of(one)} if one.due_on else ""
    lines = [
        _("%(office)s asks you:") % {"office": one.office.sender_name},
        f"— {one.ask_sq} {due}".rstrip() + f"\n{marks[0]}",
        _("The link is yours alone and opens without a password. You can also answer by an ordinary letter."),
    ]
    write(office=one.office, recipient=recipient, subject=why, lines=lines, marks=marks, about=one, by=by)
