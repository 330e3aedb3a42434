"""What scores are computed from, a sheet's ranking with the reason of each score, and whether it comes out again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from ..enums import AlignmentKind, EntryState, PlanKind, PlanState
from ..models import Alignment, CostLine, CriteriaSheet, Plan, PlanEntry, Score
from ..rules import Accord, CostFact, Grounds, Scored, in_rank, score

# Earlier OGP plans are no strategies: to stand in one is no accord.
SECTOR_KINDS = (PlanKind.STRATEGY, PlanKind.NPEI, PlanKind.MATRIX)


def last_sheet(plan: Plan) -> CriteriaSheet | None:
    return plan.criteria_sheets.order_by("-version").first()


def grounds_of(plan: Plan) -> dict[int, Grounds]:
    """Today's grounds of every entry of the plan, without the points, by the entry's key; three queries."""
    entries = plan.entries.select_related("measure", "component", "node").order_by("pk")
    measures = plan.entries.order_by().values("measure")
    accords = _accords(plan, measures)
    costs = _costs(measures)
    return {
        entry.pk: Grounds(
            points=None,
            accords=tuple(accords.get(entry.measure_id, ())),
            is_without_cost=entry.measure.is_without_cost,
            costs=tuple(costs.get(entry.measure_id, ())),
            order="\t".join((entry.component.code_key, entry.node.code_key, entry.code_key)),
            is_ranked=entry.state != EntryState.LEFT_OUT,
        )
        for entry in entries
    }


def _costs(measures: QuerySet) -> dict[int, list[CostFact]]:
    found: dict[int, list[CostFact]] = defaultdict(list)
    lines = CostLine.objects.filter(measure__in=measures).order_by("year", "pk")
    for measure, year, lek, source, is_secured in lines.values_list("measure", "year", "lek", "source", "is_secured"):
        found[measure].append(CostFact(year=year, lek=lek, source=source, is_secured=is_secured))
    return found


def _accords(plan: Plan, measures: QuerySet) -> dict[int, list[Accord]]:
    """With strategies that are adopted: one that is being prepared may still change, and is not everybody's to read."""
    found: dict[int, list[Accord]] = defaultdict(list)
    alignments = Alignment.objects.filter(_is_strategy("node__plan"), measure__in=measures, kind=AlignmentKind.NODE)
    for row in alignments.exclude(node__plan=plan).select_related("node__plan").order_by("pk"):
        assert row.node is not None  # its kind says so
        found[row.measure_id].append(_accord(row.node.plan, row.node.code, row.node.title_sq, row.node.title_en))
    entries = PlanEntry.objects.filter(_is_strategy("plan"), measure__in=measures).exclude(plan=plan)
    standing = entries.exclude(state__in=[EntryState.LEFT_OUT, EntryState.RETURNED])
    for entry in standing.select_related("plan").order_by("pk"):
        found[entry.measure_id].append(_accord(entry.plan, entry.code, is_entry=True))
    return found


def _is_strategy(path: str) -> Q:
    return Q(**{f"{path}__kind__in": [PlanKind.NSDI, *SECTOR_KINDS]}) & ~Q(**{f"{path}__state": PlanState.DRAFTING})


def _accord(plan: Plan, code: str, title_sq: str = "", title_en: str = "", *, is_entry: bool = False) -> Accord:
    return Accord(
        plan_sq=plan.label,
        plan_en=plan.short_name or plan.name_en or plan.name_sq,
        is_nsdi=plan.kind == PlanKind.NSDI,
        is_entry=is_entry,
        code=code,
        title_sq=title_sq,
        title_en=title_en,
    )


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A proposal with its score and what it comes from. `ties`: its total is that of the proposal before it."""

    score: Score
    grounds: Grounds
    is_within: bool
    ties: bool


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """A sheet's proposals by rank; `places` is how many the plan takes, None where it does not say."""

    sheet: CriteriaSheet
    rows: tuple[Ranked, ...]
    places: int | None

    @property
    def within_count(self) -> int:
        return sum(row.is_within for row in self.rows)

    @property
    def not_assessed(self) -> list[Ranked]:
        return [row for row in self.rows if row.grounds.points is None]

    @property
    def is_tied_at_the_line(self) -> bool:
        """Whether the first that finds no place has as many points as the last that does."""
        return any(row.ties and not row.is_within and row.score.rank == (self.places or 0) + 1 for row in self.rows)


def ranking_of(sheet: CriteriaSheet) -> Ranking:
    places = sheet.plan.places
    rows = sheet.scores.exclude(rank=None).select_related("entry__measure", "entry__component", "entry__plan")
    ranked: list[Ranked] = []
    before: Decimal | None = None
    for row in rows.order_by("rank"):
        within = places is None or (row.rank or 0) <= places
        ranked.append(Ranked(score=row, grounds=Grounds.read(row.grounds), is_within=within, ties=row.total == before))
        before = row.total
    return Ranking(sheet=sheet, rows=tuple(ranked), places=places)


def rerun(sheet: CriteriaSheet) -> dict[int, tuple[Scored, int | None]]:
    """Scores and ranks computed again from the stored grounds alone, by the entry's key. Nothing is written."""
    return computed(((row.entry_id, Grounds.read(row.grounds)) for row in sheet.scores.all()), sheet)


def computed(grounds: Iterable[tuple[int, Grounds]], sheet: CriteriaSheet) -> dict[int, tuple[Scored, int | None]]:
    rows = [(key, score(one, sheet), one) for key, one in grounds]
    ranks = {key: rank for rank, key in enumerate(in_rank(rows), start=1)}
    return {key: (scored, ranks.get(key)) for key, scored, _ in rows}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure of a stored sheet that does not come out again."""

    entry_id: int
    figure: str
    stored: Decimal | int | None
    computed: Decimal | int | None


def verify_sheet(sheet: CriteriaSheet) -> list[Difference]:
    """Run the stored sheet again and compare to the digit. Nothing differs unless rows were changed by hand."""
    again = rerun(sheet)
    differences = []
    for row in sheet.scores.order_by("pk"):
        scored, rank = again[row.entry_id]
        figures = {**vars(scored), "rank": rank}
        differences += [
            Difference(entry_id=row.entry_id, figure=name, stored=getattr(row, name), computed=value)
            for name, value in figures.items()
            if getattr(row, name) != value
        ]
    return differences


def changed_since_run(sheet: CriteriaSheet) -> list[int]:
    """Keys of the plan's entries whose costs, accords or place are not those that the sheet was computed from."""
    stored = {row.entry_id: Grounds.read(row.grounds) for row in sheet.scores.all()}
    return [
        key
        for key, now in grounds_of(sheet.plan).items()
        if key not in stored or _without_points(stored[key]) != _without_points(now)
    ]


def _without_points(grounds: Grounds) -> dict[str, object]:
    return {**grounds.stored(), "points": None}
