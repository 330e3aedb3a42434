"""Drafts: what is to be written, to whom, and what it asks."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.obligations.services import Demand
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.files.models import File

from ..enums import AddresseeRole, Direction, LetterState
from ..models import Addressee, Enclosure, Letter, LetterDemand
from ..rules import can_register, can_write
from ._citing import note_cited_acts
from ._indexing import index_letter


@dataclass(frozen=True, kw_only=True)
class DemandOf:
    """A demand on every addressee, or on the one institution named."""

    demand: Demand
    institution: Institution | None = None
    asks_again: bool = False  # only of those who owe it still, by the deadline that stands


@dataclass(frozen=True, kw_only=True)
class Draft:
    """All that the writer of an outgoing or internal letter decides."""

    subject: str
    text: str = ""
    to: Sequence[Institution] = ()
    for_information: Sequence[Institution] = ()
    demands: Sequence[DemandOf] = ()
    body: Body | None = None
    follows: Letter | None = None
    signatory: str = ""
    signatory_post: str = ""
    one_per_addressee: bool = False
    direction: str = Direction.OUTGOING


@transaction.atomic
def draft_letter(*, office: Office, draft: Draft, by: Actor, on: datetime.date) -> Letter:
    """Begin a letter. It has no number and no date until it is registered."""
    if not by.may(Permission.LETTERS_WRITE, institution_id=office.pk):
        raise NotAllowed(_("Only the office's officers write its letters."))
    letter = Letter(office=office, drafter_id=by.person_id)
    _write(letter, draft)
    record("letter.drafted", by=by, target=letter, on=on, institution_id=office.pk, subject=letter.subject)
    return letter


@transaction.atomic
def edit_letter(*, letter: Letter, draft: Draft, seen: int, by: Actor, on: datetime.date) -> Letter:
    """Change a draft; `seen` is the revision that the form showed."""
    letter = claim(letter, seen=seen)
    if not can_write(by, letter):
        raise NotAllowed(_("Only a draft can be changed, by an officer of its office."))
    before = letter.subject
    letter.addressees.all().delete()
    letter.demands.all().delete()
    _write(letter, draft)
    record(
        "letter.edited",
        by=by,
        target=letter,
        on=on,
        institution_id=letter.office_id,
        subject=letter.subject,
        before=before,
    )
    return letter


def _write(letter: Letter, draft: Draft) -> None:
    letter.subject = " ".join(draft.subject.split())
    letter.text = draft.text
    letter.body = draft.body
    letter.follows = draft.follows
    letter.signatory, letter.signatory_post = draft.signatory, draft.signatory_post
    letter.one_per_addressee = draft.one_per_addressee
    letter.direction = draft.direction
    check(letter)
    letter.save()
    _write_addressees(letter, draft)
    _write_demands(letter, draft)
    note_cited_acts(letter)
    index_letter(letter)


def _write_addressees(letter: Letter, draft: Draft) -> None:
    twice = {i.pk for i in draft.to} & {i.pk for i in draft.for_information}
    if twice or len({i.pk for i in draft.to}) < len(draft.to):
        raise DomainError(_("An institution stands twice among the addressees."), field="to")
    Addressee.objects.bulk_create(
        [Addressee(letter=letter, institution=i, role=AddresseeRole.TO) for i in draft.to]
        + [Addressee(letter=letter, institution=i, role=AddresseeRole.FOR_INFORMATION) for i in draft.for_information]
    )


def _write_demands(letter: Letter, draft: Draft) -> None:
    addressees = {a.institution_id: a for a in letter.addressees.filter(role=AddresseeRole.TO)}
    for wanted in draft.demands:
        addressee = None
        if wanted.institution is not None:
            addressee = addressees.get(wanted.institution.pk)
            if addressee is None:
                raise DomainError(
                    _("%(institution)s is asked for something but is not among the addressees.")
                    % {"institution": wanted.institution.label},
                    field="demands",
                )
        demand = LetterDemand(letter=letter, addressee=addressee, asks_again=wanted.asks_again, **asdict(wanted.demand))
        check(demand)
        demand.save()


@transaction.atomic
def enclose(*, letter: Letter, file: File, title: str, by: Actor, on: datetime.date) -> Enclosure:
    """Add a file to what goes out, or came in, with the letter."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not (can_write(by, letter) or can_register(by, letter)):
        raise NotAllowed(_("Only the letter's own office adds enclosures to it."))
    if letter.state == LetterState.SENT:
        raise DomainError(_("This letter has gone out: it keeps what it enclosed. Send the file with a new letter."))
    enclosure = Enclosure(letter=letter, file=file, title=title or file.name)
    check(enclosure)
    enclosure.save()
    record(
        "letter.enclosed", by=by, target=letter, on=on, institution_id=letter.office_id, title=title, sha256=file.sha256
    )
    return enclosure


@transaction.atomic
def remove_enclosure(*, enclosure: Enclosure, by: Actor, on: datetime.date) -> None:
    """Take a file off a draft. What has gone out keeps what it enclosed."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=enclosure.letter_id)
    if not can_write(by, letter):
        raise NotAllowed(_("Only a draft can be changed, by an officer of its office."))
    record(
        "letter.enclosure_removed",
        by=by,
        target=letter,
        on=on,
        institution_id=letter.office_id,
        title=enclosure.title,
        sha256=enclosure.file.sha256,
    )
    enclosure.delete()
