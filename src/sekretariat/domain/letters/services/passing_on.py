"""What lay with one officer passes to another: the letters assigned to them, and their drafts."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.rules import can_edit_office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import NotAllowed

from ..models import Letter
from ..queries import in_hands_of


@transaction.atomic
def pass_on_letters(*, office: Office, giver: Person, taker: Person, by: Actor, on: datetime.date) -> list[Letter]:
    """Open letters assigned to the one and drafts begun by them are the other's from now on."""
    if not can_edit_office(by, office):
        raise NotAllowed(_("Only the office's administrator says who works in it."))
    letters = list(in_hands_of(giver, office=office).select_for_update(of=("self",)).order_by("pk"))
    for letter in letters:
        if letter.assigned_to_id == giver.pk:
            letter.assigned_to = taker
        else:
            letter.drafter = taker
        letter.save(update_fields=["assigned_to", "drafter"])
        record("letter.passed_on", by=by, target=letter, on=on, institution_id=office.pk, person=taker.pk)
    return letters
