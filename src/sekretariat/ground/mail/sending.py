"""Sending what waits in the outbox: once, or shown as doubtful; never twice by itself, never lost.

A row is claimed before the server hears of it, and marked as handed over after the server agreed to take the text and
before the text goes out. Whatever a kill or a lost connection leaves behind can be told by the two: claimed without the
mark, it never left and waits again; with the mark, it may have arrived, and a person decides.
"""

import contextlib
import datetime
import logging
import smtplib
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..jobs import stopping
from ..jobs.ticks import bring_forward, tick
from . import smtp
from .enums import MailState
from .fillers import NoLongerValid
from .message import message_bytes
from .models import Outbox

BACK_OFF = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60))
MAX_ATTEMPTS = 100  # four days of trying; then somebody has to look at it
SLICE = 20  # mails between two looks at the other work

logger = logging.getLogger("sekretariat.mail")


class ClaimLost(Exception):
    """It took so long that the claim counted as abandoned; the mail is no longer this drain's to send."""


@dataclass(frozen=True, kw_only=True)
class Drained:
    """What became of the mails that were tried."""

    sent: int = 0
    refused: int = 0
    in_doubt: int = 0
    withdrawn: int = 0
    waiting: int = 0

    @property
    def tried(self) -> int:
        return self.sent + self.refused + self.in_doubt + self.withdrawn + self.waiting


@tick(every=datetime.timedelta(seconds=5))
def drain_outbox(now: datetime.datetime) -> None:
    if drain(now, limit=SLICE).tried == SLICE:
        bring_forward(drain_outbox)


def drain(now: datetime.datetime, *, limit: int | None = None) -> Drained:
    """Send what is due, at most `limit` mails. Without a configured server everything waits."""
    if not settings.MAIL_HOST:
        return Drained()
    _settle_abandoned(now)
    outcomes: Counter[str] = Counter()
    while outcomes.total() != limit and not stopping.asked() and Outbox.objects.due(now=now).exists():
        outcome = _send_next(now)
        if outcome is None:
            break
        outcomes[outcome] += 1
    return Drained(**outcomes)


def _settle_abandoned(now: datetime.datetime) -> None:
    """Decide about mails whose worker is gone. Should it live after all, its mark or its outcome sets this right."""
    claims = Outbox.objects.filter(
        state=MailState.SENDING, claimed_at__lt=now - datetime.timedelta(seconds=10 * settings.MAIL_TIMEOUT)
    )
    claims.filter(handed_over_at=None).update(state=MailState.WAITING, next_try_at=now)
    claims.filter(handed_over_at__isnull=False).update(
        state=MailState.IN_DOUBT, last_error="The worker stopped before the server confirmed."
    )


def _send_next(now: datetime.datetime) -> MailState | None:
    """Send one mail in a session of its own; None when there is no server, or others took all that was due."""
    began = time.monotonic()
    try:
        server = smtp.connect()
    except (OSError, UnicodeError) as error:  # smtplib signs in with ASCII only
        _wait_for_server(now, error, seconds=time.monotonic() - began)
        return None
    with contextlib.closing(server):
        mail = _claim(now)
        return _send(server, mail) if mail else None


def _wait_for_server(now: datetime.datetime, error: Exception, *, seconds: float) -> None:
    """An outage is the server's, not the mails': all of them wait a moment, none counts it as an attempt.

    A server that refuses at once is asked again in 5 seconds; one that kept us waiting, ten times as long after
    that, so that a dead server takes no more than a tenth of the worker's time.
    """
    due = Outbox.objects.due(now=now)
    words = _words(error)
    if due.exclude(last_error=words).exists():
        logger.warning("The mail server cannot be used: %s", words)
    due.update(next_try_at=now + datetime.timedelta(seconds=max(5, 10 * seconds)), last_error=words)


@transaction.atomic(durable=True)
def _claim(now: datetime.datetime) -> Outbox | None:
    """Take the mail that is longest due. It is this drain's alone, for everybody to see, when this returns."""
    for pk in Outbox.objects.due(now=now).order_by("next_try_at", "pk").values_list("pk", flat=True)[:SLICE]:
        row = Outbox.objects.filter(pk=pk, state=MailState.WAITING)
        if row.update(
            state=MailState.SENDING, claimed_at=timezone.now(), handed_over_at=None, attempts=F("attempts") + 1
        ):
            return Outbox.objects.get(pk=pk)
    return None


def _send(server: smtplib.SMTP, mail: Outbox) -> MailState:
    """Hand the claimed mail over and write down what became of it."""
    try:
        content = message_bytes(mail)
        smtp.hand_over(server, to=mail.to_address, content=content, before_text=partial(_mark_handed_over, mail))
    except NoLongerValid as ended:
        return _settle(mail, MailState.WITHDRAWN, last_error=str(ended))
    except smtp.ServerSaidNo as no:
        return _settle(mail, MailState.REFUSED, last_error=str(no)) if no.is_final else _postpone(mail, no)
    except Exception as error:
        if not isinstance(error, OSError):
            # Not the connection: it cannot be put together, say because a file is gone. The others must not wait.
            logger.exception("The mail %s could not be made.", mail)
        if mail.handed_over_at:
            return _settle(mail, MailState.IN_DOUBT, last_error=_words(error))
        return _postpone(mail, error)
    outcome = _settle(mail, MailState.SENT, sent_at=timezone.now(), last_error="")
    with contextlib.suppress(OSError):
        server.quit()
    return outcome


@transaction.atomic(durable=True)
def _mark_handed_over(mail: Outbox) -> None:
    now = timezone.now()
    if not Outbox.objects.filter(pk=mail.pk, state=MailState.SENDING, claimed_at=mail.claimed_at).update(
        handed_over_at=now
    ):
        raise ClaimLost
    mail.handed_over_at = now


def _settle(mail: Outbox, state: MailState, **fields: object) -> MailState:
    # A drain that was thought dead and comes back with an answer knows better than the doubt.
    mine = Outbox.objects.filter(
        pk=mail.pk, claimed_at=mail.claimed_at, state__in=[MailState.SENDING, MailState.IN_DOUBT]
    )
    mine.update(state=state, **fields)
    return state


def _postpone(mail: Outbox, error: Exception) -> MailState:
    if mail.attempts >= MAX_ATTEMPTS:
        return _settle(mail, MailState.REFUSED, handed_over_at=None, last_error=_words(error))
    next_try_at = timezone.now() + BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
    return _settle(mail, MailState.WAITING, next_try_at=next_try_at, handed_over_at=None, last_error=_words(error))


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, smtp.ServerSaidNo) else f"{type(error).__name__}: {error}"
