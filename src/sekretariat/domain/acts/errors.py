"""Expected failures of entering acts."""

from sekretariat.ground.errors import DomainError


class NearTwin(DomainError):
    """An act with this number and year is entered as another type. Asking again with `is_another=True` enters it."""
