"""A letter as a document: .docx from the office's own template, .pdf in the house form.

The template knows only the names of `FIELDS`; a template with any other is refused when it is uploaded.
"""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from sekretariat.domain.obligations.enums import Clock
from sekretariat.ground.days.counting import working_days_between
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.queries import holidays_between
from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles import docx, pdf
from sekretariat.officefiles.freeze import freeze_zip

from .enums import AddresseeRole
from .models import Addressee, Letter, LetterDemand

HERE = Path(__file__).parent / "templates"
NO_NUMBER = "Nr. ____ Prot."

FIELDS: Mapping[str, str | Promise] = {
    "institution_name": gettext_lazy("the institution whose protocol numbers the letter, in capitals"),
    "office_name": gettext_lazy("the unit that writes"),
    "number_line": gettext_lazy("“Nr. 2470 Prot.”, or the blank for the number"),
    "date_line": gettext_lazy("place and date"),
    "subject": gettext_lazy("the subject"),
    "addressees": gettext_lazy("list: to whom"),
    "for_information": gettext_lazy("list: who gets a copy for information"),
    "text": gettext_lazy("list: the paragraphs of the text"),
    "demands": gettext_lazy("list: what is asked and by when"),
    "enclosures": gettext_lazy("list: what is enclosed"),
    "signatory": gettext_lazy("who signs"),
    "signatory_post": gettext_lazy("the post of who signs"),
    "drafter": gettext_lazy("who drafted it"),
}


@dataclass(frozen=True, kw_only=True)
class Document:
    name: str
    body: bytes


def letter_values(letter: Letter, *, only: Addressee | None = None) -> dict[str, object]:
    """The values of the fields. With `only`, the letter is written to that one addressee.

    Official letters are written in Albanian, whatever the reader's language.
    """
    addressees = [a for a in letter.addressees.all() if only is None or a == only or a.role != AddresseeRole.TO]
    demands = [d for d in letter.demands.all() if only is None or d.addressee_id in (None, only.pk)]
    with override("sq"):
        return {
            "institution_name": letter.office.registers_at.name_sq.upper(),
            "office_name": letter.office.unit.name_sq,
            "number_line": f"Nr. {letter.number_label} Prot." if letter.number else NO_NUMBER,
            "date_line": f"{letter.office.place}, më {_day_or_blank(letter.on)}",
            "subject": letter.subject,
            "addressees": [a.institution.name_sq for a in addressees if a.role == AddresseeRole.TO],
            "for_information": [a.institution.name_sq for a in addressees if a.role != AddresseeRole.TO],
            "text": [line.strip() for line in letter.text.splitlines() if line.strip()],
            "demands": _numbered([_demand_line(demand, letter, tell_whom=only is None) for demand in demands]),
            "enclosures": [enclosure.title for enclosure in letter.enclosures.all()],
            "signatory": letter.signatory,
            "signatory_post": letter.signatory_post,
            "drafter": letter.drafter.name if letter.drafter else "",
        }


def _day_or_blank(on: datetime.date | None) -> str:
    return f"{on:%d.%m.%Y}" if on else "__.__.20__"


def _numbered(lines: list[str]) -> list[str]:
    """Several things asked are numbered, so that an answer can name them; one alone is not."""
    return [f"{place}. {line}" for place, line in enumerate(lines, 1)] if len(lines) > 1 else lines


def _demand_line(demand: LetterDemand, letter: Letter, *, tell_whom: bool) -> str:
    """What is asked and by when, as a sentence of the letter; what is asked again, with how late it is."""
    line = demand.ask_sq
    if tell_whom and demand.addressee:
        line = f"{demand.addressee.institution.label}: {line}"
    if demand.asks_again and (late := _late_by(demand, letter)):
        return f"{line}; {late}."
    if demand.term_days is None:
        by = format_date(demand.due_on, Precision(demand.due_precision), language="sq") if demand.due_on else ""
        return f"{line}, {_('by %(day)s') % {'day': by}}." if by else f"{line}."
    if demand.term_calendar == Calendar.WORKING:
        days = ngettext("within %(count)s working day", "within %(count)s working days", demand.term_days)
    else:
        days = ngettext("within %(count)s day", "within %(count)s days", demand.term_days)
    start = _("from receipt") if demand.clock == Clock.RECEIPT else _("from the date of this letter")
    return f"{line}, {days % {'count': demand.term_days}} {start}."


def _late_by(demand: LetterDemand, letter: Letter) -> str:
    """ "the deadline was 04.06.2018, late by 5 working days on 11.06.2018"; nothing where it has not passed.

    As of the letter's date; while it has none, as of the day it was drafted, so that the document stays the same.
    """
    as_of = letter.on or timezone.localdate(letter.created_at)
    if demand.due_on is None or as_of <= demand.due_on:
        return ""
    days = working_days_between(demand.due_on, as_of, holidays=holidays_between(demand.due_on, as_of))
    late = ngettext(
        "the deadline was %(due)s, late by %(count)s working day on %(day)s",
        "the deadline was %(due)s, late by %(count)s working days on %(day)s",
        days,
    )
    due = format_date(demand.due_on, Precision(demand.due_precision), language="sq")
    return late % {"due": due, "count": days, "day": f"{as_of:%d.%m.%Y}"}


def template_of(letter: Letter) -> bytes:
    """The office's own template, or the one that comes along."""
    if letter.office.letter_template:
        with letter.office.letter_template.open() as file:
            return bytes(file.read())
    return default_template().body


def default_template() -> Document:
    """The template that comes along, from which an office may make its own."""
    return Document(name="letter.docx", body=(HERE / "letter.docx").read_bytes())


def copies(letter: Letter) -> list[Addressee | None]:
    """Whom the letter is written to singly; one None where it goes out once with its distribution list."""
    if letter.one_per_addressee:
        return [a for a in letter.addressees.all() if a.role == AddresseeRole.TO]
    return [None]


def letter_docx(letter: Letter, *, whom: Addressee | None = None) -> Iterator[Document]:
    """The letter in Word: one document with its distribution list, or one per addressee; or the one of `whom`."""
    template = template_of(letter)
    for only in [whom] if whom else copies(letter):
        values = letter_values(letter, only=only)
        yield Document(name=f"{_stem(letter, only)}.docx", body=docx.fill(template, values, created=letter.created_at))


def letter_pdf(letter: Letter, *, whom: Addressee | None = None) -> Iterator[Document]:
    """The letter as PDF, in the same shape."""
    source = (HERE / "letter.typ").read_text(encoding="utf-8")
    for only in [whom] if whom else copies(letter):
        values = letter_values(letter, only=only)
        yield Document(
            name=f"{_stem(letter, only)}.pdf", body=pdf.compile(source, values=values, timestamp=letter.created_at)
        )


def whole_letter(letter: Letter, *, form: str) -> Document:
    """The letter once, with its distribution list, also where it goes out singly. `form` is docx or pdf."""
    values = letter_values(letter)
    if form == "pdf":
        source = (HERE / "letter.typ").read_text(encoding="utf-8")
        body = pdf.compile(source, values=values, timestamp=letter.created_at)
    else:
        body = docx.fill(template_of(letter), values, created=letter.created_at)
    return Document(name=f"{_stem(letter, None)}.{form}", body=body)


def archive(documents: Iterable[Document], *, created: datetime.datetime) -> bytes:
    """The documents in one zip; the same documents give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for document in documents:
            file.writestr(document.name, document.body)
    return freeze_zip(packed.getvalue(), created=created)


def _stem(letter: Letter, only: Addressee | None) -> str:
    number = letter.number_label.replace("/", "-") or f"draft-{letter.pk}"
    # A slash in the name would make a folder of it.
    return f"{number}-{only.institution.label}".replace("/", "-") if only else number
