"""A real SMTP server on a free port of this machine, which can be told to misbehave."""

import asyncio
import email
import email.policy
import socket
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = str | None  # None: drop the connection without an answer


class Postbox:
    """What it took stands in `taken`. The answers may be exchanged at any time: each is a function of the envelope."""

    def __init__(self, **server_options: Any) -> None:
        self.taken: list[EmailMessage] = []
        self.tries = 0
        self.answer_sender: Callable[[Envelope], Answer] = lambda envelope: "250 OK"
        self.answer_recipient: Callable[[Envelope], Answer] = lambda envelope: "250 OK"
        self.answer_text: Callable[[Envelope], Answer] = lambda envelope: "250 OK"
        self.seconds_per_mail = 0.0
        self._options = server_options
        self._controller: Controller | None = None
        self.port = _free_port()

    def open(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._options)
        self._controller.start()

    def close(self) -> None:
        """Gone for a while: the port refuses connections until it is opened again."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    def copies(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(message["Message-ID"] for message in self.taken)

    async def handle_MAIL(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tries += 1
        envelope.mail_from = address
        return _give(server, self.answer_sender(envelope))

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return _give(server, self.answer_recipient(envelope))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds_per_mail)
        answer = self.answer_text(envelope)
        if answer is None or answer.startswith("2"):
            # Taken even where the answer is lost: this is what makes such a mail doubtful.
            message = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
        return _give(server, answer)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _give(server: SMTP, answer: Answer) -> str:
    if answer is None:
        server.transport.abort()
        return "421 gone"
    return answer


def accept_password(user: str, password: str) -> Callable[..., AuthResult]:
    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        right = LoginPassword(user.encode(), password.encode())
        return AuthResult(success=data == right, handled=False)  # let the server tell the client

    return check
