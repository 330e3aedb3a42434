"""Reads over plans and measures."""

from .gate import EntryGate, Gate, InstitutionGate, gaps_for_institution, gate_of, gate_of_measure, gates_of
from .reach import reach_of

__all__ = [
    "EntryGate",
    "Gate",
    "InstitutionGate",
    "gaps_for_institution",
    "gate_of",
    "gate_of_measure",
    "gates_of",
    "reach_of",
]
