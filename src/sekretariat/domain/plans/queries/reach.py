"""Whose a measure is, gathered once for the rules; and what of a plan its reader sees."""

from collections.abc import Iterable

from sekretariat.ground.actors import Actor

from ..enums import PartyRole
from ..models import Measure, MeasureParty, Plan, PlanEntry, PlanEntryQuerySet
from ..rules import Reach, place_of, sees_whole


def reach_of(measure: Measure) -> Reach:
    """Three queries, whatever the number of plans."""
    entries = measure.entries.select_related("plan", "component").prefetch_related("component__parties")
    return reach_from(measure, parties=measure.parties.all(), entries=entries)


def reach_from(measure: Measure, *, parties: Iterable[MeasureParty], entries: Iterable[PlanEntry]) -> Reach:
    """From rows that were fetched already, the entries with their plan, component and its parties."""
    known = list(parties)
    return Reach(
        office_id=measure.office_id,
        lead_ids=frozenset(party.institution_id for party in known if party.role == PartyRole.LEAD),
        party_ids=frozenset(party.institution_id for party in known),
        places=tuple(place_of(entry) for entry in entries),
    )


def entries_seen(plan: Plan, actor: Actor) -> PlanEntryQuerySet:
    """The entries of the plan that the actor sees; of a plan seen whole without asking for each."""
    entries = PlanEntry.objects.filter(plan=plan)
    return entries if sees_whole(actor, plan) else entries & PlanEntry.objects.visible_to(actor)
