"""From signature to dispatch, and what comes back on paper."""

import datetime

from django.db import transaction
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.obligations.enums import Clock
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand, Source, ask, ask_again, start_clock
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.files.models import File

from ..enums import AddresseeRole, Direction, LetterState
from ..models import Addressee, Letter, LetterDemand, Matter
from ..rules import can_assign, can_register
from ._indexing import index_letter


def _locked(letter: Letter, by: Actor) -> Letter:
    row = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not can_register(by, row):
        raise NotAllowed(_("Only the letter's own office handles it."))
    return row


@transaction.atomic
def sign_letter(
    *, letter: Letter, by: Actor, on: datetime.date, signatory: str = "", signatory_post: str = ""
) -> Letter:
    """Record that the paper was signed. The paper signature is the legal event; this notes it."""
    letter = _locked(letter, by)
    if letter.state != LetterState.DRAFT:
        raise DomainError(_("This letter is signed already."))
    if not letter.addressees.exists():
        raise DomainError(_("The letter has no addressee yet. Add one before it is signed."))
    letter.signatory = signatory or letter.signatory
    letter.signatory_post = signatory_post or letter.signatory_post
    if not letter.signatory:
        raise DomainError(_("Say who signed the letter."), field="signatory")
    letter.state, letter.signed_on = LetterState.SIGNED, on
    letter.save()
    record("letter.signed", by=by, target=letter, on=on, institution_id=letter.office_id)
    return letter


@transaction.atomic
def attach_scan(*, letter: Letter, file: File, by: Actor, on: datetime.date) -> Letter:
    """The signed paper comes back as a scan: from now on it is the record."""
    letter = _locked(letter, by)
    if letter.state == LetterState.DRAFT:
        raise DomainError(_("A draft has no signed scan. Note the signature first."))
    replaced = letter.scan.sha256 if letter.scan else ""
    letter.scan = file
    letter.save(update_fields=["scan"])
    record(
        "letter.scanned",
        by=by,
        target=letter,
        on=on,
        institution_id=letter.office_id,
        sha256=file.sha256,
        replaced=replaced,
    )
    return letter


@transaction.atomic
def send_letter(*, letter: Letter, by: Actor, on: datetime.date) -> Letter:
    """The letter leaves: what it asks becomes obligations of its addressees, counted from the letter's date."""
    letter = _locked(letter, by)
    if letter.state != LetterState.REGISTERED or letter.direction == Direction.INCOMING or letter.on is None:
        raise DomainError(_("A letter is sent once, after it is registered."))
    letter.state, letter.sent_on = LetterState.SENT, on
    check(letter)
    letter.save(update_fields=["state", "sent_on"])
    record("letter.sent", by=by, target=letter, on=on, institution_id=letter.office_id, number=letter.number_label)
    source = Source(key=f"letter:{letter.pk}", subject=letter.subject, citation=letter.citation, on=letter.on)
    demands = list(letter.demands.all())
    for addressee in letter.addressees.filter(role=AddresseeRole.TO).select_related("institution"):
        asked = [
            _ask(letter, demand, addressee.institution, source, by=by)
            for demand in demands
            if demand.addressee_id in (None, addressee.pk)
        ]
        addressee.obligations.set([obligation for obligation in asked if obligation])
    index_letter(letter)
    return letter


def _ask(
    letter: Letter, demand: LetterDemand, institution: Institution, source: Source, *, by: Actor
) -> Obligation | None:
    """What is owed already, in the same words, is not owed twice: the letter is linked to what stands.

    None where the letter asks again what has been answered meanwhile.
    """
    assert letter.on is not None
    same_body = Q(body=letter.body)
    standing = (
        Obligation.objects.still_owed()
        .filter(office=letter.office, institution=institution, kind=demand.kind, ask_sq=demand.ask_sq)
        .exclude(sources__source=source.key)
        # An extract of a decision may ask again for what another body's letter asked first.
        .filter(Q() if demand.asks_again else same_body)
        .order_by(Case(When(same_body, then=0), default=1), "pk")
        .first()
    )
    if standing is not None:
        ask_again(obligation=standing, source=source, by=by, on=letter.on)
        return standing
    if demand.asks_again:
        return None
    return ask(
        demand=_as_asked(demand),
        institution=institution,
        office=letter.office,
        body=letter.body,
        source=source,
        by=by,
        on=letter.on,
    )


def _as_asked(demand: LetterDemand) -> Demand:
    return Demand(
        kind=demand.kind,
        ask_sq=demand.ask_sq,
        ask_en=demand.ask_en,
        clock=demand.clock,
        term_days=demand.term_days,
        term_calendar=demand.term_calendar,
        due_on=demand.due_on,
        due_precision=demand.due_precision,
    )


@transaction.atomic
def note_receipt(*, addressee: Addressee, by: Actor, on: datetime.date) -> Addressee:
    """The addressee received it on that day: terms that count from receipt begin to run."""
    letter = _locked(addressee.letter, by)
    if letter.sent_on is None or on < letter.sent_on:
        raise DomainError(_("A letter cannot be received before it was sent."), field="on")
    addressee.received_on = on
    addressee.save(update_fields=["received_on"])
    record("letter.receipt_noted", by=by, target=letter, on=on, institution_id=addressee.institution_id)
    for obligation in addressee.obligations.still_owed().filter(clock=Clock.RECEIPT, term_days__isnull=False):
        start_clock(obligation=obligation, by=by, on=on)
    return addressee


@transaction.atomic
def assign(*, letter: Letter, instruction: str, assigned_to: Person | None, by: Actor, on: datetime.date) -> Letter:
    """Note the head's instruction on an incoming letter and the officer it goes to."""
    letter = _locked(letter, by)
    if not can_assign(by, letter):
        raise DomainError(_("Only letters that came in are assigned."))
    letter.instruction, letter.assigned_to = instruction, assigned_to
    letter.save(update_fields=["instruction", "assigned_to"])
    record(
        "letter.assigned",
        by=by,
        target=letter,
        on=on,
        institution_id=letter.office_id,
        instruction=instruction,
        to=assigned_to.pk if assigned_to else None,
    )
    return letter


@transaction.atomic
def close_matter(*, letter: Letter, by: Actor, on: datetime.date) -> Matter:
    """Close the affair the letter belongs to: the next letter about it opens a new number."""
    letter = _locked(letter, by)
    if letter.matter is None or letter.matter.closed_on:
        raise DomainError(_("There is no open matter to close."))
    matter = letter.matter
    matter.closed_on = on
    check(matter)
    matter.save(update_fields=["closed_on"])
    record("matter.closed", by=by, target=letter, on=on, institution_id=letter.office_id, number=matter.number)
    return matter
