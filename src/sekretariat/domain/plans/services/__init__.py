"""Keeping plans and measures."""

from .calendars import CalendarRefused, expect_calendar, join_calendar, return_calendar, set_frame, take_calendar
from .commitments import CommitmentSaid, take_commitments
from .indicators import Decision, add_indicator, edit_indicator, remove_indicator, set_targets
from .measures import add_measure, edit_entry, edit_measure, link_measure, take_out
from .moving import HolidayTold, Moving, cancel_holiday, declare_holiday, move_step
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

__all__ = [
    "AlignmentOf",
    "CalendarRefused",
    "CommitmentSaid",
    "CostOf",
    "Decision",
    "HolidayTold",
    "MilestoneOf",
    "Moving",
    "NodePartyOf",
    "PartyOf",
    "RowRefused",
    "add_indicator",
    "add_measure",
    "add_node",
    "add_plan",
    "adopt_plan",
    "cancel_holiday",
    "close_plan",
    "declare_holiday",
    "edit_entry",
    "edit_indicator",
    "edit_measure",
    "edit_node",
    "edit_plan",
    "expect_calendar",
    "join_calendar",
    "keep_totals",
    "link_measure",
    "move_step",
    "pass_on_measures",
    "recount_totals",
    "remove_indicator",
    "remove_node",
    "return_calendar",
    "set_alignments",
    "set_cost_lines",
    "set_frame",
    "set_milestones",
    "set_node_parties",
    "set_parties",
    "set_targets",
    "take_calendar",
    "take_commitments",
    "take_out",
]
