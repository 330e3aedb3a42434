"""Beginning and ending mandates. Ending one ends its rights at the next request; the name stays on what was done."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.models import Institution, Person, Post
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, check

from ..enums import Basis
from ..models import Mandate


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
