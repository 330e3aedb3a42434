"""One measure with everything that belongs to it, as far as its reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.ground.actors import Actor, Permission

from ..enums import PartyRole
from ..models import (
    Alignment,
    Commitment,
    CostLine,
    Indicator,
    Measure,
    MeasureParty,
    NodeParty,
    PlanEntry,
    Validation,
)
from ..rules import Reach, place_of, sees_entry, sees_whole
from .costs import Sums

# Who is not of the state: on paper these stand apart.
CIVIL_SOCIETY = frozenset({InstitutionKind.CSO, InstitutionKind.ASSOCIATION})
PARTNERS = frozenset({InstitutionKind.DONOR, InstitutionKind.EU_BODY})


def measure_with_parts(pk: int, actor: Actor) -> Measure | None:
    """Ten queries at the most; what most do not have is asked for with the measure, and fetched if it is there.

    The parties of components, by which some may see, come only for those who may.
    """
    seldom = {
        "has_commitments": Exists(Commitment.objects.filter(measure=OuterRef("pk"))),
        "has_alignments": Exists(Alignment.objects.filter(measure=OuterRef("pk"))),
        "has_validations": Exists(Validation.objects.filter(entry__measure=OuterRef("pk"))),
    }
    measure = Measure.objects.select_related("office__unit").annotate(**seldom).filter(pk=pk).first()
    if measure is None:
        return None
    there = vars(measure)
    entries = PlanEntry.objects.select_related("plan__office__unit", "component", "node").prefetch_related(
        Prefetch("component__parties", _if(actor.may_anywhere(Permission.MEASURES_SEE), NodeParty.objects.all())),
        Prefetch("validations", _if(there["has_validations"], Validation.objects.all())),
    )
    commitments = Commitment.objects.select_related("answer")
    alignments = Alignment.objects.select_related("node__plan", "act__issuer").order_by("pk")
    prefetch_related_objects(
        [measure],
        Prefetch("parties", MeasureParty.objects.select_related("institution", "body").order_by("pk")),
        Prefetch("commitments", _if(there["has_commitments"], commitments)),
        Prefetch("entries", entries.order_by("plan__year_from", "plan__sort_key", "pk")),
        "milestones",
        Prefetch("indicators", Indicator.objects.prefetch_related("targets").order_by("pk")),
        Prefetch("cost_lines", CostLine.objects.select_related("donor").order_by("year", "pk")),
        Prefetch("alignments", _if(there["has_alignments"], alignments)),
    )
    return measure


def _if(is_wanted: bool, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows, or none, for which nothing is asked."""
    return rows if is_wanted else rows.none()


def entries_for(measure: Measure, reach: Reach, actor: Actor) -> list[PlanEntry]:
    """The plans in which the actor sees it; the entries were fetched by `measure_with_parts`."""
    return [entry for entry in measure.entries.all() if sees_entry(actor, reach, place_of(entry))]


@dataclass(frozen=True, kw_only=True)
class Led:
    """A lead institution, perhaps through a body, and what it answered when it was asked to commit itself."""

    party: MeasureParty
    commitment: Commitment | None


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Who leads; who contributes: of the state, of civil society, and donors and bodies of the EU."""

    leads: list[Led]
    state: list[MeasureParty]
    civil_society: list[MeasureParty]
    partners: list[MeasureParty]


def parties_of(measure: Measure) -> Parties:
    answered = {one.institution_id: one for one in measure.commitments.all()}
    parties = list(measure.parties.all())
    leads = [party for party in parties if party.role == PartyRole.LEAD]
    others = [party for party in parties if party.role != PartyRole.LEAD]
    return Parties(
        leads=[Led(party=party, commitment=answered.get(party.institution_id)) for party in leads],
        state=[party for party in others if party.institution.kind not in CIVIL_SOCIETY | PARTNERS],
        civil_society=[party for party in others if party.institution.kind in CIVIL_SOCIETY],
        partners=[party for party in others if party.institution.kind in PARTNERS],
    )


@dataclass(frozen=True, kw_only=True)
class CostRow:
    line: CostLine
    sums: Sums


@dataclass(frozen=True, kw_only=True)
class CostYear:
    year: int
    rows: list[CostRow]

    @property
    def sums(self) -> Sums:
        return sum((row.sums for row in self.rows), Sums())


def sums_of(line: CostLine) -> Sums:
    return Sums(cost=line.lek, funded=line.lek if line.is_secured else Sums().funded)


def cost_years(lines: Iterable[CostLine]) -> list[CostYear]:
    """The lines come in the order of their years."""
    return [
        CostYear(year=year, rows=[CostRow(line=line, sums=sums_of(line)) for line in of_year])
        for year, of_year in groupby(lines, key=lambda line: line.year)
    ]


@dataclass(frozen=True, kw_only=True)
class Served:
    """What a measure serves; a goal of a plan that the reader does not see is told without its words."""

    alignment: Alignment
    is_seen: bool


def served_by(measure: Measure, entries: Iterable[PlanEntry], actor: Actor) -> list[Served]:
    seen = {entry.plan_id for entry in entries}
    return [
        Served(
            alignment=one,
            is_seen=one.node is None or one.node.plan_id in seen or sees_whole(actor, one.node.plan),
        )
        for one in measure.alignments.all()
    ]
