"""What an answer says, one shape per kind of obligation."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PersonNamed:
    name: str
    email: str = ""
    phone: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class CoordinatorsNamed:
    """Who coordinates for the institution, and who stands in."""

    coordinator: PersonNamed
    deputy: PersonNamed | None = None


@dataclass(frozen=True, kw_only=True)
class Acknowledged:
    """The letter was received."""


@dataclass(frozen=True, kw_only=True)
class FreeAnswer:
    """Words and files; both are in `Given`."""


Content = CoordinatorsNamed | Acknowledged | FreeAnswer
