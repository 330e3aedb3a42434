"""The measures in which the actor's institutions lead or take part, across all plans."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.words import fold

from ..enums import EntryState, PartyRole, PlanState
from ..models import Measure, MeasureParty, MeasureQuerySet, Plan, PlanEntry, PlanEntryQuerySet
from ..models.plan import within
from .figures import NOTHING, Figures
from .gate import gates_of
from .listing import labels_of_leads
from .saying import said


def own_entries(actor: Actor) -> PlanEntryQuerySet:
    """Where an institution for which the actor acts is party to the measure; a mandate in a body opens its plans."""
    bodies = ("plan__body", "plan__network")
    mine = within(actor, Permission.MEASURES_SEE, institution="measure__parties__institution", bodies=bodies)
    return PlanEntry.objects.filter(pk__in=PlanEntry.objects.filter(mine).values("pk"))


def own_plans(entries: PlanEntryQuerySet) -> list[Plan]:
    found = Plan.objects.filter(pk__in=entries.order_by().values("plan"))
    return list(found.order_by("-year_from", "sort_key", "pk"))


@dataclass(frozen=True, kw_only=True)
class OwnFigures:
    led: Figures
    taken_part: int


def own_measures(
    entries: PlanEntryQuerySet,
    actor: Actor,
    *,
    words: str = "",
    plan: int | None = None,
    role: str = "",
    has_gap: bool = False,
) -> MeasureQuerySet:
    """Each once, annotated with `leads`: whether an institution of the actor leads it."""
    entries = entries.filter(plan=plan) if plan else entries
    measures = Measure.objects.filter(pk__in=entries.order_by().values("measure")).annotate(leads=_leads(actor))
    for word in fold(words).split():
        measures = measures.filter(folded__contains=word)
    if role:
        measures = measures.filter(leads=role == PartyRole.LEAD)
    if has_gap:
        measures = measures.filter(cost__gt=F("funded"))
    return measures.order_by(F("due_on").asc(nulls_last=True), "sort_key", "pk")


def _leads(actor: Actor) -> Exists:
    institutions = actor.institutions(Permission.MEASURES_SEE)
    return Exists(
        MeasureParty.objects.filter(measure=OuterRef("pk"), role=PartyRole.LEAD, institution__in=institutions)
    )


def own_figures(measures: MeasureQuerySet) -> OwnFigures:
    """One query; costs are those of the measures that are led."""
    row = measures.order_by().aggregate(
        all=Count("pk"),
        led=Count("pk", filter=Q(leads=True)),
        cost=Sum("cost", filter=Q(leads=True)),
        funded=Sum("funded", filter=Q(leads=True)),
    )
    figures = Figures(measures=row["led"], cost=row["cost"] or NOTHING, funded=row["funded"] or NOTHING)
    return OwnFigures(led=figures, taken_part=row["all"] - row["led"])


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a measure stands: the plan, its code there, what became of it."""

    plan_pk: int
    plan: str
    code: str
    state: EntryState


@dataclass(frozen=True, kw_only=True)
class OwnRow:
    """`missing`: what the gates of its plans ask of the actor's institutions, in words, each once."""

    measure: Measure
    leads: bool
    led_by: list[str]
    standings: list[Standing] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def own_rows(measures: Iterable[Measure], entries: PlanEntryQuerySet, actor: Actor) -> list[OwnRow]:
    """Two queries and those of the gate, whatever the number of measures."""
    found = list(measures)
    keys = [measure.pk for measure in found]
    standings: dict[int, list[Standing]] = defaultdict(list)
    here = entries.filter(measure__in=keys).select_related("plan").order_by("plan__year_from", "plan__sort_key", "pk")
    for entry in here:
        standings[entry.measure_id].append(
            Standing(plan_pk=entry.plan_id, plan=entry.plan.label, code=entry.code, state=EntryState(entry.state))
        )
    leads, missing = labels_of_leads(keys), _missing(entries.filter(measure__in=keys), actor)
    return [
        OwnRow(
            measure=measure,
            leads=measure.leads,  # type: ignore[attr-defined]  # as annotated by `own_measures`
            led_by=leads[measure.pk],
            standings=standings[measure.pk],
            missing=list(missing[measure.pk]),
        )
        for measure in found
    ]


def _missing(entries: PlanEntryQuerySet, actor: Actor) -> dict[int, dict[str, None]]:
    """By key of the measure; what stands in several plans is said once. Closed plans ask for nothing any more."""
    own = actor.institutions(Permission.MEASURES_SEE)
    found: dict[int, dict[str, None]] = defaultdict(dict)
    asking = entries.exclude(state=EntryState.LEFT_OUT).exclude(plan__state=PlanState.CLOSED)
    for gate in gates_of(asking):
        for gap in gate.gaps:
            if own.intersection(gate.asked(gap)):
                found[gate.entry.measure_id][said(gate, gap)] = None
    return found
