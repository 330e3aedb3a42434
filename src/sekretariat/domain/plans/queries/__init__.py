"""Reads over plans and measures."""

from .criteria import (
    Difference,
    Ranked,
    Ranking,
    changed_since_run,
    computed,
    grounds_of,
    last_sheet,
    ranking_of,
    rerun,
    verify_sheet,
)
from .gate import EntryGate, Gate, InstitutionGate, gaps_for_institution, gate_of, gate_of_measure, gates_of
from .reach import reach_of
from .saying import entry_said, gaps_said, said, sums_said

__all__ = [
    "Difference",
    "EntryGate",
    "Gate",
    "InstitutionGate",
    "Ranked",
    "Ranking",
    "changed_since_run",
    "computed",
    "entry_said",
    "gaps_for_institution",
    "gaps_said",
    "gate_of",
    "gate_of_measure",
    "gates_of",
    "grounds_of",
    "last_sheet",
    "ranking_of",
    "reach_of",
    "rerun",
    "said",
    "sums_said",
    "verify_sheet",
]
