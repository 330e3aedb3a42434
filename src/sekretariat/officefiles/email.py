"""E-mails that people drop on a page: .eml of any program, .msg of Outlook."""

import datetime
import email
import email.policy
import email.utils
from collections.abc import Iterator
from email.message import Message

from . import outlook
from .errors import UnreadableMail
from .mails import (
    Attachment,
    ReadMail,
    attachment_name,
    has_mail_headers,
    html_to_text,
    mail_start,
    one_line,
)
from .ole import MAGIC as OLE_MAGIC

__all__ = ["Attachment", "ReadMail", "UnreadableMail", "read"]


def read(data: bytes, *, name: str) -> ReadMail:
    """Read the mail, which `safety` has judged. Broken pieces are left out or repaired; UnreadableMail if all is."""
    is_outlook = data.startswith(OLE_MAGIC)
    if not is_outlook and not has_mail_headers(data):
        raise UnreadableMail("not_mail", name)
    try:
        return outlook.read(data) if is_outlook else _read_eml(data)
    except Exception as error:  # the parsers of both kinds fail in ways that nobody has listed
        raise UnreadableMail("damaged", name) from error


def _read_eml(data: bytes) -> ReadMail:
    message = email.message_from_bytes(_with_utf8_headers(data[mail_start(data) :]), policy=email.policy.default)
    parts = list(_leaves(message))
    bodies = [part for part in parts if _is_body(part)]
    attached = [part for part in parts if not _is_body(part)]
    sender_name, sender_address = next(iter(_addresses(message, "From")), ("", ""))
    return ReadMail(
        sender_name=sender_name,
        sender_address=sender_address,
        to=tuple(address for _, address in _addresses(message, "To")),
        subject=_header(message, "Subject"),
        sent_at=_sent_at(message),
        message_id=_header(message, "Message-ID"),
        text=_text_of(bodies),
        attachments=tuple(_attachment(part, number) for number, part in enumerate(attached, start=1)),
    )


def _with_utf8_headers(data: bytes) -> bytes:
    """Old programs write ë and ç into headers as they are in Windows; the parser reads bare UTF-8 alone."""
    end = min((at for at in (data.find(b"\n\n"), data.find(b"\r\n\r\n")) if at >= 0), default=len(data))
    try:
        data[:end].decode()
    except UnicodeDecodeError:
        return data[:end].decode("cp1252", "replace").encode() + data[end:]
    return data


def _header(message: Message, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except Exception:  # the standard library's header parser trips over some that are broken
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return one_line(value)


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """(name, address) pairs of a header."""
    pairs = email.utils.getaddresses([_header(message, name)])
    return [(display.strip(), address) for display, address in pairs if "@" in address]


def _sent_at(message: Message) -> datetime.datetime | None:
    try:
        moment = email.utils.parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)  # "-0000": a moment, no place


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something. A message that is attached is one part, not opened."""
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for inner in _inner(part):
            yield from _leaves(inner)
    else:
        yield part


def _is_body(part: Message) -> bool:
    """Text that is shown when the mail is opened. A multipart without parts has its text in itself."""
    shown = part.get_content_type() in ("text/plain", "text/html") or part.get_content_maintype() == "multipart"
    return shown and not _filename(part) and part.get_content_disposition() != "attachment"


def _text_of(bodies: list[Message]) -> str:
    pages = [part for part in bodies if part.get_content_type() == "text/html"]
    plain = [_decoded(part) for part in bodies if part not in pages]
    texts = [text for text in plain if text.strip()] or [html_to_text(_decoded(part)) for part in pages]
    return "\n".join(text.replace("\r\n", "\n").strip() for text in texts)


def _decoded(part: Message) -> str:
    """The text in the encoding it declares, else in the one it is in."""
    data = _content(part)
    for encoding in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def _attachment(part: Message, number: int) -> Attachment:
    media_type = part.get_content_type()
    if media_type == "message/rfc822" and part.is_multipart():
        inner = _inner(part)[0]
        name = _filename(part) or f"{_header(inner, 'Subject')[:100]}.eml"
        return Attachment(
            name=attachment_name(name, media_type=media_type, number=number),
            data=inner.as_bytes(policy=email.policy.compat32),
        )
    return Attachment(name=attachment_name(_filename(part), media_type=media_type, number=number), data=_content(part))


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # as with headers
        return ""


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        return content
    # A report of delivery and the like: parts that have headers alone.
    return b"\n".join(inner.as_bytes(policy=email.policy.compat32) for inner in _inner(part))


def _inner(part: Message) -> list[Message]:
    return [inner for inner in part.get_payload() if isinstance(inner, Message)]
