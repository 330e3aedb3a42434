"""Reads over plans and measures."""

from .asked import components_for, measures_to_confirm, plans_asked_by
from .calendars import (
    JointCalendar,
    Known,
    Part,
    StepRow,
    due_of_step,
    joint_calendar,
    remarks_on_said,
    steps_to_follow,
)
from .living import live_parties, measures_of_the_gone
from .pushing import Push, Shift, push_of
from .reach import reach_of
from .timeline import Bar, Lane, Timeline, timeline_of

__all__ = [
    "Bar",
    "JointCalendar",
    "Known",
    "Lane",
    "Part",
    "Push",
    "Shift",
    "StepRow",
    "Timeline",
    "components_for",
    "due_of_step",
    "joint_calendar",
    "live_parties",
    "measures_of_the_gone",
    "measures_to_confirm",
    "plans_asked_by",
    "push_of",
    "reach_of",
    "remarks_on_said",
    "steps_to_follow",
    "timeline_of",
]
