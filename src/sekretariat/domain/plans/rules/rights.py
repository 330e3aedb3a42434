"""Who sees and who edits plans and measures. Pure over the actor and the rows."""

from collections.abc import Collection
from dataclasses import dataclass

from sekretariat.ground.actors import Actor, Permission

from ..enums import PartyRole
from ..models import Measure, Node, Plan, PlanEntry


@dataclass(frozen=True, kw_only=True)
class Place:
    """One plan in which a measure stands, as far as rights go."""

    plan_id: int
    office_id: int
    body_ids: frozenset[int]
    is_adopted: bool
    component_lead_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whose a measure is: who entered it, leads it, takes part; in which plans it stands (`queries.reach_of`)."""

    office_id: int
    lead_ids: frozenset[int] = frozenset()
    party_ids: frozenset[int] = frozenset()
    places: tuple[Place, ...] = ()


def sees_whole(actor: Actor, plan: Plan) -> bool:
    """The rule of one row that `PlanQuerySet.open_to` states for many."""
    return _sees_place(actor, office_id=plan.office_id, body_ids=plan.body_ids, is_adopted=plan.is_adopted)


def can_keep_plan(actor: Actor, plan: Plan) -> bool:
    """Its technical secretariat keeps a plan: its tree, entries, gate, criteria, calendar and editions."""
    return _may_in(actor, Permission.PLANS_EDIT, plan.office_id, plan.body_ids)


def can_add_plan(actor: Actor) -> bool:
    return actor.may_anywhere(Permission.PLANS_EDIT)


def can_propose_in(actor: Actor, plan: Plan, institution_ids: Collection[int]) -> bool:
    """Whoever answers for an institution may propose measures that it leads, while the plan is being prepared."""
    return not plan.is_adopted and any(
        _may_in(actor, Permission.MEASURES_EDIT, institution_id, plan.body_ids) for institution_id in institution_ids
    )


def can_see_measure(actor: Actor, reach: Reach) -> bool:
    """The rule of one row that `MeasureQuerySet.visible_to` states for many."""
    if actor.is_system:
        return True
    if not actor.is_known or actor.only_obligation is not None:
        return False
    if actor.may(Permission.PLANS_SEE, institution_id=reach.office_id):
        return True
    return any(sees_entry(actor, reach, place) for place in reach.places)


def sees_entry(actor: Actor, reach: Reach, place: Place) -> bool:
    """Whether the actor sees the measure in this plan: the rule of one row behind `PlanEntryQuerySet.visible_to`."""
    return _sees_place(actor, office_id=place.office_id, body_ids=place.body_ids, is_adopted=place.is_adopted) or any(
        _may_in(actor, Permission.MEASURES_SEE, institution_id, place.body_ids)
        for institution_id in reach.party_ids | reach.lead_ids | place.component_lead_ids
    )


def place_of(entry: PlanEntry) -> Place:
    """The plan of the entry as far as rights go; plan, component and its parties are fetched beforehand."""
    return Place(
        plan_id=entry.plan_id,
        office_id=entry.plan.office_id,
        body_ids=entry.plan.body_ids,
        is_adopted=entry.plan.is_adopted,
        component_lead_ids=leads_of(entry.component),
    )


def can_edit_measure(actor: Actor, reach: Reach) -> bool:
    """The secretariat that entered it, and its lead institutions. The secretariats of its other plans only see it."""
    bodies = frozenset[int]().union(*(place.body_ids for place in reach.places))
    return _may_in(actor, Permission.PLANS_EDIT, reach.office_id, bodies) or any(
        _may_in(actor, Permission.MEASURES_EDIT, lead_id, bodies) for lead_id in reach.lead_ids
    )


def leads_of(node: Node) -> frozenset[int]:
    """Keys of the institutions that lead the node; its parties are fetched beforehand in lists."""
    return frozenset(party.institution_id for party in node.parties.all() if party.role == PartyRole.LEAD)


def is_home(plan: Plan, measure: Measure) -> bool:
    """Whether the plan's secretariat is the one that entered the measure."""
    return plan.office_id == measure.office_id


def _sees_place(actor: Actor, *, office_id: int, body_ids: Collection[int], is_adopted: bool) -> bool:
    if actor.is_system:
        return True
    if not actor.is_known or actor.only_obligation is not None:
        return False
    return is_adopted or _may_in(actor, Permission.PLANS_SEE, office_id, body_ids)


def _may_in(actor: Actor, permission: Permission, institution_id: int, body_ids: Collection[int]) -> bool:
    """Whether the permission holds for the institution, for whatever body or for one of these."""
    return actor.may(permission, institution_id=institution_id) or any(
        actor.may(permission, institution_id=institution_id, body_id=body_id) for body_id in body_ids
    )
