"""A letter goes by e-mail too: what it asks, with a personal link to each thing."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.rules import can_register
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.mail import fillers

from ..queries import Recipient, mailings_of
from ._writing import due_of, write
from .links import make_link


@transaction.atomic
def mail_letter(*, letter: Letter, by: Actor, on: datetime.date) -> tuple[int, list[str]]:
    """Write to every addressee that still owes an answer: the letter's scan, what is asked, a personal link.

    Returns the number of mails in the outbox and the institutions nobody could be written to.
    """
    if not can_register(by, letter):
        raise NotAllowed(_("Only the letter's own office sends it."))
    if letter.state != LetterState.SENT:
        raise DomainError(_("First note that the letter was sent; then it can go by e-mail too."))
    record("letter.mailed", by=by, target=letter, on=on, institution_id=letter.office_id)
    mailings = mailings_of(letter, on=on)
    for mailing in mailings:
        if mailing.recipient:
            _write(letter, mailing.owed, mailing.recipient, by=by, on=on)
    unreachable = [mailing.institution.label for mailing in mailings if mailing.recipient is None]
    return len(mailings) - len(unreachable), unreachable


def _write(letter: Letter, owed: Sequence[Obligation], recipient: Recipient, *, by: Actor, on: datetime.date) -> None:
    office, marks = letter.office, []
    with override("sq"):
        lines = [
            _("By letter %(citation)s, %(office)s asks you:")
            % {"citation": letter.citation, "office": office.sender_name},
        ]
        for obligation in owed:
            link = make_link(obligation=obligation, recipient=recipient, by=by, on=on)
            marks.append(fillers.mark("link", link.pk))
            due = _("by %(day)s") % {"day": due_of(obligation)} if obligation.due_on else ""
            lines.append(f"— {obligation.ask_sq} {due}".rstrip() + f"\n{marks[-1]}")
        lines.append(
            _("The links are yours alone and open without a password. You can also answer by an ordinary letter.")
        )
        write(
            office=office,
            recipient=recipient,
            subject=f"{letter.citation}: {letter.subject}",
            lines=lines,
            marks=marks,
            about=letter,
            files=[letter.scan] if letter.scan else [],
            by=by,
        )
