"""The folder of a hand-over: who to whom, what is open, due and promised, letters and files. Always in Albanian."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from sekretariat.domain.letters.exporters import Document
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.words import Precision, format_date
from sekretariat.officefiles import paper
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph, Table

from ..queries.open import Open

SHORT = 12  # signs of a fingerprint that a person compares


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Who hands over to whom, by which paper, from which day."""

    mandate: Mandate
    office: Office
    taker: str
    letter_number: str
    letter_on: datetime.date | None
    on: datetime.date
    prepared_by: str


def folder_docx(cover: Cover, shown: Open, *, created: datetime.datetime) -> Document:
    with override("sq"):
        title = _("Folder of the hand-over")
        blocks = [
            Heading(text=title, level=0),
            Facts(rows=_facts(cover, created)),
            *_duties(shown),
            *_next(shown),
            *_promises(shown),
            *_in_hand(shown),
            *_letters(shown),
            *_answers(shown),
            *_files(shown),
            Paragraph(text=_("Handed over: ____________________          Taken over: ____________________")),
        ]
        name = f"dorezim-{cover.mandate.institution.label}-{cover.on:%Y-%m-%d}.docx".replace("/", "-")
    body = paper.document(blocks, title=title, language="sq-AL", created=created, is_wide=True)
    return Document(name=name, body=body)


def _facts(cover: Cover, created: datetime.datetime) -> list[tuple[str, str]]:
    mandate = cover.mandate
    letter = cover.letter_number + (f", {cover.letter_on:%d.%m.%Y}" if cover.letter_on else "")
    facts = [
        (_("Hands over"), mandate.person.name),
        (_("Takes over"), cover.taker),
        (_("As"), str(mandate.get_role_display())),
        (_("Institution"), mandate.institution.name_sq),
        (_("Mechanism"), mandate.body.name_sq if mandate.body else ""),
        (_("From"), f"{cover.on:%d.%m.%Y}"),
        (_("By letter no."), letter),
        (_("Prepared by"), f"{cover.prepared_by}, {cover.office.unit.name_sq}".strip(", ")),
        (_("Prepared on"), timezone.localtime(created).strftime("%d.%m.%Y %H:%M")),
    ]
    return [(label, value) for label, value in facts if value]


def _part(title: str, table: Table, *, nothing: str) -> list[Block]:
    return [Heading(text=title), table if table.rows else Paragraph(text=nothing)]


def _duties(shown: Open) -> list[Block]:
    rows = [
        (_due(duty), duty.ask_sq, duty.institution.label, _asked_by(duty), _late(shown.stands[duty.pk].days_late))
        for duty in shown.duties
    ]
    headings = (_("Deadline"), _("What is asked"), _("Institution"), _("By which letter"), _("Late"))
    table = Table(headings=headings, rows=rows, widths=(3, 9, 4, 6, 4))
    return _part(_("What is open"), table, nothing=_("Nothing is open."))


def _due(duty: Obligation) -> str:
    return format_date(duty.due_on, Precision(duty.due_precision), language="sq") if duty.due_on else _("no deadline")


def _asked_by(duty: Obligation) -> str:
    return "; ".join(source.citation for source in duty.sources.all())


def _late(days: int) -> str:
    return ngettext("%(count)s working day", "%(count)s working days", days) % {"count": days} if days > 0 else "—"


def _next(shown: Open) -> list[Block]:
    rows = [(_due(duty), duty.institution.label, duty.ask_sq) for duty in shown.next_due]
    table = Table(headings=(_("Deadline"), _("Institution"), _("What is asked")), rows=rows, widths=(3, 4, 12))
    return _part(_("What falls due next"), table, nothing=_("No deadline is to come."))


def _promises(shown: Open) -> list[Block]:
    rows = [
        (
            f"{note.promised_on:%d.%m.%Y}",
            f"{note.on:%d.%m.%Y}",
            note.person.name if note.person else note.institution.label,
            note.text,
            note.obligation.ask_sq if note.obligation else "",
        )
        for note in shown.promises
    ]
    headings = (_("Promised by"), _("Spoken on"), _("With"), _("What was said"), _("Duty"))
    table = Table(headings=headings, rows=rows, widths=(3, 3, 5, 8, 7))
    return _part(_("What was promised"), table, nothing=_("Nothing is promised."))


def _in_hand(shown: Open) -> list[Block]:
    if not shown.in_hand:
        return []
    rows = [
        (
            letter.citation or _("draft"),
            letter.subject,
            letter.sender.label if letter.sender else "",
            letter.instruction,
        )
        for letter in shown.in_hand
    ]
    headings = (_("Letter"), _("Subject"), _("Sender"), _("Instruction of the head"))
    return [Heading(text=_("Letters in hand")), Table(headings=headings, rows=rows, widths=(4, 10, 4, 8))]


def _letters(shown: Open) -> list[Block]:
    rows = [(letter.citation, letter.subject, str(letter.get_direction_display())) for letter in shown.letters]
    table = Table(headings=(_("Letter"), _("Subject"), _("Direction")), rows=rows, widths=(5, 14, 4))
    return _part(_("Letters of the last year"), table, nothing=_("No letter in the last year."))


def _answers(shown: Open) -> list[Block]:
    """Whoever answered stays named, whoever comes after."""
    if not shown.answers:
        return []
    rows = [
        (
            f"{answer.received_on:%d.%m.%Y}",
            answer.summary,
            answer.person.name if answer.person else str(answer.get_channel_display()),
            answer.letter_number,
        )
        for answer in shown.answers
    ]
    headings = (_("Received on"), _("Answer"), _("Who answered"), _("Their letter no."))
    return [Heading(text=_("Answers of the last year")), Table(headings=headings, rows=rows, widths=(3, 10, 6, 4))]


def _files(shown: Open) -> list[Block]:
    rows: Sequence[Sequence[str]] = [
        (file.name, f"{max(1, round(file.size / 1000))} kB", file.sha256[:SHORT]) for file in shown.files
    ]
    table = Table(headings=(_("File"), _("Size"), "SHA-256"), rows=rows, widths=(14, 3, 5))
    return _part(_("Files"), table, nothing=_("No file belongs to it."))
