"""One factory per table, plain and without surprises. Rows that only services may make are made by services."""

from .actors import actor, administrator, clerk, coordinator, officer
from .rows import (
    ActFactory,
    BodyFactory,
    InstitutionFactory,
    IssuerFactory,
    LetterFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    UserFactory,
)

__all__ = [
    "ActFactory",
    "BodyFactory",
    "InstitutionFactory",
    "IssuerFactory",
    "LetterFactory",
    "MandateFactory",
    "ObligationFactory",
    "OfficeFactory",
    "PersonFactory",
    "PostFactory",
    "SeatFactory",
    "UserFactory",
    "actor",
    "administrator",
    "clerk",
    "coordinator",
    "officer",
]
