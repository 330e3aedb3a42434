"""The directory: what a list would change of it, who is missing from it, and who is chosen out of it."""

from .plan import Entry, EntryRefused, Planned, plan

__all__ = ["Entry", "EntryRefused", "Planned", "plan"]
