"""The obligation as the search finds it."""

from collections.abc import Iterable
from typing import Protocol

from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..models import Obligation


class Named(Protocol):
    """What asks, as it is found: a source as it was given, or as it is kept."""

    @property
    def subject(self) -> str: ...
    @property
    def citation(self) -> str: ...


def index_obligation(obligation: Obligation) -> None:
    """Write its search entry anew: seen by who follows it in its office, and by its institution."""
    index_new([(obligation, obligation.sources.all()[0])])


def index_new(asked: Iterable[tuple[Obligation, Named]]) -> None:
    """The same for many, each with its first source."""
    search.put_many(_entry(obligation, source) for obligation, source in asked)


def _entry(obligation: Obligation, source: Named) -> search.Put:
    institution = obligation.institution
    return search.Put(
        kind="obligation",
        key=str(obligation.pk),
        title=f"{institution.label}: {obligation.ask_sq}",
        text=f"{obligation.ask_en} {institution} {institution.short_name} {source.subject} {source.citation}",
        scopes=[
            scopes.followers(obligation.office_id),
            scopes.institution(institution.pk, body_id=obligation.body_id),
        ],
        on=obligation.issued_on,
    )
