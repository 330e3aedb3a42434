"""Who works in an office: its first administrator comes with its set-up."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.institutions.services import add_institution
from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.services import open_office
from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.errors import NotAllowed

from ..enums import Basis
from ..models import Mandate
from ..rules import can_edit_mandates
from .beginning import begin_mandate
from .inviting import give_sign_in, invite
from .naming import Named, person_named


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit that is not in the directory yet, under an institution that is."""

    name_sq: str
    part_of: Institution


@dataclass(frozen=True, kw_only=True)
class FirstAdministrator:
    """Who sets the office up and keeps its settings."""

    name: str
    email: str
    password: str


@transaction.atomic
def set_up_office(
    *,
    unit: Institution | NewUnit,
    registers_at: Institution,
    register_mode: str,
    sender_name: str,
    sender_email: str,
    administrator: FirstAdministrator,
    by: Actor,
    on: datetime.date,
) -> Office:
    """Open an office and give it its first administrator, by set-up; a new unit is entered before it."""
    if isinstance(unit, NewUnit):
        unit = add_institution(kind=InstitutionKind.UNIT, name_sq=unit.name_sq, part_of=unit.part_of, by=by, on=on)
    office = open_office(
        unit=unit,
        registers_at=registers_at,
        register_mode=register_mode,
        sender_name=sender_name,
        sender_email=sender_email,
        by=by,
        on=on,
    )
    give_office_role(
        office=office,
        role=Role.ADMINISTRATOR,
        name=administrator.name,
        email=administrator.email,
        password=administrator.password,
        by=by,
        on=on,
    )
    return office


@transaction.atomic
def give_office_role(
    *, office: Office, role: Role, name: str, email: str, password: str | None = None, by: Actor, on: datetime.date
) -> Mandate:
    """Let a person work in the office. Without a password they are written to and choose one themselves."""
    if not can_edit_mandates(by, role=role, institution_id=office.pk):
        raise NotAllowed(_("Only the office's administrator says who works in it."))
    person = person_named(Named(name=name, email=email), by=by, on=on)
    mandate = begin_mandate(person=person, role=role, institution=office.unit, basis=Basis.SET_UP, by=by, on=on)
    if password is not None and person.user_id is None:
        give_sign_in(person, password=password)
    else:
        invite(person=person, office_id=office.pk, by=by, on=on)
    return mandate
