"""Expected failures of plans that name more than one fault."""

from collections.abc import Mapping

from sekretariat.ground.errors import DomainError


class EntriesRefused(DomainError):
    """Some entries cannot be taken, and so none was. `problems` maps the entry's key to its error.

    `str(error)` names them all: whoever shows no rows still says everything.
    """

    def __init__(self, message: str, problems: Mapping[int, DomainError]) -> None:
        super().__init__(message)
        self.problems = problems
