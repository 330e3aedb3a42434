"""What every mail format gives: the shape of a read mail, harmless names, plain text."""

import datetime
import mimetypes
import re
import unicodedata
from dataclasses import dataclass

from lxml import etree

MAX_HTML = 2_000_000
HEADER_LINE = re.compile(rb"^([!-9;-~]+)[ \t]*:", re.MULTILINE)
# What a mail program may have put before the first header: a byte order mark, empty lines, the mbox line.
BEFORE_HEADERS = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:>?From [^\r\n]*\r?\n)?")
KNOWN_HEADERS = frozenset(
    {b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version"}
)
BLOCKS = frozenset({"p", "div", "br", "tr", "li", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """`name` has no path and no control signs, and is never empty."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class ReadMail:
    """A mail as far as it could be read; what it does not say is empty.

    `to` holds the addresses alone. `message_id` is as written, with its angle brackets.
    """

    sender_name: str
    sender_address: str
    to: tuple[str, ...]
    subject: str
    sent_at: datetime.datetime | None
    message_id: str
    text: str
    attachments: tuple[Attachment, ...]


def mail_start(data: bytes) -> int:
    """Where the first header begins."""
    before = BEFORE_HEADERS.match(data)
    return before.end() if before else 0


def has_mail_headers(data: bytes) -> bool:
    """Whether it begins as a mail does: a header line first, and at least two headers that mails have."""
    headers = re.split(rb"\r?\n\r?\n", data[mail_start(data) :], maxsplit=1)[0]
    names = {name.lower() for name in HEADER_LINE.findall(headers)}
    return HEADER_LINE.match(headers) is not None and len(names & KNOWN_HEADERS) >= 2


def one_line(text: str) -> str:
    """Without line breaks, doubled spaces, and signs that are not seen or turn the direction of writing."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c)[0] != "C")


def attachment_name(name: str, *, media_type: str, number: int) -> str:
    """The last part of the name, made harmless; one made up where nothing is left of it."""
    kept = one_line(name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    return kept or f"attachment-{number}{mimetypes.guess_extension(media_type) or ''}"


def html_to_text(html: str) -> str:
    """The words of a page, a block per line."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(html[:MAX_HTML].encode("utf-8", "replace") or b" ", parser)
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in BLOCKS:
            pieces.append("\n")
        pieces.append(re.sub(r"\s+", " ", (element.text if event == "start" else element.tail) or ""))
        if element.tag in ("td", "th") and event == "end":
            pieces.append(" ")
    lines = [re.sub(" +", " ", line).strip() for line in "".join(pieces).splitlines()]
    return "\n".join(line for line in lines if line)
