"""Why a personal link or a calendar address is refused."""

from sekretariat.ground.errors import DomainError


class LinkRefused(DomainError):
    """The link does not open: the sentence says why and whom to ask."""


class LinkUnknown(LinkRefused):
    """No link has this token."""


class LinkOfAnotherDuty(LinkRefused):
    """The token opens another duty than the one in the address."""


class LinkEnded(LinkRefused):
    """It opened once: it has expired, was withdrawn, or its mandate has ended."""


class FeedRefused(DomainError):
    """The calendar address does not open. It never says why: whoever asks is nobody we know."""
