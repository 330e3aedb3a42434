"""The facts that the gate looks at, gathered for a plan, a measure or an institution: a query for each table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, QuerySet

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.ground.actors import Actor

from ..enums import EntryState, Missing, PartyRole, PlanLetterPurpose
from ..models import (
    Commitment,
    CostLine,
    Indicator,
    Measure,
    MeasureParty,
    NodeParty,
    Plan,
    PlanEntry,
    PlanEntryQuerySet,
    PlanLetter,
    Target,
)
from ..rules import (
    CostFact,
    EntryFacts,
    Gap,
    IndicatorFact,
    LeadFact,
    asked_of,
    funding_gap_by_year,
    gaps_of,
    is_asked_by,
)


@dataclass(frozen=True, kw_only=True)
class EntryGate:
    """What one measure lacks in one plan; `entry` has its measure and plan fetched.

    `leads` are the measure's, `component_leads` those of its component: they are asked where the measure has none.
    `funding_gap`, whole and by year, is said beside it: it stops nothing. `same_code` above 1 is a warning.
    """

    entry: PlanEntry
    leads: tuple[Institution, ...]
    component_leads: tuple[Institution, ...]
    gaps: tuple[Gap, ...]
    funding_gap: Decimal
    funding_gap_by_year: tuple[tuple[int, Decimal], ...]
    same_code: int

    @property
    def is_complete(self) -> bool:
        return not self.gaps

    @property
    def has_double_code(self) -> bool:
        return self.same_code > 1

    def lacks(self, what: str) -> bool:
        return any(gap.what == what for gap in self.gaps)

    def asked(self, gap: Gap) -> tuple[int, ...]:
        return asked_of(
            gap,
            lead_ids=tuple(lead.pk for lead in self.leads),
            component_lead_ids=tuple(lead.pk for lead in self.component_leads),
        )

    def gaps_asked_of(self, institution_id: int) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if institution_id in self.asked(gap))


@dataclass(frozen=True, kw_only=True)
class InstitutionGate:
    """What is asked of one institution; `institution` is None where a gap has nobody who could fill it."""

    institution: Institution | None
    entries: tuple[EntryGate, ...]
    gap_count: int

    def gaps_in(self, one: EntryGate) -> tuple[Gap, ...]:
        """Those of the measure that this institution, or nobody, can fill."""
        if self.institution is None:
            return tuple(gap for gap in one.gaps if not one.asked(gap))
        return one.gaps_asked_of(self.institution.pk)

    def to_ask(self, purpose: str) -> list[tuple[EntryGate, tuple[Gap, ...]]]:
        """Measure by measure, what a letter with this purpose asks the institution for."""
        found = ((one, tuple(gap for gap in self.gaps_in(one) if is_asked_by(gap, purpose))) for one in self.entries)
        return [(one, gaps) for one, gaps in found if gaps]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The gate of a plan, over the entries that the reader sees; what was left out is not looked at."""

    plan: Plan
    entries: tuple[EntryGate, ...]

    @property
    def incomplete(self) -> list[EntryGate]:
        return [one for one in self.entries if one.gaps]

    @property
    def complete_count(self) -> int:
        return sum(one.is_complete for one in self.entries)

    @property
    def double_coded(self) -> list[EntryGate]:
        return [one for one in self.entries if one.has_double_code]

    @property
    def funding_gap(self) -> Decimal:
        return sum((one.funding_gap for one in self.entries), Decimal(0))

    @property
    def counts(self) -> dict[Missing, int]:
        """How many measures lack each thing, in the order of the gate; what nobody lacks is left out."""
        counted = {what: sum(one.lacks(what) for one in self.entries) for what in Missing}
        return {what: count for what, count in counted.items() if count}

    @property
    def by_institution(self) -> list[InstitutionGate]:
        """Who can fill how much, the most first; last what nobody can."""
        together: dict[int | None, dict[int, EntryGate]] = defaultdict(dict)
        counted: dict[int | None, int] = defaultdict(int)
        names: dict[int | None, Institution] = {}
        for one in self.incomplete:
            names |= {each.pk: each for each in (*one.leads, *one.component_leads)}
            for gap in one.gaps:
                for key in one.asked(gap) or (None,):
                    together[key][one.entry.pk] = one
                    counted[key] += 1
        rows = [
            InstitutionGate(institution=names.get(key), entries=tuple(entries.values()), gap_count=counted[key])
            for key, entries in together.items()
        ]
        return sorted(rows, key=_most_first)


def _most_first(row: InstitutionGate) -> tuple[bool, int, str]:
    return row.institution is None, -row.gap_count, row.institution.label_key if row.institution else ""


def gate_of(plan: Plan, actor: Actor) -> Gate:
    """What is missing in the plan, in a constant number of queries."""
    entries = plan.entries.all()
    visible = PlanEntry.objects.visible_to(actor).filter(plan=plan).exclude(state=EntryState.LEFT_OUT)
    return Gate(plan=plan, entries=tuple(gates_of(visible, within=entries)))


def gate_of_measure(measure: Measure, actor: Actor) -> list[EntryGate]:
    """What the measure lacks in each of its plans that the reader sees."""
    visible = PlanEntry.objects.visible_to(actor).filter(measure=measure).exclude(state=EntryState.LEFT_OUT)
    return gates_of(visible)


def gaps_for_institution(institution: Institution, actor: Actor) -> list[EntryGate]:
    """Across plans that are not closed, what the institution is to fill: its own measures, and its components' others.

    `gaps_asked_of(institution.pk)` of each is what it lacks; a measure that lacks nothing of it is left out.
    """
    led = MeasureParty.objects.filter(institution=institution, role=PartyRole.LEAD).values("measure")
    components = NodeParty.objects.filter(institution=institution, role=PartyRole.LEAD).values("node")
    visible = PlanEntry.objects.visible_to(actor).exclude(state=EntryState.LEFT_OUT).exclude(plan__state="closed")
    rows = gates_of(visible.filter(measure__in=led) | visible.filter(component__in=components))
    return [one for one in rows if one.gaps_asked_of(institution.pk)]


def gates_of(entries: PlanEntryQuerySet, *, within: QuerySet | None = None) -> list[EntryGate]:
    """The gate of each of the entries, in the order of their plans. `within`: a wider set that holds their measures."""
    rows = list(entries.select_related("plan", "measure", "component", "node").order_by(*_ORDER))
    if not rows:
        return []
    gathered = _Gathered(entries if within is None else within, rows)
    return [_gate(entry, gathered) for entry in rows]


_ORDER = ("plan__sort_key", "plan", "component__code_key", "node__code_key", "code_key", "pk")


class _Gathered:
    """The rows behind the facts, by measure: a query for each table."""

    def __init__(self, entries: QuerySet, rows: Sequence[PlanEntry]) -> None:
        measures = entries.order_by().values("measure")
        self.leads = _together(
            MeasureParty.objects.filter(measure__in=measures, role=PartyRole.LEAD)
            .order_by("pk")
            .values_list("measure", "institution")
        )
        self.component_leads = _together(
            NodeParty.objects.filter(node__in=entries.order_by().values("component"), role=PartyRole.LEAD)
            .order_by("pk")
            .values_list("node", "institution")
        )
        self.answers: dict[tuple[int, int], str] = {
            (measure, institution): state
            for measure, institution, state in Commitment.objects.filter(measure__in=measures).values_list(
                "measure", "institution", "state"
            )
        }
        self.costs = _together(
            (measure, CostFact(year=year, lek=lek, source=source, is_secured=is_secured))
            for measure, year, lek, source, is_secured in CostLine.objects.filter(measure__in=measures)
            .order_by("year", "pk")
            .values_list("measure", "year", "lek", "source", "is_secured")
        )
        self.indicators = _together(_indicators(measures))
        plans = {entry.plan_id for entry in rows}
        self.codes = {
            (plan, code): count
            for plan, code, count in PlanEntry.objects.filter(plan__in=plans)
            .exclude(code="")
            .exclude(state=EntryState.LEFT_OUT)
            .order_by()
            .values_list("plan", "code_key")
            .annotate(count=Count("pk"))
            .filter(count__gt=1)
        }
        keys = {key for found in (self.leads, self.component_leads) for ids in found.values() for key in ids}
        self.institutions = Institution.objects.in_bulk(keys)

    def named(self, ids: Iterable[int]) -> tuple[Institution, ...]:
        """Each once: a component is led by one ministry through two bodies."""
        return tuple(self.institutions[key] for key in dict.fromkeys(ids))


V = TypeVar("V")


def _together(pairs: Iterable[tuple[int, V]]) -> dict[int, list[V]]:
    found: dict[int, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _indicators(measures: QuerySet) -> Iterable[tuple[int, IndicatorFact]]:
    has_target = Exists(Target.objects.filter(indicator=OuterRef("pk")))
    rows = Indicator.objects.filter(measure__in=measures).order_by("pk")
    for measure, sq, en, baseline, target in rows.values_list("measure", "name_sq", "name_en", "baseline", has_target):
        yield measure, IndicatorFact(name_sq=sq, name_en=en, has_baseline=baseline is not None, has_target=target)


def _gate(entry: PlanEntry, gathered: _Gathered) -> EntryGate:
    plan, measure = entry.plan, entry.measure
    leads = gathered.leads.get(measure.pk, [])
    costs = tuple(gathered.costs.get(measure.pk, ()))
    facts = EntryFacts(
        year_from=plan.year_from,
        year_to=plan.year_to,
        due_on=measure.due_on,
        is_without_cost=measure.is_without_cost,
        leads=tuple(LeadFact(institution_id=key, answer=gathered.answers.get((measure.pk, key), "")) for key in leads),
        costs=costs,
        indicators=tuple(gathered.indicators.get(measure.pk, ())),
    )
    by_year = funding_gap_by_year(costs)
    return EntryGate(
        entry=entry,
        leads=gathered.named(leads),
        component_leads=gathered.named(gathered.component_leads.get(entry.component_id, [])),
        gaps=gaps_of(facts),
        funding_gap=sum((lek for _, lek in by_year), Decimal(0)),
        funding_gap_by_year=by_year,
        same_code=gathered.codes.get((entry.plan_id, entry.code_key), 1),
    )


def letters_asking(plan: Plan, actor: Actor) -> list[PlanLetter]:
    """The letters that asked for what is missing, as far as the reader may open them, the newest first."""
    asking = plan.plan_letters.filter(purpose__in=[PlanLetterPurpose.COMPLETENESS, PlanLetterPurpose.COMMITMENT])
    seen = asking.filter(letter__in=Letter.objects.visible_to(actor).values("pk"))
    return list(seen.select_related("letter").annotate(asked=Count("letter__addressees")).order_by("-pk"))
