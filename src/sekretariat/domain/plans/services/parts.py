"""The parts of a measure: who takes part, milestones, what it costs, what it serves. Each list is said anew as a whole.

Rows that are kept keep their keys, so that what a person did not touch does not change.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import models, transaction
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.words.enums import Precision

from ..enums import Currency, PartyRole
from ..models import Alignment, CostLine, Measure, MeasureParty, Milestone, Node
from ._guards import refuse_unless_editor, touch
from ._indexing import index_measure
from .totals import keep_totals


@dataclass(frozen=True, kw_only=True)
class PartyOf:
    institution: Institution
    role: str = PartyRole.LEAD
    body: Body | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneOf:
    """`key`: that of a milestone that stands; None enters a new one. So in the other lists."""

    key: int | None = None
    title_sq: str
    title_en: str = ""
    due_on: datetime.date | None = None
    due_precision: str = Precision.DAY


@dataclass(frozen=True, kw_only=True)
class CostOf:
    """`amount` in `currency`; `rate` is lekë for one unit of it, 1 for lekë."""

    key: int | None = None
    year: int
    amount: Decimal
    source: str = ""
    donor: Institution | None = None
    programme: str = ""
    currency: str = Currency.ALL
    rate: Decimal = Decimal(1)
    is_secured: bool = False


@dataclass(frozen=True, kw_only=True)
class AlignmentOf:
    kind: str
    key: int | None = None
    node: Node | None = None
    sdg: str = ""
    act: Act | None = None
    article: str = ""


class RowRefused(DomainError):
    """A row of the list cannot be taken: `place` counts from 0, `field` is its column."""

    def __init__(self, error: DomainError, *, place: int) -> None:
        super().__init__(error.message, field=error.field)
        self.place = place


@transaction.atomic
def set_parties(*, measure: Measure, parties: Sequence[PartyOf], by: Actor, on: datetime.date) -> None:
    """Say anew who leads the measure and who contributes.

    A lead may name contributing institutions; only the secretariat changes who leads.
    """
    refuse_unless_editor(measure, by=by)
    leads = {party.institution.pk for party in parties if party.role == PartyRole.LEAD}
    stood = set(measure.parties.filter(role=PartyRole.LEAD).values_list("institution_id", flat=True))
    if leads != stood and not by.may(Permission.PLANS_EDIT, institution_id=measure.office_id):
        raise NotAllowed(_("Only the secretariat that entered the measure changes who leads it."))
    touch("measure.parties_set", measure, by=by, on=on,
        leads=", ".join(party.institution.label for party in parties if party.role == PartyRole.LEAD),
    )  # fmt: skip
    keys = {party.institution_id: party.pk for party in measure.parties.all()}
    rows = [
        MeasureParty(
            pk=keys.get(one.institution.pk), measure=measure, role=one.role, institution=one.institution, body=one.body
        )
        for one in parties
    ]
    _save_rows(measure.parties.all(), rows)
    index_measure(measure)


@transaction.atomic
def set_milestones(*, measure: Measure, milestones: Sequence[MilestoneOf], by: Actor, on: datetime.date) -> None:
    refuse_unless_editor(measure, by=by)
    touch("measure.milestones_set", measure, by=by, on=on, count=len(milestones))
    _save_rows(measure.milestones.all(), [_row(Milestone, one, measure) for one in milestones])


@transaction.atomic
def set_cost_lines(*, measure: Measure, lines: Sequence[CostOf], by: Actor, on: datetime.date) -> Measure:
    """Say anew what the measure costs; its kept sums follow. Raises RowRefused at the line that cannot be."""
    refuse_unless_editor(measure, by=by)
    if lines and measure.is_without_cost:
        raise DomainError(_("The measure is said to need no money of its own: take that back first."))
    before = measure.cost, measure.funded
    _save_rows(measure.cost_lines.all(), [_row(CostLine, one, measure) for one in lines])
    keep_totals([measure])
    touch("measure.costs_set", measure, by=by, on=on,
        was_cost=str(before[0]), was_funded=str(before[1]), cost=str(measure.cost), funded=str(measure.funded),
    )  # fmt: skip
    return measure


@transaction.atomic
def set_alignments(*, measure: Measure, alignments: Sequence[AlignmentOf], by: Actor, on: datetime.date) -> None:
    """Say anew what the measure serves: goals of other plans, SDGs, articles."""
    refuse_unless_editor(measure, by=by)
    touch("measure.alignments_set", measure, by=by, on=on, count=len(alignments))
    _save_rows(measure.alignments.all(), [_row(Alignment, one, measure) for one in alignments])


def _row(model: Callable[..., models.Model], one: object, measure: Measure) -> models.Model:
    values = {field.name: getattr(one, field.name) for field in fields(one)}  # type: ignore[arg-type]
    return model(pk=values.pop("key"), measure=measure, **values)


def _save_rows(standing: models.QuerySet, rows: Sequence[models.Model]) -> None:
    """Let the list be these rows: those that stand are changed, new ones entered, the others taken out."""
    keys = set(standing.values_list("pk", flat=True))
    wanted = {row.pk for row in rows if row.pk is not None}
    if not wanted <= keys:
        raise DomainError(_("A row of this list was taken out meanwhile. Look at the list as it stands now."))
    standing.filter(pk__in=keys - wanted).delete()
    for place, row in enumerate(rows):
        row._state.adding = row.pk is None
        try:
            check(row)
        except DomainError as error:
            raise RowRefused(error, place=place) from error
        row.save()
