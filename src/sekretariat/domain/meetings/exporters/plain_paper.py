"""A plain paper of a meeting, as .docx or .pdf, in one of the two languages."""

import datetime
from collections.abc import Sequence

from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.words import fold, format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles import paper, paper_pdf
from sekretariat.officefiles.paper import Block

from ..models import Meeting

LANGUAGES = {"sq": "sq-AL", "en": "en-GB"}
MAX_NAME = 60  # signs: a longer name is cut by some programs that unpack


def drawn(
    blocks: Sequence[Block], *, name: str, title: str, form: str, language: str, created: datetime.datetime
) -> Document:
    """`form` is docx or pdf; `name` has no ending."""
    draw = paper_pdf.draw if form == "pdf" else paper.document
    body = draw(blocks, title=title, language=LANGUAGES[language], created=created)
    return Document(name=f"{name}.{form}", body=body)


def text_of(row: object, name: str, language: str) -> str:
    """One of a pair of texts; the Albanian where there is no English one."""
    return getattr(row, f"{name}_{language}", "") or getattr(row, f"{name}_sq")


def day_of(meeting: Meeting, language: str) -> str:
    return format_date(meeting.on, Precision(meeting.precision), language=language)


def hours_of(meeting: Meeting) -> str:
    hours = [f"{hour:%H:%M}" for hour in (meeting.begins_at, meeting.ends_at) if hour]
    return "–".join(hours)


def safe_name(text: str) -> str:
    """The text as a part of a file's name that every system takes: letters, digits and strokes."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(text))
    return "-".join(plain.split())[:MAX_NAME].strip("-") or "dokument"


def stem_of(meeting: Meeting) -> str:
    """How the files of a meeting begin: "gmip-1-2018"."""
    return f"{safe_name(meeting.body.label)}-{meeting.number}-{meeting.year}"
