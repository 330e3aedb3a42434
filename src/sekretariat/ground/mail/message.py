"""A mail as it goes over the wire."""

import re
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings

from ..files.models import File
from .fillers import fill
from .models import Outbox

# Headers with people's words are encoded here, not by the policy: in Python 3.11 its way of splitting a long text
# into encoded words adds and drops spaces.
POLICY = SMTP.clone(refold_source="none")
PLAIN = re.compile(r"[A-Za-z0-9 /-]*")


def message_bytes(mail: Outbox) -> bytes:
    """The mail with its secrets filled in: to be handed over and forgotten, never kept or logged.

    The same row gives the same Message-ID and date however often it is built.
    """
    message = EmailMessage(policy=POLICY)
    author = mail.from_address or settings.MAIL_FROM
    message.set_raw("From", _address("From", mail.from_name, author))
    if author != settings.MAIL_FROM:
        message["Sender"] = settings.MAIL_FROM
    message.set_raw("To", _address("To", mail.to_name, mail.to_address))
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message.set_raw("Subject", _encoded("Subject", mail.subject))
    message["Date"] = mail.created_at
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"  # no holiday greetings in return
    message.set_content(fill(mail.text, mail.marks), cte="quoted-printable")
    for attachment in mail.attachments.select_related("file").order_by("pk"):
        _attach(message, attachment.file)
    return message.as_bytes()


def _address(header: str, name: str, address: str) -> str:
    return f"{_encoded(header, name)}\r\n <{address}>" if name else address


def _encoded(header: str, text: str) -> str:
    charset = "us-ascii" if PLAIN.fullmatch(text) else "utf-8"
    return Header(text, charset, header_name=header).encode(linesep="\r\n")


def _attach(message: EmailMessage, file: File) -> None:
    main, _, sub = file.media_type.partition("/")
    with file.open() as content:
        message.add_attachment(content.read(), maintype=main, subtype=sub, filename=file.name)
