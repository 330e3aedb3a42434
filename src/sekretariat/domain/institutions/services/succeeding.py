"""An institution ceases as it was; what stands here of it in the directory is closed or moves.

Duties, mandates and seats follow in `continuity`, which calls these.
"""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, check

from ..enums import Change
from ..models import Institution, Succession
from ._editing import refuse_unless_editor

DAY = datetime.timedelta(days=1)


@transaction.atomic
def close_institution(
    *, institution: Institution, change: Change, act: Act | None, by: Actor, on: datetime.date
) -> Succession:
    """From `on` the institution exists no longer as it was. Its successor, if any, is set by `set_successor`."""
    succession = Succession(institution=end_institution(institution=institution, by=by, on=on - DAY), change=change)
    succession.on, succession.act = on, act
    check(succession)
    succession.save()
    return succession


@transaction.atomic
def end_institution(*, institution: Institution, by: Actor, on: datetime.date) -> Institution:
    """The last day of the institution, or of a unit, is `on`."""
    refuse_unless_editor(by)
    row = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    if row.valid_to is not None:
        raise DomainError(_("%(name)s has ended already.") % {"name": row.label})
    row.valid_to = on
    row.revision += 1
    check(row)
    row.save()
    record("institution.ended", by=by, target=row, on=on, institution_id=row.pk)
    return row


@transaction.atomic
def set_successor(*, succession: Succession, successor: Institution, by: Actor, on: datetime.date) -> Succession:
    refuse_unless_editor(by)
    row = Succession.objects.select_for_update(of=("self",)).get(pk=succession.pk)
    if row.successor_id is not None:
        raise DomainError(_("A successor is named already."))
    row.successor = successor
    check(row)
    row.save()
    record(
        "institution.succeeded",
        by=by,
        target=successor,
        on=on,
        institution_id=successor.pk,
        before_it=succession.institution.label,
    )
    return row


@transaction.atomic
def move_unit(*, unit: Institution, to: Institution, by: Actor, on: datetime.date) -> Institution:
    """The unit goes on as part of another institution."""
    refuse_unless_editor(by)
    row = Institution.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    row.part_of = to
    row.revision += 1
    check(row)
    row.save()
    record("institution.moved", by=by, target=row, on=on, institution_id=row.pk, to=to.label)
    return row
