"""All work in the background of the ground floor, so that every process knows it by name."""

from .jobs import tasks as jobs
from .mail import sending as mail

__all__ = ["jobs", "mail"]
