"""The measures of a plan in time, as plain rows: fast for thousands."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sekretariat.ground.actors import Actor
from sekretariat.ground.words.enums import Precision

from ..enums import PartyRole
from ..models import MeasureParty, Node, Plan, PlanEntry

MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}


def period_start(on: datetime.date, precision: str) -> datetime.date:
    """The first day of the day, month, quarter or year in which the given day lies."""
    months = MONTHS.get(Precision(precision))
    if months is None:
        return on
    return on.replace(month=(on.month - 1) // months * months + 1, day=1)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One measure. From `loose_from` to `due_on` lies the period that was said, such as a quarter."""

    measure_pk: int
    code: str
    title_sq: str
    title_en: str
    leads: str
    starts_on: datetime.date | None
    due_on: datetime.date | None
    precision: Precision

    @property
    def loose_from(self) -> datetime.date | None:
        return period_start(self.due_on, self.precision) if self.due_on else None


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A component with its measures."""

    node: Node
    bars: Sequence[Bar]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The measures from `first` to `last` of the rows asked for; `count` is how many there are in all."""

    lanes: Sequence[Lane]
    count: int
    undated: int


def timeline_of(plan: Plan, *, actor: Actor, first: int = 0, last: int = 500) -> Timeline:
    """Three queries, however many measures there are; a fourth counts those that are not on the page."""
    entries = PlanEntry.objects.visible_to(actor).filter(plan=plan)
    fields = ("component_id", "code", "measure_id", "title_sq", "title_en", "starts_on", "due_on", "due_precision")
    columns = [name if name in fields[:3] else f"measure__{name}" for name in fields]
    rows = list(entries.in_order().values_list(*columns)[first : last + 1])
    is_all = len(rows) <= last - first and (bool(rows) or first == 0)
    count = first + len(rows) if is_all else entries.count()
    rows = rows[: last - first]
    leads = _leads_of([row[2] for row in rows])
    bars: dict[int, list[Bar]] = defaultdict(list)
    for component, code, measure, title_sq, title_en, starts_on, due_on, precision in rows:
        bars[component].append(
            Bar(
                measure_pk=measure,
                code=code,
                title_sq=title_sq,
                title_en=title_en,
                leads=", ".join(leads.get(measure, [])),
                starts_on=starts_on,
                due_on=due_on,
                precision=Precision(precision),
            )
        )
    nodes = Node.objects.filter(pk__in=bars).order_by("code_key", "pk")
    return Timeline(
        lanes=[Lane(node=node, bars=bars[node.pk]) for node in nodes],
        count=count,
        undated=sum(bar.due_on is None for those in bars.values() for bar in those),
    )


def _leads_of(measures: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    parties = MeasureParty.objects.filter(measure__in=measures, role=PartyRole.LEAD).order_by("pk")
    names = parties.values_list("measure_id", "institution__short_name", "institution__name_sq")
    for measure, short_name, name in names:
        found[measure].append(short_name or name)
    return found
