"""Asking, starting clocks, taking answers, deciding, putting off. Everything that is asked of anyone passes here."""

from .answering import CANNOT_ANSWER, Given, take_answer
from .asking import Demand, Source, Wanted, ask, ask_again, ask_all, start_clock
from .deciding import accept, return_answer, withdraw
from .extending import extend
from .recounting import Moved, cancel_holiday, declare_holiday, fill_years_ahead
from .rehoming import rehome
from .rescheduling import reschedule

__all__ = [
    "CANNOT_ANSWER",
    "Demand",
    "Given",
    "Moved",
    "Source",
    "Wanted",
    "accept",
    "ask",
    "ask_again",
    "ask_all",
    "cancel_holiday",
    "declare_holiday",
    "extend",
    "fill_years_ahead",
    "rehome",
    "reschedule",
    "return_answer",
    "start_clock",
    "take_answer",
    "withdraw",
]
