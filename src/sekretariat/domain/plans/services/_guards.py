"""Refusals that several services share."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed

from ..models import Measure, Node, Plan
from ..queries import reach_of
from ..rules import can_edit_measure, can_keep_plan


def refuse_unless_keeper(plan: Plan, *, by: Actor) -> None:
    if not can_keep_plan(by, plan):
        raise NotAllowed(_("Only the plan's technical secretariat keeps it."))


def refuse_unless_editor(measure: Measure, *, by: Actor) -> None:
    if not can_edit_measure(by, reach_of(measure)):
        raise NotAllowed(_("Only the secretariat that entered the measure and its lead institution edit it."))


def refuse_foreign(node: Node, plan: Plan) -> None:
    if node.plan_id != plan.pk:
        raise DomainError(_("Choose a component, goal or objective of this plan."), field="node")


def touch(what: str, measure: Measure, *, by: Actor, on: datetime.date, **data: Any) -> None:
    """Say in the trail that a part of the measure changed, and let whoever has its form open know (`Revised`)."""
    Measure.objects.filter(pk=measure.pk).update(revision=measure.revision + 1)
    measure.revision += 1
    record(what, by=by, target=measure, on=on, **data)
