"""Keeping plans and measures."""

from .asking import Asking, draft_asking
from .criteria import Assessment, Weights, assess, close_sheet, make_sheet, run_sheet
from .indicators import Decision, add_indicator, edit_indicator, remove_indicator, set_targets
from .measures import add_measure, edit_entry, edit_measure, link_measure, take_out
from .nodes import NodePartyOf, add_node, edit_node, remove_node, set_node_parties
from .parts import (
    AlignmentOf,
    CostOf,
    MilestoneOf,
    PartyOf,
    RowRefused,
    set_alignments,
    set_cost_lines,
    set_milestones,
    set_parties,
)
from .passing_on import pass_on_measures
from .plans import add_plan, adopt_plan, close_plan, edit_plan
from .totals import keep_totals, recount_totals
from .validating import BodyDecision, Verdict, validate_entries

__all__ = [
    "AlignmentOf",
    "Asking",
    "Assessment",
    "BodyDecision",
    "CostOf",
    "Decision",
    "MilestoneOf",
    "NodePartyOf",
    "PartyOf",
    "RowRefused",
    "Verdict",
    "Weights",
    "add_indicator",
    "add_measure",
    "add_node",
    "add_plan",
    "adopt_plan",
    "assess",
    "close_plan",
    "close_sheet",
    "draft_asking",
    "edit_entry",
    "edit_indicator",
    "edit_measure",
    "edit_node",
    "edit_plan",
    "keep_totals",
    "link_measure",
    "make_sheet",
    "pass_on_measures",
    "recount_totals",
    "remove_indicator",
    "remove_node",
    "run_sheet",
    "set_alignments",
    "set_cost_lines",
    "set_milestones",
    "set_node_parties",
    "set_parties",
    "set_targets",
    "take_out",
    "validate_entries",
]
