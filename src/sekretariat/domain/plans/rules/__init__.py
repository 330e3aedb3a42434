"""Rules of plans: who sees and edits, what a measure lacks, how it scores. All pure over actors, rows and facts."""

from .gate import (
    CostFact,
    EntryFacts,
    Gap,
    IndicatorFact,
    LeadFact,
    asked_of,
    funding_gap_by_year,
    gaps_of,
    sums_by_year,
)
from .rights import (
    Place,
    Reach,
    can_add_plan,
    can_edit_measure,
    can_keep_plan,
    can_propose_in,
    can_see_measure,
    is_home,
    leads_of,
    sees_whole,
)
from .scoring import Accord, Grounds, Scored, in_rank, score

__all__ = [
    "Accord",
    "CostFact",
    "EntryFacts",
    "Gap",
    "Grounds",
    "IndicatorFact",
    "LeadFact",
    "Place",
    "Reach",
    "Scored",
    "asked_of",
    "can_add_plan",
    "can_edit_measure",
    "can_keep_plan",
    "can_propose_in",
    "can_see_measure",
    "funding_gap_by_year",
    "gaps_of",
    "in_rank",
    "is_home",
    "leads_of",
    "score",
    "sees_whole",
    "sums_by_year",
]
