"""Giving a person a sign-in, and writing to them how to use it."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.accounts.models import User
from sekretariat.domain.institutions.models import Person
from sekretariat.ground.actors import OFFICE_ROLES, Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError
from sekretariat.ground.mail import fillers
from sekretariat.ground.mail import services as mail

from ..models import Mandate


@transaction.atomic
def invite(*, person: Person, office_id: int | None, by: Actor, on: datetime.date) -> None:
    """Give the person a sign-in and write where to set its password. Nothing happens to one who has it.

    The mail holds a placeholder: the usable address is made at the moment of sending and kept nowhere.
    """
    if person.user_id or not person.email:
        return
    user = give_sign_in(person)
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


def give_sign_in(person: Person, *, password: str | None = None) -> User:
    if User.objects.filter(email=person.email.lower()).exists():
        raise DomainError(_("Another sign-in uses the e-mail %(email)s.") % {"email": person.email}, field="email")
    person.user = user = User.objects.create_user(email=person.email, password=password)
    person.save(update_fields=["user"])
    return user
