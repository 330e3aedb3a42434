"""What is done with plans, measures, calendars and commitments."""

from .calendars import (
    CalendarRefused,
    expect_calendar,
    join_calendar,
    return_calendar,
    set_frame,
    take_calendar,
)
from .commitments import CommitmentSaid, take_commitments
from .moving import HolidayTold, Moving, cancel_holiday, declare_holiday, move_step

__all__ = [
    "CalendarRefused",
    "CommitmentSaid",
    "HolidayTold",
    "Moving",
    "cancel_holiday",
    "declare_holiday",
    "expect_calendar",
    "join_calendar",
    "move_step",
    "return_calendar",
    "set_frame",
    "take_calendar",
    "take_commitments",
]
