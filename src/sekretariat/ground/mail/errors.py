"""Why a mail was not taken into the outbox, or cannot be decided about."""

from ..errors import DomainError


class MailRefused(DomainError):
    """The mail as given cannot be sent."""


class MailDecided(DomainError):
    """Nobody has to decide about this mail (any more)."""
