"""Reads over plans and measures."""

from .reach import reach_of

__all__ = ["reach_of"]
