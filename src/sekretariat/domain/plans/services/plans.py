"""Keeping plans: what they are, when they are adopted."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..enums import EntryState, PlanState
from ..models import Measure, Plan
from ._guards import refuse_unless_keeper
from ._indexing import index_measures, index_plan


@transaction.atomic
def add_plan(
    *,
    office: Office,
    kind: str,
    name_sq: str,
    year_from: int,
    year_to: int,
    by: Actor,
    on: datetime.date,
    **details: object,
) -> Plan:
    """Enter a plan that is being prepared. `details` are its other columns: names, bodies, places, rate, notes."""
    plan = Plan(
        office=office,
        kind=kind,
        name_sq=name_sq,
        year_from=year_from,
        year_to=year_to,
        **details,
    )
    if not by.may(Permission.PLANS_EDIT, institution_id=office.pk, body_id=plan.body_id):
        raise NotAllowed(_("Only the officers of a secretariat enter its plans."))
    if plan.is_adopted:
        raise DomainError(_("A plan is entered first and adopted after."), field="state")
    check(plan)
    plan.save()
    record("plan.added", by=by, target=plan, on=on, name=name_sq, years=f"{year_from}–{year_to}")
    index_plan(plan)
    return plan


@transaction.atomic
def edit_plan(*, plan: Plan, seen: int, by: Actor, on: datetime.date, **changes: object) -> Plan:
    """Correct what the plan is called, its years, bodies, planned day of adoption, places or rate."""
    refuse_unless_keeper(plan, by=by)
    if not changes.keys().isdisjoint({"state", "office", "office_id", "revision"}):
        raise DomainError(_("The state of a plan changes by its adoption, and its secretariat by an act."))
    plan = claim(plan, seen=seen)
    previous = changes.get("previous")
    if isinstance(previous, Plan) and previous.pk == plan.pk:
        raise DomainError(_("A plan does not come after itself."), field="previous")
    before, after = changed(plan, changes)
    check(plan)
    plan.save()
    record("plan.edited", by=by, target=plan, on=on, before=before, after=after)
    index_plan(plan)
    if {"body", "network"} & after.keys():
        index_measures(list(Measure.objects.filter(entries__plan=plan)))
    return plan


@transaction.atomic
def adopt_plan(*, plan: Plan, adoption_on: datetime.date, act: Act | None = None, by: Actor, on: datetime.date) -> Plan:
    """The plan was adopted on that day, with what was proposed or validated in it: from now on it is a public fact."""
    refuse_unless_keeper(plan, by=by)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.is_adopted:
        raise DomainError(_("The plan is adopted already."))
    plan.state, plan.adoption_on, plan.act = PlanState.ADOPTED, adoption_on, act or plan.act
    plan.revision += 1
    check(plan)
    plan.save()
    plan.entries.filter(state=EntryState.PROPOSED).update(state=EntryState.ADOPTED)
    record("plan.adopted", by=by, target=plan, on=on, day=str(adoption_on), act=str(plan.act or ""))
    index_plan(plan)
    index_measures(list(Measure.objects.filter(entries__plan=plan)))
    return plan


@transaction.atomic
def close_plan(*, plan: Plan, by: Actor, on: datetime.date) -> Plan:
    """The plan's years are over, or another took its place. It stays to be read."""
    refuse_unless_keeper(plan, by=by)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.state != PlanState.ADOPTED:
        raise DomainError(_("Only an adopted plan is closed."))
    plan.state = PlanState.CLOSED
    plan.revision += 1
    plan.save()
    record("plan.closed", by=by, target=plan, on=on)
    return plan
