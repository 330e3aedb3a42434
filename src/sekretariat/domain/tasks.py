"""All work in the background of the domain, so that every process knows it by name."""

from .followup import tasks as followup
from .letters import tasks as letters
from .mandates import tasks as mandates
from .meetings import tasks as meetings
from .obligations import tasks as obligations
from .offices import tasks as offices
from .plans import tasks as plans

__all__ = ["followup", "letters", "mandates", "meetings", "obligations", "offices", "plans"]
