"""Plans and measures as the search finds them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sekretariat.ground.search import scopes
from sekretariat.ground.search import services as search

from ..models import Measure, MeasureParty, Plan, PlanEntry
from ..rules import leads_of

AT_ONCE = 500


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
    index_measures([measure])


def index_measures(measures: Sequence[Measure]) -> None:
    """Found by whoever sees it: in an adopted plan everybody, else its offices, its parties, the component's leads.

    Five statements for every few hundred measures.
    """
    for start in range(0, len(measures), AT_ONCE):
        part = measures[start : start + AT_ONCE]
        entries, parties = _entries_of(part), _parties_of(part)
        search.put_many(_found(measure, entries[measure.pk], parties[measure.pk]) for measure in part)


def _entries_of(measures: Collection[Measure]) -> dict[int, list[PlanEntry]]:
    entries: dict[int, list[PlanEntry]] = defaultdict(list)
    rows = PlanEntry.objects.filter(measure__in=measures).select_related("plan", "component").order_by("pk")
    for entry in rows.prefetch_related("component__parties"):
        entries[entry.measure_id].append(entry)
    return entries


def _parties_of(measures: Collection[Measure]) -> dict[int, list[MeasureParty]]:
    parties: dict[int, list[MeasureParty]] = defaultdict(list)
    for party in MeasureParty.objects.filter(measure__in=measures).select_related("institution").order_by("pk"):
        parties[party.measure_id].append(party)
    return parties


def _found(measure: Measure, entries: Collection[PlanEntry], parties: Collection[MeasureParty]) -> search.Put:
    seen_by = {scopes.planners(measure.office_id)}
    for entry in entries:
        seen_by.update(_scopes_in(entry, [party.institution_id for party in parties]))
    names = " ".join(f"{party.institution.label} {party.institution}" for party in parties)
    return search.Put(
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
