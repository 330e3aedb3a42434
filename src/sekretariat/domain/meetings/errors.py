"""Failures of meetings that a caller tells apart."""

from sekretariat.ground.errors import DomainError


class FolderTooLarge(DomainError):
    """The documents of the meeting are too many, or too large, for one file."""
