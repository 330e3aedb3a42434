"""Putting mails into the outbox, and deciding about those the worker could not settle."""

import datetime
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actors import Actor
from ..audit.services import record
from ..files.models import File
from ..jobs.ticks import bring_forward
from . import fillers
from .enums import UNDECIDED, MailState
from .errors import MailDecided, MailRefused
from .models import MAX_HEADER, Attachment, Outbox
from .sending import drain_outbox


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail to be: the arguments of `enqueue`."""

    to_address: str
    to_name: str
    subject: str
    text: str
    marks: Sequence[str] = ()
    about: models.Model | None = None
    office_id: int | None = None
    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""


@transaction.atomic
def enqueue(
    *,
    to_address: str,
    to_name: str,
    subject: str,
    text: str,
    by: Actor,
    marks: Iterable[str] = (),
    about: models.Model | None = None,
    office_id: int | None = None,
    from_name: str = "",
    from_address: str = "",
    reply_to: str = "",
    files: Iterable[File] = (),
) -> Outbox:
    """Put a mail into the outbox, as part of the caller's transaction; the caller records what it is about.

    What is secret stands in the text as a mark, made with `fillers.mark` and named in `marks`.
    """
    mail = Mail(
        to_address=to_address,
        to_name=to_name,
        subject=subject,
        text=text,
        marks=list(marks),
        about=about,
        office_id=office_id,
        from_name=from_name,
        from_address=from_address,
        reply_to=reply_to,
    )
    row = _row(mail, by=by, now=timezone.now())
    row.save(force_insert=True)
    Attachment.objects.bulk_create(Attachment(mail=row, file=file) for file in files)
    _wake_worker()
    return row


@transaction.atomic
def enqueue_all(mails: Iterable[Mail], *, by: Actor) -> int:
    """Put many mails into the outbox, all or none: a few queries, however many. Returns how many they are."""
    now = timezone.now()
    rows = Outbox.objects.bulk_create([_row(mail, by=by, now=now) for mail in mails], batch_size=500)
    _wake_worker()
    return len(rows)


def _row(mail: Mail, *, by: Actor, now: datetime.datetime) -> Outbox:
    if fillers.holds_mark(fillers.without(mail.text, mail.marks)):
        raise MailRefused(_("The text holds double square brackets that are reserved for links. Take them out."))
    return Outbox(
        message_id=f"<{uuid.uuid4()}@{settings.MAIL_FROM.rpartition('@')[2]}>",
        to_address=_address(mail.to_address),
        to_name=_one_line(mail.to_name),
        from_address=mail.from_address and _address(mail.from_address),
        from_name=_one_line(mail.from_name),
        reply_to=mail.reply_to and _address(mail.reply_to),
        subject=_one_line(mail.subject),
        text=mail.text,
        marks=list(mail.marks),
        next_try_at=now,
        about_type=(mail.about._meta.model_name or "") if mail.about else "",
        about_key=str(mail.about.pk) if mail.about else "",
        office_id=mail.office_id,
        caused_by_person=by.person_id,
        created_at=now,
    )


def _address(value: str) -> str:
    value = value.strip()
    try:
        validate_email(value)
        value.encode("ascii")  # addresses beyond it need servers that few have
    except (ValidationError, UnicodeEncodeError) as error:
        raise MailRefused(_("“%(address)s” is not an e-mail address.") % {"address": value}) from error
    return value


def _one_line(value: str) -> str:
    """The value as it may stand in a header, with single spaces: a line break there would begin another header."""
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in value):
        raise MailRefused(_("The subject and the names of a mail must be a single line: “%(text)s”") % {"text": value})
    value = " ".join(value.split())
    if len(value) > MAX_HEADER:
        raise MailRefused(
            _("The subject and the names of a mail have at most %(limit)s characters.") % {"limit": MAX_HEADER}
        )
    return value


def _wake_worker() -> None:
    # Only a hint, so it may be lost: without it the worker comes by itself a few seconds later.
    transaction.on_commit(lambda: bring_forward(drain_outbox), robust=True)


@transaction.atomic
def send_again(*, mail: Outbox, by: Actor) -> Outbox:
    """Let a refused or doubtful mail go out again. It keeps its Message-ID: the recipient's system can tell a copy."""
    mail = _undecided(mail)
    record("mail.sent_again", by=by, target=mail, institution_id=mail.office_id, was=mail.state)
    mail.state, mail.attempts, mail.next_try_at = MailState.WAITING, 0, timezone.now()
    mail.claimed_at = mail.handed_over_at = None
    mail.save(update_fields=["state", "attempts", "next_try_at", "claimed_at", "handed_over_at"])
    _wake_worker()
    return mail


@transaction.atomic
def mark_sent(*, mail: Outbox, by: Actor) -> Outbox:
    """Note that a refused or doubtful mail did arrive, or that the recipient was told in another way."""
    mail = _undecided(mail)
    record("mail.marked_sent", by=by, target=mail, institution_id=mail.office_id, was=mail.state)
    mail.state, mail.sent_at = MailState.SENT, timezone.now()
    mail.save(update_fields=["state", "sent_at"])
    return mail


def _undecided(mail: Outbox) -> Outbox:
    mail = Outbox.objects.select_for_update().get(pk=mail.pk)
    if mail.state not in UNDECIDED:
        raise MailDecided(
            _("Nothing is to be decided about this mail: %(state)s.") % {"state": mail.get_state_display()}
        )
    return mail
