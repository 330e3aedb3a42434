"""Noting that somebody of the office spoke with somebody of an institution."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..models import ContactNote
from ..rules import can_note_contacts


@transaction.atomic
def note_contact(
    *,
    office: Office,
    institution: Institution,
    way: str,
    by: Actor,
    on: datetime.date,
    obligation: Obligation | None = None,
    person: Person | None = None,
    text: str = "",
    promised_on: datetime.date | None = None,
) -> ContactNote:
    """Keep that the institution was spoken with on the day, by whoever acts, and what it promised.

    What was said stays with the office, out of the trail too: others read the history of an institution.
    """
    if not can_note_contacts(by, office.pk):
        raise NotAllowed(_("Only those who work in the office note its contacts."))
    if obligation and (obligation.office_id, obligation.institution_id) != (office.pk, institution.pk):
        raise DomainError(_("This duty is not one that the institution owes to the office."), field="obligation")
    if on > timezone.localdate():
        raise DomainError(_("This day has not come yet."), field="on")
    if promised_on and promised_on < on:
        raise DomainError(_("What was promised cannot lie before the day of the call."), field="promised_on")
    note = ContactNote(
        office=office,
        institution=institution,
        obligation=obligation,
        person=person,
        way=way,
        on=on,
        text=text.strip(),
        promised_on=promised_on,
        noted_by_id=by.person_id,
    )
    check(note)
    note.save()
    record(
        "contact.noted",
        by=by,
        target=obligation or note,
        on=on,
        institution_id=institution.pk,
        mandate_id=next((c.mandate_id for c in by.capacities if c.institution_id == office.pk), None),
        way=way,
    )
    return note
