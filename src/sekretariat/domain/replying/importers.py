"""What a dropped e-mail or scan says: the files are kept, the form is filled as far as they can be read."""

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.letters.models import number_label
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import can_record
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload
from sekretariat.ground.words import parse_letter_numbers
from sekretariat.officefiles import email as mail_files

from .contents import PersonNamed

MAIL_NAMES = (".eml", ".msg")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Two to four capitalised words: a name as it stands in a letter.
NAME = re.compile(r"(?:[A-ZÇËÀ-Ý][\w'’-]+\s+){1,3}[A-ZÇËÀ-Ý][\w'’-]+")


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What could be read. Nothing of it is an answer before a person has confirmed it."""

    files: Sequence[File]
    received_on: datetime.date | None = None
    letter_number: str = ""
    letter_on: datetime.date | None = None
    persons: Sequence[PersonNamed] = ()
    text: str = ""


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
            % {"name": name}
        ) from None
    attached = [take_upload(stream=io.BytesIO(a.data), name=a.name, by=by, on=on) for a in mail.attachments]
    number, dated = _letter_of(f"{mail.subject}\n{mail.text}", besides=obligation)
    return Suggestion(
        files=[kept, *attached],
        received_on=timezone.localdate(mail.sent_at) if mail.sent_at else None,
        letter_number=number,
        letter_on=dated,
        persons=persons_in(mail.text),
        text=mail.text.strip(),
    )


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
    lines = text.splitlines()
    found: dict[str, PersonNamed] = {}
    for place, line in enumerate(lines):
        for address in ADDRESS.finditer(line):
            before = line[: address.start()]
            names = NAME.findall(before) or NAME.findall(lines[place - 1] if place else "")
            if names:
                email = address.group().lower()
                found.setdefault(email, PersonNamed(name=names[-1], email=email))
    return list(found.values())
