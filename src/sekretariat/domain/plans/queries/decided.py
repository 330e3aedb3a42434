"""What bodies decided of a plan's measures, decision by decision."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from ..enums import Outcome
from ..models import Plan, Validation


@dataclass(frozen=True, kw_only=True)
class DecidedOn:
    """One decision of a body over measures of the plan, as it is kept with each, and how many it validated."""

    body_sq: str
    body_en: str
    decided_on: datetime.date
    number: str
    validated: int
    returned: int
    left_out: int


def decisions_on(plan: Plan) -> Sequence[DecidedOn]:
    """The latest first: one query."""
    rows = (
        Validation.objects.filter(entry__plan=plan)
        .order_by()
        .values("body_sq", "body_en", "decided_on", "number")
        .annotate(
            validated=Count("pk", filter=Q(outcome=Outcome.VALIDATED)),
            returned=Count("pk", filter=Q(outcome=Outcome.RETURNED)),
            left_out=Count("pk", filter=Q(outcome=Outcome.LEFT_OUT)),
        )
        .order_by("-decided_on", "-number")
    )
    return [DecidedOn(**row) for row in rows]
