"""The obligation as the search finds it."""

from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..models import Obligation


def index_obligation(obligation: Obligation) -> None:
    """Write its search entry anew: seen by who follows it in its office, and by its institution."""
    institution, source = obligation.institution, obligation.sources.all()[0]
    search.put(
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
