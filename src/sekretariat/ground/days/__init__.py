from .counting import (
    Count,
    calendar_days_after,
    is_late,
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)
from .enums import Calendar, HolidaySource

__all__ = [
    "Calendar",
    "Count",
    "HolidaySource",
    "calendar_days_after",
    "is_late",
    "is_working_day",
    "working_days_after",
    "working_days_before",
    "working_days_between",
]
