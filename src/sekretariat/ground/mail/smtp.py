"""Talking to the mail server, one step at a time, so that it is always known how far a mail got.

`smtplib.SMTP.sendmail` tells a lost connection without telling whether the text had gone out by then; everything
about doubtful mails hangs on just that.
"""

import re
import smtplib
import ssl
from collections.abc import Callable

from django.conf import settings
from django.core.mail.utils import DNS_NAME

Answer = tuple[int, bytes]

GO_AHEAD = 354
PERMANENT = 500


class ServerSaidNo(Exception):
    """The server answered, and the answer was no. Nothing is in doubt."""

    def __init__(self, answer: Answer, *, is_final: bool) -> None:
        code, words = answer
        super().__init__(f"{code} {words.decode(errors='replace')}")
        self.is_final = is_final  # trying the same again is of no use


def connect() -> smtplib.SMTP:
    """A session with the configured server. Raises OSError (as all of smtplib does) when there is none to be had."""
    server = smtplib.SMTP(
        settings.MAIL_HOST,
        settings.MAIL_PORT,
        local_hostname=DNS_NAME.get_fqdn(),  # asked once a process: without a name server each time takes seconds
        timeout=settings.MAIL_TIMEOUT,
    )
    try:
        if settings.MAIL_STARTTLS:
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if settings.MAIL_USER:
            server.login(settings.MAIL_USER, settings.MAIL_PASSWORD)
    except BaseException:
        server.close()
        raise
    return server


def hand_over(server: smtplib.SMTP, *, to: str, content: bytes, before_text: Callable[[], None]) -> None:
    """Give one mail to the server; it has it when this returns.

    `before_text` is called once the server has agreed to take the text and before anything of it is sent. An OSError
    before that call means it has nothing; after it, nobody knows.
    """
    # What the server holds against the sender is a matter of set-up, and passes; only its no to the recipient or to
    # this very text is final.
    _expect(server.mail(settings.MAIL_FROM), final=False)
    _expect(server.rcpt(to), final=True)
    _expect(server.docmd("DATA"), final=False, good=GO_AHEAD)
    text = re.sub(rb"(?m)^\.", b"..", content) + b".\r\n"
    before_text()
    server.send(text)
    _expect(server.getreply(), final=True)


def _expect(answer: Answer, *, final: bool, good: int = 250) -> None:
    code = answer[0]
    if code == good or (good == 250 and 200 <= code < 300):
        return
    if 400 <= code < 600:
        raise ServerSaidNo(answer, is_final=final and code >= PERMANENT)
    raise smtplib.SMTPServerDisconnected(f"An answer outside the protocol: {answer!r}")
