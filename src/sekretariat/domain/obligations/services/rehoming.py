"""What an institution owes passes to its successor. What it answered stays its own."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..enums import OWED
from ..models import Obligation
from ._indexing import index_obligation
from ._locking import locked


@transaction.atomic
def rehome(*, obligation: Obligation, institution: Institution, by: Actor, on: datetime.date) -> Obligation:
    """From `on` the duty is owed by the other institution, by the same deadline."""
    if not by.may_anywhere(Permission.DIRECTORY_EDIT):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    row = locked(obligation)
    if row.state not in OWED:
        raise DomainError(_("What is settled stays with the institution that answered it."))
    before, row.institution = row.institution.label, institution
    row.save(update_fields=["institution"])
    record(
        "obligation.rehomed",
        by=by,
        target=row,
        on=on,
        institution_id=institution.pk,
        owed_before_by=before,
        owed_by=institution.label,
    )
    if row.sources.exists():
        index_obligation(row)
    return row
