"""Why a personal link is refused."""

from sekretariat.ground.errors import DomainError


class LinkRefused(DomainError):
    """The link does not open: the sentence says why and whom to ask."""
