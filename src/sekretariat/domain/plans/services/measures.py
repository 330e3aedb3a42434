"""A measure is entered once and linked into every other plan that claims it."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..enums import EntryState, PartyRole
from ..models import Measure, MeasureParty, Node, Plan, PlanEntry
from ..queries import reach_of
from ..rules import can_keep_plan, can_propose_in, can_see_measure
from ._guards import refuse_foreign, refuse_unless_editor, refuse_unless_keeper
from ._indexing import index_measure

FIXED = {"office", "office_id", "cost", "funded", "revision"}


@transaction.atomic
def add_measure(
    *,
    plan: Plan,
    node: Node,
    code: str = "",
    title_sq: str,
    leads: Collection[Institution] = (),
    by: Actor,
    on: datetime.date,
    **details: object,
) -> PlanEntry:
    """Enter a new measure in the plan. `details` are its other columns.

    The plan's secretariat enters any, without a lead if need be (the gate will say so); whoever answers for an
    institution proposes measures that it leads.
    """
    refuse_foreign(node, plan)
    if not (can_keep_plan(by, plan) or can_propose_in(by, plan, [lead.pk for lead in leads])):
        raise NotAllowed(_("You may propose measures that your institution leads, while the plan is being prepared."))
    measure = Measure(office=plan.office, title_sq=title_sq, **details)
    check(measure)
    measure.save()
    record("measure.added", by=by, target=measure, on=on, title=title_sq, plan=plan.label, code=code)
    for lead in leads:
        MeasureParty.objects.create(measure=measure, institution=lead, role=PartyRole.LEAD)
    entry = _enter(measure, plan=plan, node=node, code=code)
    index_measure(measure)
    return entry


@transaction.atomic
def link_measure(
    *, plan: Plan, node: Node, measure: Measure, code: str = "", by: Actor, on: datetime.date
) -> PlanEntry:
    """Let the plan claim a measure that exists: one measure, one more plan. Nothing of it is copied."""
    refuse_unless_keeper(plan, by=by)
    refuse_foreign(node, plan)
    if not can_see_measure(by, reach_of(measure)):
        raise NotAllowed(_("This measure is not shown to you."))
    record("measure.linked", by=by, target=measure, on=on, plan=plan.label, code=code)
    entry = _enter(measure, plan=plan, node=node, code=code)
    index_measure(measure)
    return entry


def _enter(measure: Measure, *, plan: Plan, node: Node, code: str) -> PlanEntry:
    entry = PlanEntry(plan=plan, node=node, measure=measure, code=code.strip())
    entry.component_id = node.component_key
    check(entry)
    entry.save()
    return entry


@transaction.atomic
def edit_measure(*, measure: Measure, seen: int, by: Actor, on: datetime.date, **changes: object) -> Measure:
    """Change what the measure says: once, for all its plans."""
    refuse_unless_editor(measure, by=by)
    if not FIXED.isdisjoint(changes):
        raise DomainError(_("Sums are kept by the cost lines, and the secretariat that entered a measure stays."))
    measure = claim(measure, seen=seen)
    before, after = changed(measure, changes)
    check(measure)
    measure.save()
    record("measure.edited", by=by, target=measure, on=on, before=before, after=after)
    index_measure(measure)
    return measure


@transaction.atomic
def edit_entry(*, entry: PlanEntry, seen: int, node: Node, code: str, by: Actor, on: datetime.date) -> PlanEntry:
    """Give the measure another code in this plan, or put it under another node. Its other plans keep theirs."""
    refuse_unless_keeper(entry.plan, by=by)
    refuse_foreign(node, entry.plan)
    entry = claim(entry, seen=seen)
    before, after = changed(entry, {"node": node, "code": code.strip()})
    check(entry)
    entry.save()
    record(
        "measure.moved", by=by, target=entry.measure, on=on, plan=entry.plan.label, code=entry.code,
        before=before, after=after,
    )  # fmt: skip
    index_measure(entry.measure)
    return entry


@transaction.atomic
def take_out(*, entry: PlanEntry, reason: str, by: Actor, on: datetime.date) -> None:
    """The plan claims the measure no more. The measure stays, and so do its other plans.

    An entry of which a body decided, or that was scored, is left out instead: it stays to be read.
    """
    refuse_unless_keeper(entry.plan, by=by)
    if not reason.strip():
        raise DomainError(_("Say why the measure is taken out of the plan."), field="reason")
    measure, plan = entry.measure, entry.plan
    record("measure.taken_out", by=by, target=measure, on=on, plan=plan.label, code=entry.code, reason=reason.strip())
    if entry.validations.exists() or entry.scores.exists():
        PlanEntry.objects.filter(pk=entry.pk).update(state=EntryState.LEFT_OUT, revision=entry.revision + 1)
    else:
        entry.delete()
    index_measure(measure)
