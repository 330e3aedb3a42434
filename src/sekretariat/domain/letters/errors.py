"""Expected failures of the correspondence."""

from sekretariat.ground.errors import DomainError


class NumberTaken(DomainError):
    """The paper book has the number already. Asking again with `as_double=True` records it as a double."""
