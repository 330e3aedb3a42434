"""All work in the background of the domain, so that every process knows it by name."""

from .mandates import tasks as mandates
from .offices import tasks as offices

__all__ = ["mandates", "offices"]
