"""Whose a measure is, gathered once for the rules."""

from ..enums import PartyRole
from ..models import Measure
from ..rules import Place, Reach, leads_of


def reach_of(measure: Measure) -> Reach:
    """Three queries, whatever the number of plans."""
    parties = list(measure.parties.all())
    entries = list(measure.entries.select_related("plan", "component").prefetch_related("component__parties"))
    return Reach(
        office_id=measure.office_id,
        lead_ids=frozenset(party.institution_id for party in parties if party.role == PartyRole.LEAD),
        party_ids=frozenset(party.institution_id for party in parties),
        places=tuple(
            Place(
                plan_id=entry.plan_id,
                office_id=entry.plan.office_id,
                body_ids=entry.plan.body_ids,
                is_adopted=entry.plan.is_adopted,
                component_lead_ids=leads_of(entry.component),
            )
            for entry in entries
        ),
    )
