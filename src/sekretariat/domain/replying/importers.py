"""What a dropped e-mail or scan says, and what a pasted list says: forms are filled as far as they can be read."""

import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.letters.models import number_label
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import can_record
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.errors import FileRefused
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload
from sekretariat.ground.words import fold, parse_letter_numbers
from sekretariat.officefiles import email as mail_files
from sekretariat.officefiles import pasted

from .contents import PersonNamed

MAIL_NAMES = (".eml", ".msg")
# A hostile mail may hold megabytes on one line; what a person wrote to be read is far shorter.
MAX_TEXT = 100_000
MAX_LINE = 500
MAX_ATTACHMENTS = 50
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Two to four capitalised words: a name as it stands in a letter.
NAME = re.compile(r"(?:[A-ZÇËÀ-Ý][\w'’-]+\s+){1,3}[A-ZÇËÀ-Ý][\w'’-]+")


# The columns of a pasted list after the institution's name: those of the grid, in its order.
GRID_COLUMNS: Mapping[ObligationKind, Sequence[str]] = {
    ObligationKind.NAME_COORDINATOR: (
        "received_on",
        "coordinator_name",
        "coordinator_email",
        "deputy_name",
        "deputy_email",
        "letter_number",
        "letter_on",
    ),
    ObligationKind.ACKNOWLEDGE: ("received_on", "letter_number", "letter_on"),
    ObligationKind.FREE_ANSWER: ("received_on", "text", "letter_number", "letter_on"),
    ObligationKind.SEND_CALENDAR: ("received_on", "text", "letter_number", "letter_on"),
    ObligationKind.GIVE_REMARKS: ("received_on", "text", "letter_number", "letter_on"),
    ObligationKind.CONFIRM_COMMITMENT: ("received_on", "commits", "text", "letter_number", "letter_on"),
}
HEADINGS = {"institucioni", "institucionet", "institution", "institutions"}


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What could be read. Nothing of it is an answer before a person has confirmed it.

    `left_out` names the attachments that were not taken as files of their own; they are still inside the mail.
    """

    files: Sequence[File]
    received_on: datetime.date | None = None
    letter_number: str = ""
    letter_on: datetime.date | None = None
    persons: Sequence[PersonNamed] = ()
    text: str = ""
    left_out: Sequence[str] = ()


@transaction.atomic
def read_dropped(*, obligation: Obligation, data: bytes, name: str, by: Actor, on: datetime.date) -> Suggestion:
    """Keep the dropped file (and an e-mail's attachments) and read from it what the form asks."""
    if not can_record(by, obligation):
        raise NotAllowed(_("Only the office that asked records answers on behalf of institutions."))
    kept = take_upload(stream=io.BytesIO(data), name=name, by=by, on=on)
    if not name.lower().endswith(MAIL_NAMES):
        return Suggestion(files=[kept])
    try:
        mail = mail_files.read(data, name=name)
    except mail_files.UnreadableMail:
        raise DomainError(
            _("The e-mail %(name)s could not be read. Save it again from the mail program, or attach it as PDF.")
            % {"name": name},
            field="file",
        ) from None
    attached, left_out = _keep_attachments(mail, by=by, on=on)
    text = mail.text.strip()[:MAX_TEXT]
    number, dated = _letter_of(f"{mail.subject}\n{text}", besides=obligation)
    return Suggestion(
        files=[kept, *attached],
        received_on=_day_of(mail.sent_at, earliest=obligation.issued_on, latest=on),
        letter_number=number,
        letter_on=dated,
        persons=persons_in(text),
        text=text,
        left_out=left_out,
    )


def _keep_attachments(mail: mail_files.ReadMail, *, by: Actor, on: datetime.date) -> tuple[list[File], list[str]]:
    """The attachments as files; one that we do not take (a calendar entry, a signature) does not stop the others."""
    attached = []
    left_out = [attachment.name for attachment in mail.attachments[MAX_ATTACHMENTS:]]
    for attachment in mail.attachments[:MAX_ATTACHMENTS]:
        try:
            attached.append(take_upload(stream=io.BytesIO(attachment.data), name=attachment.name, by=by, on=on))
        except FileRefused:
            left_out.append(attachment.name)
    return attached, left_out


def _day_of(
    moment: datetime.datetime | None, *, earliest: datetime.date, latest: datetime.date
) -> datetime.date | None:
    """The day a mail was sent, by our clocks; None where it says nothing, or what cannot be."""
    try:
        day = timezone.localdate(moment) if moment else None
    except OverflowError:
        return None
    return day if day and earliest <= day <= latest else None


def _letter_of(text: str, *, besides: Obligation) -> tuple[str, datetime.date | None]:
    """The number and date of their letter: the first cited one that is not ours."""
    ours = {source.citation.split(" ")[0] for source in besides.sources.all()}
    for cited in parse_letter_numbers(text):
        label = number_label(cited.number, cited.fraction)
        if label not in ours:
            return label, cited.on
    return "", None


def persons_in(text: str) -> list[PersonNamed]:
    """Names that stand before an e-mail address on the same line or the line above, in order."""
    lines = [line[:MAX_LINE] for line in text.splitlines()]
    found: dict[str, PersonNamed] = {}
    for place, line in enumerate(lines):
        for address in ADDRESS.finditer(line):
            before = line[: address.start()]
            names = NAME.findall(before) or NAME.findall(lines[place - 1] if place else "")
            if names:
                email = address.group().lower()
                found.setdefault(email, PersonNamed(name=names[-1], email=email))
    return list(found.values())


@dataclass(frozen=True, kw_only=True)
class PastedGrid:
    """The cells by obligation and column, as they were pasted; `problems` tells which lines were left out and why."""

    cells: Mapping[int, Mapping[str, str]]
    problems: Sequence[str]


def read_pasted(text: str, *, owed: Iterable[Obligation]) -> PastedGrid:
    """Lay a pasted list over what is still owed: first the institution, by any of its names, then the grid's columns.

    Where an institution owes several things its lines fill them in their order. The obligations come with their
    institutions.
    """
    waiting = _by_name(owed)
    cells: dict[int, Mapping[str, str]] = {}
    problems = []
    for line, (name, *values) in enumerate(pasted.rows(text), start=1):
        free = waiting.get(fold(name))
        if line == 1 and fold(name) in HEADINGS:
            continue
        if not free:
            problems.append(
                _("Line %(line)s: “%(name)s” is not among those who still owe an answer, or stands here twice.")
                % {"line": line, "name": name}
            )
            continue
        columns = GRID_COLUMNS[ObligationKind(free[0].kind)]
        if any(values[len(columns) :]):
            problems.append(
                _("Line %(line)s: “%(name)s” has more cells than the grid has columns.") % {"line": line, "name": name}
            )
            continue
        cells[free.pop(0).pk] = dict(zip(columns, values, strict=False))
    return PastedGrid(cells=cells, problems=problems)


def _by_name(owed: Iterable[Obligation]) -> dict[str, list[Obligation]]:
    """What each institution owes, under each of its names; the names of one institution share one list."""
    by_institution: dict[int, list[Obligation]] = {}
    by_name: dict[str, list[Obligation]] = {}
    for obligation in owed:
        mine = by_institution.setdefault(obligation.institution_id, [])
        mine.append(obligation)
        institution = obligation.institution
        for name in (institution.short_name, institution.name_sq, institution.name_en):
            if name:
                by_name.setdefault(fold(name), mine)
    return by_name
