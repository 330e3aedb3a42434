"""All work in the background of the domain, so that every process knows it by name."""

from .offices import tasks as offices

__all__ = ["offices"]
