"""Personal links, and the mails that carry them."""

import datetime

from django.db import transaction
from django.utils import timezone
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
from sekretariat.ground.mail import services as mail

from .models import Link
from .queries import Recipient, recipients_of
from .tokens import hash_of, new_nonce, token_of


@transaction.atomic
def make_link(*, obligation: Obligation, recipient: Recipient, by: Actor, on: datetime.date) -> Link:
    """A link of this recipient to this obligation. It lives as long as the office's settings say."""
    nonce = new_nonce()
    link = Link.objects.create(
        obligation=obligation,
        mandate=recipient.mandate,
        email=recipient.email,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce)),
        expires_at=timezone.now() + datetime.timedelta(days=obligation.office.link_days),
    )
    record(
        "link.made",
        by=by,
        target=obligation,
        on=on,
        institution_id=obligation.institution_id,
        link=link.pk,
        mandate=recipient.mandate.pk if recipient.mandate else None,
    )
    return link


@transaction.atomic
def revoke_link(*, link: Link, by: Actor, on: datetime.date) -> None:
    """The link stops opening at the next request."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    record("link.revoked", by=by, target=link.obligation, on=on, link=link.pk)


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
    mailed, unreachable = 0, []
    addressees = letter.addressees.select_related("institution").order_by("institution__sort_key")
    for addressee in addressees:
        owed = list(addressee.obligations.still_owed().select_related("office", "institution"))
        recipients = recipients_of(addressee.institution, body_id=letter.body_id, on=on)
        if not owed:
            continue
        if not recipients:
            unreachable.append(addressee.institution.label)
            continue
        _write(letter, owed, recipients[0], by=by, on=on)
        mailed += 1
    return mailed, unreachable


def _write(letter: Letter, owed: list[Obligation], recipient: Recipient, *, by: Actor, on: datetime.date) -> None:
    office, marks = letter.office, []
    with override("sq"):
        lines = [
            _("Dear %(name)s,") % {"name": recipient.name},
            _("By letter %(citation)s, %(office)s asks you:")
            % {"citation": letter.citation, "office": office.sender_name},
        ]
        for obligation in owed:
            link = make_link(obligation=obligation, recipient=recipient, by=by, on=on)
            marks.append(fillers.mark("link", link.pk))
            due = _("by %(day)s") % {"day": obligation.due_on.strftime("%d.%m.%Y")} if obligation.due_on else ""
            lines.append(f"— {obligation.ask_sq} {due}".rstrip() + f"\n{marks[-1]}")
        lines.append(
            _("The links are yours alone and open without a password. You can also answer by an ordinary letter.")
        )
        lines.append(f"{office.sender_name}\n{office.sender_email}")
        mail.enqueue(
            to_address=recipient.email,
            to_name=recipient.name,
            from_name=office.sender_name,
            reply_to=office.sender_email,
            subject=f"{letter.citation}: {letter.subject}"[:200],
            text="\n\n".join(lines),
            marks=marks,
            about=letter,
            office_id=office.pk,
            files=[letter.scan] if letter.scan else [],
            by=by,
        )
