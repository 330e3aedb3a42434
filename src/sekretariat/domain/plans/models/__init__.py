"""The tables of plans, all below `domain.models`."""

from .calendar import CalendarStep, PlanCalendar
from .criteria import CriteriaSheet, Score
from .decided import Edition, EditionPaper, Validation
from .figures import CostLine, Indicator, Target, TargetChange, in_lek
from .measure import (
    Alignment,
    Commitment,
    Measure,
    MeasureParty,
    MeasureQuerySet,
    Milestone,
    PlanEntry,
    PlanEntryQuerySet,
)
from .plan import Node, NodeParty, Plan, PlanLetter, PlanQuerySet, code_key

__all__ = [
    "Alignment",
    "CalendarStep",
    "Commitment",
    "CostLine",
    "CriteriaSheet",
    "Edition",
    "EditionPaper",
    "Indicator",
    "Measure",
    "MeasureParty",
    "MeasureQuerySet",
    "Milestone",
    "Node",
    "NodeParty",
    "Plan",
    "PlanCalendar",
    "PlanEntry",
    "PlanEntryQuerySet",
    "PlanLetter",
    "PlanQuerySet",
    "Score",
    "Target",
    "TargetChange",
    "Validation",
    "code_key",
    "in_lek",
]
