"""Indicators that one sees, and which changes of a target made it lower without a decision."""

from decimal import Decimal

from django.db.models import Q, QuerySet

from sekretariat.ground.actors import Actor

from ..enums import Goal
from ..models import Indicator, Measure, Node, TargetChange


def indicators_seen(actor: Actor) -> QuerySet[Indicator]:
    """Those of measures and of nodes that are seen."""
    measures = Measure.objects.visible_to(actor).values("pk")
    return Indicator.objects.filter(
        Q(measure__in=measures) | Q(node__in=Node.objects.visible_to(actor).order_by().values("pk"))
    )


def is_lowered(old: Decimal | None, new: Decimal | None, goal: Goal) -> bool:
    """Whether less is to be reached than before: a target taken out, or moved against the good way."""
    if old is None:
        return False
    if new is None:
        return True
    return new < old if goal == Goal.UP else new > old


def is_lowered_undecided(change: TargetChange, goal: Goal) -> bool:
    return not change.is_decided and is_lowered(change.old, change.new, goal)
