"""The check of a component's calendar and the moving of its steps. Pure: no query, no clock."""

from .checking import (
    Fault,
    Followed,
    Frame,
    Held,
    Remark,
    Step,
    Window,
    day_of,
    next_working_day,
    remarks_on,
)
from .moving import Placed, circle_in, pushed
from .steps import StepSaid

__all__ = [
    "Fault",
    "Followed",
    "Frame",
    "Held",
    "Placed",
    "Remark",
    "Step",
    "StepSaid",
    "Window",
    "circle_in",
    "day_of",
    "next_working_day",
    "pushed",
    "remarks_on",
]
