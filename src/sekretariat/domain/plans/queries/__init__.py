"""Reads over plans and measures."""

from .living import live_parties, measures_of_the_gone
from .reach import reach_of

__all__ = ["live_parties", "measures_of_the_gone", "reach_of"]
