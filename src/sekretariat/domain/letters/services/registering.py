"""Numbers. In a register kept here they are given without gaps; from a paper book they are typed as on paper.

Rule of numbering (Law 9154/2003 and the archive norms, as told by the help desk of the archives): the first
document of a matter takes a new number, every later one the same number with the next fraction. Numbers restart
each year.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.files.models import File
from sekretariat.ground.words import NotUnderstood, parse_protocol_number

from ..enums import Direction, LetterState
from ..errors import NumberTaken
from ..models import Letter, Matter, Register
from ..rules import can_register
from ._citing import note_cited_acts
from ._indexing import index_letter


@transaction.atomic
def open_register(*, office: Office, year: int) -> Register:
    """The register of the office's institution for the year, locked; opened in the office's mode if it is new."""
    register, _made = Register.objects.get_or_create(
        institution_id=office.registers_at_id, year=year, defaults={"mode": office.register_mode}
    )
    return Register.objects.select_for_update().get(pk=register.pk)


@transaction.atomic
def register_letter(
    *, letter: Letter, by: Actor, on: datetime.date, number_text: str = "", as_double: bool = False
) -> Letter:
    """Give a signed letter its number and date.

    Args:
        on: the date of the letter, whose year chooses the register.
        number_text: as in the paper book, "2470" or "2470/3"; empty in a register kept here.
        as_double: the paper book truly has this number twice; without it `NumberTaken` is raised.
    """
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not can_register(by, letter):
        raise NotAllowed(_("Only the letter's own office registers it."))
    if letter.state != LetterState.SIGNED:
        raise DomainError(_("A letter is registered after it is signed, and once."))
    if letter.signed_on and on < letter.signed_on:
        raise DomainError(_("The letter's date cannot be before the day it was signed."), field="on")
    _number(letter, number_text=number_text, as_double=as_double, on=on)
    letter.state = LetterState.REGISTERED
    letter.save()
    record(
        "letter.registered",
        by=by,
        target=letter,
        on=on,
        institution_id=letter.office_id,
        number=letter.number_label,
        subject=letter.subject,
    )
    index_letter(letter)
    return letter


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A letter that came in, as on its paper."""

    sender: Institution
    subject: str
    received_on: datetime.date
    foreign_number: str = ""
    foreign_on: datetime.date | None = None
    follows: Letter | None = None
    number_text: str = ""
    scan: File | None = None
    as_double: bool = False


@transaction.atomic
def register_incoming(*, office: Office, incoming: Incoming, by: Actor, on: datetime.date) -> Letter:
    """Enter a letter that came in. `on` is the day it is registered, which is the date of its number."""
    if not by.may(Permission.LETTERS_REGISTER, institution_id=office.pk):
        raise NotAllowed(_("Only the office's own people register its letters."))
    if incoming.foreign_on and incoming.received_on < incoming.foreign_on:
        raise DomainError(_("The letter cannot be received before its own date."), field="received_on")
    letter = Letter(
        office=office,
        direction=Direction.INCOMING,
        state=LetterState.REGISTERED,
        sender=incoming.sender,
        subject=" ".join(incoming.subject.split()),
        received_on=incoming.received_on,
        foreign_number=incoming.foreign_number,
        foreign_on=incoming.foreign_on,
        follows=incoming.follows,
        body=incoming.follows.body if incoming.follows else None,
        scan=incoming.scan,
    )
    _number(letter, number_text=incoming.number_text, as_double=incoming.as_double, on=on)
    check(letter)
    letter.save()
    record(
        "letter.received",
        by=by,
        target=letter,
        on=on,
        institution_id=office.pk,
        number=letter.number_label,
        subject=letter.subject,
        sender=incoming.sender.name_sq,
        foreign_number=incoming.foreign_number,
    )
    note_cited_acts(letter)
    index_letter(letter)
    return letter


def _number(letter: Letter, *, number_text: str, as_double: bool, on: datetime.date) -> None:
    """Set matter, number, fraction and date under the register's lock."""
    register = open_register(office=letter.office, year=on.year)
    letter.on = on
    if register.mode == RegisterMode.KEPT_HERE:
        _take_next_number(letter, register, number_text)
    else:
        _take_typed_number(letter, register, number_text, as_double=as_double)


def _take_next_number(letter: Letter, register: Register, number_text: str) -> None:
    if number_text.strip():
        raise DomainError(_("This register gives the numbers itself: leave the number empty."), field="number")
    letters = Letter.objects.filter(matter__register=register)
    last = letters.aggregate(last=Max("on"))["last"]
    if last and letter.on and letter.on < last:
        raise DomainError(
            _("The register has a letter of %(day)s already: a later number cannot have an earlier date.")
            % {"day": last.strftime("%d.%m.%Y")},
            field="on",
        )
    follows = letter.follows
    if follows and follows.matter and follows.matter.register_id == register.pk and not follows.matter.closed_on:
        used = Letter.objects.filter(matter=follows.matter).aggregate(last=Max("fraction"))["last"]
        letter.matter, letter.number, letter.fraction = follows.matter, follows.matter.number, (used or 0) + 1
        return
    letter.matter = _open_matter(letter, register, number=register.next_number)
    letter.number, letter.fraction = register.next_number, 0
    register.next_number += 1
    register.save(update_fields=["next_number"])


def _take_typed_number(letter: Letter, register: Register, number_text: str, *, as_double: bool) -> None:
    try:
        number, fraction = parse_protocol_number(number_text)
    except NotUnderstood:
        raise DomainError(
            _("Type the number as it stands in the protocol book, for example 2470 or 2470/3."), field="number"
        ) from None
    matter = Matter.objects.filter(register=register, number=number).order_by("-repeat").first()
    doubles = Letter.objects.filter(matter__register=register, number=number, fraction=fraction or 0).count()
    if doubles and not as_double:
        raise NumberTaken(
            _("The book of %(year)s has number %(number)s already. If the paper book truly has it twice, say so.")
            % {"year": register.year, "number": number_text.strip()},
            field="number",
        )
    if matter is None or (doubles and not fraction):
        matter = _open_matter(letter, register, number=number, repeat=doubles)
        doubles = 0
    letter.matter, letter.number, letter.fraction, letter.repeat = matter, number, fraction or 0, doubles


def _open_matter(letter: Letter, register: Register, *, number: int, repeat: int = 0) -> Matter:
    assert letter.on is not None
    return Matter.objects.create(
        register=register,
        number=number,
        repeat=repeat,
        office=letter.office,
        subject=letter.subject,
        opened_on=letter.on,
    )
