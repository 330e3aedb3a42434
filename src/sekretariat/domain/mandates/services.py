"""Beginning and ending mandates. Ending one ends its rights at the next request; the name stays on what was done."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.accounts.models import User
from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution, Person, Post
from sekretariat.domain.institutions.services import add_institution, note_person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.services import open_office
from sekretariat.ground.actors import OFFICE_ROLES, Actor, Role
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail import services as mail
from sekretariat.ground.words import fold

from .enums import Basis
from .models import Mandate
from .rules import can_edit_mandates

# Roles that one person holds at a time, for an institution in a body.
ONE_AT_A_TIME = (Role.COORDINATOR, Role.DEPUTY)


@transaction.atomic
def begin_mandate(
    *,
    person: Person,
    role: Role,
    institution: Institution,
    body: Body | None = None,
    post: Post | None = None,
    seat: Seat | None = None,
    basis: Basis,
    letter_number: str = "",
    letter_on: datetime.date | None = None,
    letter: Letter | None = None,
    answer: Answer | None = None,
    act: Act | None = None,
    by: Actor,
    on: datetime.date,
) -> Mandate:
    """The person acts in the role from `on`. A mandate that stands already is returned as it is."""
    standing = Mandate.objects.giving_rights(on=on).filter(
        person=person, role=role, institution=institution, body=body, post=post
    )
    if (already := standing.first()) is not None:
        return already
    mandate = Mandate(
        person=person,
        role=role,
        institution=institution,
        body=body,
        post=post,
        seat=seat,
        valid_from=on,
        basis=basis,
        letter_number=letter_number,
        letter_on=letter_on,
        letter=letter,
        answer=answer,
        act=act,
    )
    check(mandate)
    mandate.save()
    record(
        "mandate.begun",
        by=by,
        target=mandate,
        on=on,
        institution_id=institution.pk,
        person=person.pk,
        role=role,
        paper=mandate.paper,
    )
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, reason: str, by: Actor, on: datetime.date) -> Mandate:
    """The mandate's last day is `on`; where that is today or past, its rights and links stop at the next request.

    A mandate that ends before the day it began never took effect: it ends on its first day.
    """
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.is_stopped:
        raise DomainError(_("This mandate has ended already."))
    if mandate.role == Role.ADMINISTRATOR:
        _refuse_if_last_administrator(mandate)
    mandate.valid_to = max(on, mandate.valid_from)
    mandate.is_stopped = on <= timezone.localdate()
    mandate.end_reason = reason
    mandate.save(update_fields=["valid_to", "is_stopped", "end_reason"])
    record(
        "mandate.ended",
        by=by,
        target=mandate,
        on=on,
        institution_id=mandate.institution_id,
        person=mandate.person_id,
        role=mandate.role,
        reason=reason,
    )
    return mandate


def _refuse_if_last_administrator(mandate: Mandate) -> None:
    """Without one, nobody could ever be let into the office again."""
    # The lock lets two administrators who end each other's mandates wait for one another.
    Office.objects.select_for_update(of=("self",)).filter(pk=mandate.institution_id).first()
    lasting = Mandate.objects.giving_rights(on=timezone.localdate()).filter(role=Role.ADMINISTRATOR, valid_to=None)
    if not lasting.filter(institution=mandate.institution_id).exclude(person=mandate.person_id).exists():
        raise DomainError(_("This is the office's last administrator. Give the role to somebody else first."))


@transaction.atomic
def replace_in_role(
    *, role: Role, institution: Institution, body: Body | None, keep: Person | None, by: Actor, on: datetime.date
) -> None:
    """End whoever holds the role for the institution in the body, except `keep`: their last day is the one before."""
    # Two answers at once wait for each other here.
    Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    held = Mandate.objects.giving_rights(on=on).filter(role=role, institution=institution, body=body)
    for mandate in held.exclude(person=keep) if keep else held:
        end_mandate(
            mandate=mandate,
            reason=_("Another person was named."),
            by=by,
            on=on - datetime.timedelta(days=1),
        )


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
        person=_person_named(named, by=by, on=on),
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


def _person_named(named: Named, *, by: Actor, on: datetime.date) -> Person:
    person = note_person(name=named.name, email=named.email, phone=named.phone, by=by, on=on)
    if fold(person.name) != fold(named.name):
        raise DomainError(
            _("%(email)s is the e-mail of %(name)s. Write that name, or another e-mail.")
            % {"email": person.email, "name": person.name},
            field="email",
        )
    return person


@transaction.atomic
def invite(*, person: Person, office_id: int | None, by: Actor, on: datetime.date) -> None:
    """Give the person a sign-in and write where to set its password. Nothing happens to one who has it.

    The mail holds a placeholder: the usable address is made at the moment of sending and kept nowhere.
    """
    if person.user_id or not person.email:
        return
    user = _give_sign_in(person)
    record("person.invited", by=by, target=person, on=on)
    link = fillers.mark("password", user.pk)
    with override("sq"):
        mail.enqueue(
            to_address=person.email,
            to_name=person.name,
            subject=_("Your access to Sekretariat"),
            text=_invitation(person, on=on) % {"name": person.name, "link": link},
            marks=[link],
            about=person,
            office_id=office_id,
            by=by,
        )


def _invitation(person: Person, *, on: datetime.date) -> str:
    """What is written to somebody of a secretariat, and what to somebody who answers one."""
    works_here = Mandate.objects.giving_rights(on=on).filter(person=person, role__in=OFFICE_ROLES)
    if works_here.exists():
        return _(
            "Dear %(name)s,\n\n"
            "You have been given a place in the secretariat. Choose a password here, sign in, and set up the second "
            "step that officers need:\n\n%(link)s\n"
        )
    return _(
        "Dear %(name)s,\n\n"
        "You have been named to act for your institution. You can answer without an account, through the "
        "links we send you. If you wish to sign in and see all your duties at once, choose a password "
        "here:\n\n%(link)s\n"
    )


def _give_sign_in(person: Person, *, password: str | None = None) -> User:
    if User.objects.filter(email=person.email.lower()).exists():
        raise DomainError(_("Another sign-in uses the e-mail %(email)s.") % {"email": person.email}, field="email")
    person.user = user = User.objects.create_user(email=person.email, password=password)
    person.save(update_fields=["user"])
    return user


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
    person = _person_named(Named(name=name, email=email), by=by, on=on)
    mandate = begin_mandate(person=person, role=role, institution=office.unit, basis=Basis.SET_UP, by=by, on=on)
    if password is not None and person.user_id is None:
        _give_sign_in(person, password=password)
    else:
        invite(person=person, office_id=office.pk, by=by, on=on)
    return mandate
