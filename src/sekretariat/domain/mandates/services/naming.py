"""Whom an institution names by its letter: in place of the one before, with a sign-in."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.institutions.services import note_person
from sekretariat.domain.obligations.models import Answer
from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.words import fold

from ..enums import Basis
from ..models import Mandate
from ..rules import can_edit_mandates
from .beginning import begin_mandate, end_mandate, replace_in_role
from .inviting import invite

# Roles that one person holds at a time, for an institution in a body.
ONE_AT_A_TIME = (Role.COORDINATOR, Role.DEPUTY)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Whom an institution names, as its letter says."""

    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def appoint(
    *,
    named: Named,
    role: Role,
    institution: Institution,
    body: Body | None = None,
    seat: Seat | None = None,
    letter_number: str,
    letter_on: datetime.date | None,
    office_id: int | None,
    by: Actor,
    on: datetime.date,
) -> Mandate:
    """Take down from a letter that came in whom the institution names, from `on`, and give them a sign-in.

    A coordinator or deputy takes the place of the one before; focal points and members stand beside each other.
    """
    if not can_edit_mandates(by, role=role, institution_id=institution.pk):
        raise NotAllowed(_("Only those who keep mandates name persons for an institution."))
    body = seat.body if seat else body
    record("institution.named_person", by=by, target=institution, on=on, institution_id=institution.pk, role=role)
    return begin_by_letter(
        person=person_named(named, by=by, on=on),
        role=role,
        institution=institution,
        body=body,
        seat=seat,
        letter_number=letter_number,
        letter_on=letter_on,
        office_id=office_id,
        by=by,
        on=on,
    )


@transaction.atomic
def begin_by_letter(
    *,
    person: Person,
    role: Role,
    institution: Institution,
    body: Body | None,
    seat: Seat | None = None,
    letter_number: str,
    letter_on: datetime.date | None,
    answer: Answer | None = None,
    office_id: int | None,
    by: Actor,
    on: datetime.date,
) -> Mandate:
    """The person acts in the role by the institution's letter, in place of the one before, and gets a sign-in.

    No right is checked: `appoint` and the answer that names somebody have checked theirs.
    """
    if role in ONE_AT_A_TIME:
        replace_in_role(role=role, institution=institution, body=body, keep=person, by=by, on=on)
        later = _later_holder(role, institution, body, person, on=on)
    else:
        later = None
    mandate = begin_mandate(
        person=person,
        role=role,
        institution=institution,
        body=body,
        seat=seat,
        basis=Basis.LETTER,
        letter_number=letter_number,
        letter_on=letter_on,
        answer=answer,
        by=by,
        on=on,
    )
    if later is not None:
        # The older letter was recorded after the newer one: its person held the role until the other's first day.
        return end_mandate(mandate=mandate, reason=_("Another person was named."), by=by, on=later)
    invite(person=person, office_id=office_id, by=by, on=on)
    return mandate


def _later_holder(
    role: Role, institution: Institution, body: Body | None, person: Person, *, on: datetime.date
) -> datetime.date | None:
    """The last day before somebody else holds the role, where a later letter has named them already."""
    later = Mandate.objects.filter(role=role, institution=institution, body=body, valid_from__gt=on)
    first = later.exclude(person=person).order_by("valid_from").first()
    return first.valid_from - datetime.timedelta(days=1) if first else None


def person_named(named: Named, *, by: Actor, on: datetime.date) -> Person:
    person = note_person(name=named.name, email=named.email, phone=named.phone, by=by, on=on)
    if fold(person.name) != fold(named.name):
        raise DomainError(
            _("%(email)s is the e-mail of %(name)s. Write that name, or another e-mail.")
            % {"email": person.email, "name": person.name},
            field="email",
        )
    return person
