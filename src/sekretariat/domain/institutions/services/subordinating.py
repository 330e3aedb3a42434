"""Under whom an institution stands: begun and ended, by act or on a day."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, check

from ..models import Institution, Subordination
from ..rules import start_of
from ._editing import refuse_unless_editor


@transaction.atomic
def subordinate(
    *,
    institution: Institution,
    superior: Institution,
    valid_from: datetime.date | None = None,
    act: Act | None = None,
    by: Actor,
    on: datetime.date,
) -> Subordination:
    """The institution stands under the superior from the day, or else from the date of the act.

    The superior before is left on the day before, where the first day is known.
    """
    refuse_unless_editor(by)
    row = Subordination(institution=institution, superior=superior, valid_from=valid_from, act=act)
    Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    record(
        "subordination.added",
        by=by,
        target=institution,
        on=valid_from or on,
        institution_id=institution.pk,
        superior=superior.label,
        act=str(act or ""),
    )
    standing = institution.superiors.filter(valid_to=None).select_related("act").first()
    first = start_of(row)
    if standing is not None and first is not None:
        end_subordination(subordination=standing, by=by, on=first - datetime.timedelta(days=1))
    check(row)
    row.save()
    return row


@transaction.atomic
def end_subordination(*, subordination: Subordination, by: Actor, on: datetime.date) -> Subordination:
    """Its last day is `on`."""
    refuse_unless_editor(by)
    row = Subordination.objects.select_for_update(of=("self",)).get(pk=subordination.pk)
    if row.valid_to is not None and row.valid_to <= on:
        raise DomainError(_("This has ended already."))
    first = start_of(subordination)
    if first is not None and on < first:
        raise DomainError(
            _("It began on %(day)s: it cannot end before.") % {"day": first.strftime("%d.%m.%Y")}, field="on"
        )
    row.valid_to = on
    check(row)
    row.save()
    record(
        "subordination.ended",
        by=by,
        target=subordination.institution,
        on=on,
        institution_id=row.institution_id,
        superior=subordination.superior.label,
    )
    return row
