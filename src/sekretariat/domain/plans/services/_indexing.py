"""Plans and measures as the search finds them."""

from collections.abc import Iterable

from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..models import Measure, Plan, PlanEntry
from ..rules import leads_of


def index_plan(plan: Plan) -> None:
    """A plan that is being prepared is found by its office, an adopted one by whoever has signed in."""
    search.put(
        kind="plan",
        key=str(plan.pk),
        title=plan.name_sq,
        text=f"{plan.name_en} {plan.short_name} {plan.note_sq} {plan.note_en}",
        scopes=[scopes.SIGNED_IN] if plan.is_adopted else _office_of(plan),
    )


def index_measure(measure: Measure) -> None:
    """Found by whoever sees it: in an adopted plan everybody, else its offices, its parties, the component's leads."""
    entries = list(measure.entries.select_related("plan", "component").prefetch_related("component__parties"))
    parties = list(measure.parties.select_related("institution"))
    seen_by = {scopes.planners(measure.office_id)}
    for entry in entries:
        seen_by.update(_scopes_in(entry, [party.institution_id for party in parties]))
    names = " ".join(f"{party.institution.label} {party.institution}" for party in parties)
    search.put(
        kind="measure",
        key=str(measure.pk),
        title=measure.title_sq,
        text=" ".join(
            [
                measure.title_en,
                " ".join(entry.code for entry in entries),
                names,
                measure.description_sq,
                measure.description_en,
                measure.result_sq,
                measure.result_en,
            ]
        ),
        scopes=seen_by,
    )


def _scopes_in(entry: PlanEntry, party_ids: Iterable[int]) -> set[str]:
    if entry.plan.is_adopted:
        return {scopes.SIGNED_IN}
    bodies = [None, *entry.plan.body_ids]
    return set(_office_of(entry.plan)) | {
        scopes.parties(institution_id, body_id=body_id)
        for institution_id in {*party_ids, *leads_of(entry.component)}
        for body_id in bodies
    }


def _office_of(plan: Plan) -> list[str]:
    return [scopes.planners(plan.office_id, body_id=body_id) for body_id in (None, *plan.body_ids)]
