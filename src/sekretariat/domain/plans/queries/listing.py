"""Measures of a plan as a list: narrowed, ordered, and each row as plain values."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.words import fold

from ..enums import EntryState, PartyRole
from ..models import CostLine, MeasureParty, PlanEntryQuerySet

NO_SOURCE = "none"
IN_ORDER = ("component__code_key", "node__code_key", "code_key", "pk")
SORTS: dict[str, tuple] = {
    "code": IN_ORDER,
    "-code": ("-component__code_key", "-node__code_key", "-code_key", "-pk"),
    "title": ("measure__sort_key", "pk"),
    "-title": ("-measure__sort_key", "-pk"),
    "due": (F("measure__due_on").asc(nulls_last=True), *IN_ORDER),
    "-due": (F("measure__due_on").desc(nulls_last=True), *IN_ORDER),
    "state": ("state", *IN_ORDER),
    "-state": ("-state", *IN_ORDER),
    "cost": ("measure__cost", *IN_ORDER),
    "-cost": ("-measure__cost", *IN_ORDER),
    "gap": ((F("measure__cost") - F("measure__funded")).asc(), *IN_ORDER),
    "-gap": ((F("measure__cost") - F("measure__funded")).desc(), *IN_ORDER),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What narrows a list; empty values narrow nothing.

    `lead`: 0 is measures that nobody leads. `due_year`: 0 is measures without a deadline. `cost_year` and `source`
    ask for a cost line of that year or source (`NO_SOURCE` is one without); `has_gap` then for one not secured.
    """

    words: str = ""
    component: int | None = None
    nodes: frozenset[int] | None = None
    lead: int | None = None
    state: str = ""
    due_year: int | None = None
    has_gap: bool = False
    cost_year: int | None = None
    source: str = ""


def narrowed(entries: PlanEntryQuerySet, wanted: Wanted) -> PlanEntryQuerySet:
    for word in fold(wanted.words).split():
        entries = entries.filter(Q(measure__folded__contains=word) | Q(code__istartswith=word))
    for path, value in (("component", wanted.component), ("node__in", wanted.nodes), ("state", wanted.state)):
        if value:
            entries = entries.filter(**{path: value})
    if wanted.lead is not None:
        leads = MeasureParty.objects.filter(measure=OuterRef("measure"), role=PartyRole.LEAD)
        one = leads.filter(institution=wanted.lead)
        entries = entries.filter(Exists(one) if wanted.lead else ~Exists(leads))
    if wanted.due_year is not None:
        year = wanted.due_year
        within = (datetime.date(year, 1, 1), datetime.date(year, 12, 31)) if year else None
        entries = entries.filter(measure__due_on__range=within) if within else entries.filter(measure__due_on=None)
    return _with_costs(entries, wanted)


def _with_costs(entries: PlanEntryQuerySet, wanted: Wanted) -> PlanEntryQuerySet:
    if not wanted.cost_year and not wanted.source:
        return entries.filter(measure__cost__gt=F("measure__funded")) if wanted.has_gap else entries
    lines = CostLine.objects.filter(measure=OuterRef("measure"))
    if wanted.cost_year:
        lines = lines.filter(year=wanted.cost_year)
    if wanted.source:
        lines = lines.filter(source="" if wanted.source == NO_SOURCE else wanted.source)
    if wanted.has_gap:
        lines = lines.filter(is_secured=False)
    return entries.filter(Exists(lines))


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """A measure in a plan, as a list shows it."""

    entry_pk: int
    measure_pk: int
    code: str
    state: EntryState
    title_sq: str
    title_en: str
    due_on: datetime.date | None
    due_precision: str
    cost: Decimal
    gap: Decimal
    leads: list[str]


def entry_rows(entries: PlanEntryQuerySet) -> list[EntryRow]:
    """Two queries, whatever their number; the entries come in order and cut to a page."""
    columns = ("title_sq", "title_en", "due_on", "due_precision", "cost", "funded")
    found = list(entries.values_list("pk", "measure_id", "code", "state", *(f"measure__{name}" for name in columns)))
    leads = labels_of_leads(row[1] for row in found)
    return [
        EntryRow(
            entry_pk=entry,
            measure_pk=measure,
            code=code,
            state=EntryState(state),
            title_sq=title_sq,
            title_en=title_en,
            due_on=due_on,
            due_precision=precision,
            cost=cost,
            gap=cost - funded,
            leads=leads[measure],
        )
        for entry, measure, code, state, title_sq, title_en, due_on, precision, cost, funded in found
    ]


def labels_of_leads(measures: Iterable[int]) -> dict[int, list[str]]:
    """What the lead institutions of each measure are called in a table: one query."""
    leads = MeasureParty.objects.filter(measure__in=set(measures), role=PartyRole.LEAD).order_by("pk")
    label = Coalesce(NullIf("institution__short_name", Value("")), "institution__name_sq")
    found: dict[int, list[str]] = defaultdict(list)
    for measure, name in leads.values_list("measure", label):
        found[measure].append(name)
    return found


def leads_in(entries: PlanEntryQuerySet) -> list[Institution]:
    """The institutions that lead a measure among the entries, by what they are called: one query."""
    leads = MeasureParty.objects.filter(role=PartyRole.LEAD, measure__in=entries.order_by().values("measure"))
    found = Institution.objects.filter(pk__in=leads.values("institution")).order_by("label_key", "pk")
    return list(found.only("pk", "name_sq", "short_name"))
