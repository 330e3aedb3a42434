"""Outlook's .msg: a mail as a tree of folders and properties. Judge the file first (`safety`): this believes it."""

import datetime
import email.policy
import email.utils
import io
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.parser import HeaderParser

from olefile import OleFileIO  # type: ignore[import-untyped]
from oxmsg.attachment import Attachment as OutlookAttachment
from oxmsg.domain import constants as c
from oxmsg.properties import Properties
from oxmsg.recipient import Recipient
from oxmsg.storage import Storage

from .mails import Attachment, ReadMail, attachment_name, html_to_text, one_line

# Bytes before the first property: in a message by itself, and in one that is attached to another.
ALONE, ATTACHED = 32, 24
ATTACHED_MESSAGE = "__substg1.0_3701000D"
SENT_REPRESENTING_SMTP_ADDRESS = 0x5D02
TO = 1


def read(data: bytes) -> ReadMail:
    """Read the file. Whatever the libraries raise on a damaged one passes through."""
    with OleFileIO(io.BytesIO(data)) as ole:
        storage = Storage.from_ole(ole)
    return _read(storage, offset=ALONE)


def _read(storage: Storage, *, offset: int) -> ReadMail:
    properties = Properties(storage, properties_header_offset=offset)
    headers = HeaderParser(policy=email.policy.compat32).parsestr(_text(properties, c.PID_TRANSPORT_MESSAGE_HEADERS))
    return ReadMail(
        sender_name=_text(properties, c.PID_SENDER_NAME) or _text(properties, c.PID_SENT_REPRESENTING_NAME),
        sender_address=_sender_address(properties, headers),
        to=tuple(_recipients(storage)),
        subject=one_line(_text(properties, c.PID_SUBJECT)),
        sent_at=_moment(properties),
        message_id=_text(properties, c.PID_INTERNET_MESSAGE_ID) or one_line(str(headers.get("Message-ID", ""))),
        text=_body(properties),
        attachments=tuple(_attachments(storage)),
    )


def _text(properties: Properties, pid: int) -> str:
    """A text property; empty when it is not there, or in an encoding that is not what it says."""
    try:
        return (properties.str_prop_value(pid) or "").replace("\0", "").strip()
    except (UnicodeDecodeError, LookupError):
        return ""


def _sender_address(properties: Properties, headers: Message) -> str:
    """The first that is an internet address: inside one organisation Outlook keeps another kind."""
    known = [
        _text(properties, pid)
        for pid in (c.PID_SENDER_SMTP_ADDRESS, c.PID_SENDER_EMAIL_ADDRESS, SENT_REPRESENTING_SMTP_ADDRESS)
    ]
    in_header = email.utils.parseaddr(str(headers.get("From", "")))[1]
    return next((address for address in [*known, in_header] if "@" in address), "")


def _recipients(storage: Storage) -> Iterator[str]:
    for part in storage.iter_recipient_storages():
        recipient = Recipient(part)
        kind = recipient.properties.int_prop_value(c.PID_RECIPIENT_TYPE)
        if kind == TO and "@" in recipient.email_address:
            yield recipient.email_address.replace("\0", "").strip()


def _moment(properties: Properties) -> datetime.datetime | None:
    for pid in (c.PID_CLIENT_SUBMIT_TIME, c.PID_MESSAGE_DELIVERY_TIME):
        value = properties.date_prop_value(pid)
        if isinstance(value, datetime.datetime):
            return value
    return None


def _body(properties: Properties) -> str:
    if body := _text(properties, c.PID_BODY):
        return body.replace("\r\n", "\n")
    if page := properties.binary_prop_value(c.PID_HTML):
        return html_to_text(page.decode(properties.body_encoding, errors="replace"))
    return html_to_text(_text(properties, c.PID_BODY_HTML))


def _attachments(storage: Storage) -> Iterator[Attachment]:
    for number, part in enumerate(storage.iter_attachment_storages(), start=1):
        message = next((inner for inner in part.storages if inner.name == ATTACHED_MESSAGE), None)
        if message is not None:
            mail = _read(message, offset=ATTACHED)
            yield Attachment(
                name=attachment_name(f"{mail.subject[:100]}.eml", media_type="message/rfc822", number=number),
                data=_as_eml(mail),
            )
            continue
        attached = OutlookAttachment(part)
        if attached.file_bytes is not None:
            yield Attachment(
                name=attachment_name(
                    _text(attached.properties, c.PID_ATTACH_LONG_FILENAME)
                    or _text(attached.properties, c.PID_ATTACH_FILENAME),
                    media_type=_text(attached.properties, c.PID_ATTACH_MIME_TAG),
                    number=number,
                ),
                data=attached.file_bytes,
            )


def _as_eml(mail: ReadMail) -> bytes:
    """A mail attached to an Outlook mail, as a file of its own: the format of the outer one cannot be cut up."""
    message = EmailMessage(policy=email.policy.default.clone(utf8=True))
    message["From"] = email.utils.formataddr((mail.sender_name, mail.sender_address), charset="utf-8")
    message["To"] = ", ".join(mail.to)
    message["Subject"] = mail.subject
    if mail.sent_at:
        message["Date"] = mail.sent_at
    message.set_content(mail.text)
    for attachment in mail.attachments:
        message.add_attachment(
            attachment.data, maintype="application", subtype="octet-stream", filename=attachment.name
        )
    return message.as_bytes()
