"""Keeping plans."""

from .criteria import Assessment, Weights, assess, close_sheet, make_sheet, run_sheet
from .validating import BodyDecision, Verdict, validate_entries

__all__ = [
    "Assessment",
    "BodyDecision",
    "Verdict",
    "Weights",
    "assess",
    "close_sheet",
    "make_sheet",
    "run_sheet",
    "validate_entries",
]
