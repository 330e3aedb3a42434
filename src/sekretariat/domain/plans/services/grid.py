"""Many measures of a plan at once, as a grid says them: all rows are taken, or none and each fault is told."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import DatePoint, Precision

from ..enums import PartyRole
from ..models import Measure, MeasureParty, Node, Plan, PlanEntry
from ._guards import refuse_unless_keeper
from .measures import add_measure, edit_entry, edit_measure
from .parts import PartyOf, set_parties


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The revisions on which a row was built."""

    entry: int
    measure: int


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A measure as the grid says it: one that stands (`entry`, `seen`), or a new one under `node`.

    `keeps_measure`: the measure is another secretariat's, so that only its code in this plan is said here.
    """

    code: str
    title_sq: str = ""
    title_en: str = ""
    due: DatePoint | None = None
    leads: Collection[Institution] = ()
    entry: PlanEntry | None = None
    seen: Seen | None = None
    node: Node | None = None
    keeps_measure: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "title_sq": self.title_sq,
            "title_en": self.title_en,
            "due_on": self.due.on if self.due else None,
            "due_precision": self.due.precision if self.due else Precision.DAY,
        }


class RowsRefused(DomainError):
    """What is wrong with which row, by its place from 0; nothing was saved."""

    def __init__(self, problems: Mapping[int, DomainError]) -> None:
        super().__init__(_("Some rows cannot be taken; nothing was saved."))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class GridSaved:
    changed: int
    added: int


@transaction.atomic
def save_grid(*, plan: Plan, rows: Sequence[GridRow], by: Actor, on: datetime.date) -> GridSaved:
    """Take all rows, or raise RowsRefused. A row that says what stands already changes nothing."""
    refuse_unless_keeper(plan, by=by)
    problems: dict[int, DomainError] = {}
    changed = 0
    for place, row in enumerate(rows):
        try:
            with transaction.atomic():
                changed += _take(row, plan=plan, by=by, on=on)
        except DomainError as error:
            problems[place] = error
    if problems:
        raise RowsRefused(problems)
    added = sum(row.entry is None for row in rows)
    return GridSaved(changed=changed - added, added=added)


def _take(row: GridRow, *, plan: Plan, by: Actor, on: datetime.date) -> bool:
    """Whether anything changed."""
    if row.entry is None:
        if row.node is None:
            raise DomainError(_("Say under what the new measures stand."), field="node")
        add_measure(plan=plan, node=row.node, code=row.code, leads=row.leads, by=by, on=on, **row.columns)
        return True
    assert row.seen is not None
    moved = row.entry.code != row.code.strip()
    if moved:
        edit_entry(entry=row.entry, seen=row.seen.entry, node=row.entry.node, code=row.code, by=by, on=on)
    return (not row.keeps_measure and _take_measure(row, row.entry.measure, row.seen.measure, by=by, on=on)) or moved


def _take_measure(row: GridRow, measure: Measure, seen: int, *, by: Actor, on: datetime.date) -> bool:
    said = row.columns
    rewritten = any(getattr(measure, name) != value for name, value in said.items())
    if rewritten:
        measure = edit_measure(measure=measure, seen=seen, by=by, on=on, **said)
        seen = measure.revision
    parties = list(measure.parties.select_related("institution", "body"))
    led_by = {party.institution for party in parties if party.role == PartyRole.LEAD}
    handed = led_by != set(row.leads)
    if handed:
        set_parties(measure=measure, parties=_with_leads(row, parties), by=by, on=on, seen=seen)
    return rewritten or handed


def _with_leads(row: GridRow, parties: Sequence[MeasureParty]) -> list[PartyOf]:
    """The leads of the row, each through the body it leads through now, and the contributing ones as they stand."""
    through = {party.institution: party.body for party in parties}
    leads = [PartyOf(institution=lead, body=through.get(lead)) for lead in row.leads]
    return leads + [
        PartyOf(institution=party.institution, role=party.role, body=party.body)
        for party in parties
        if party.role != PartyRole.LEAD and party.institution not in row.leads
    ]
