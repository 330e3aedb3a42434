"""What a lead institution answers when it is asked whether it commits to its measures."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.rules import answers_for, can_record
from sekretariat.domain.obligations.services import CANNOT_ANSWER
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..enums import CommitmentState
from ..models import Commitment
from ..queries.asked import measures_to_confirm

EVENTS = {CommitmentState.CONFIRMED: "commitment.confirmed", CommitmentState.DECLINED: "commitment.declined"}


@dataclass(frozen=True, kw_only=True)
class CommitmentSaid:
    """Yes or no to one measure, and why not."""

    measure_id: int
    state: CommitmentState
    reason: str = ""


@transaction.atomic
def take_commitments(
    *, obligation: Obligation, said: Sequence[CommitmentSaid], answer: Answer, by: Actor, on: datetime.date
) -> list[Commitment]:
    """Keep what was said of each measure, tied to the answer. A later answer takes the place of an earlier one."""
    if not (answers_for(by, obligation) or can_record(by, obligation)):
        raise NotAllowed(CANNOT_ANSWER)
    measures = {measure.pk: measure for measure in measures_to_confirm(obligation)}
    institution = obligation.institution
    kept = []
    for one in said:
        measure = measures.get(one.measure_id)
        if measure is None:
            raise DomainError(
                _("The institution does not lead one of these measures any more. Look at the list again.")
            )
        row = Commitment.objects.select_for_update(of=("self",)).filter(
            measure=measure, institution=institution
        ).first() or Commitment(measure=measure, institution=institution)
        row.state, row.reason = one.state, " ".join(one.reason.split())[:500]
        row.answer, row.on = answer, on
        check(row)
        record(
            EVENTS[one.state],
            by=by,
            target=measure,
            on=on,
            institution_id=institution.pk,
            institution=institution.label,
            reason=row.reason,
        )
        row.save()
        kept.append(row)
    return kept
