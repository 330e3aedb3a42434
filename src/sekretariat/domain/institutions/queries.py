"""Reading institutions: the units under one, those of a county, under whom one stands, what it was before."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sekretariat.domain.acts.enums import Verdict

from .enums import TerritoryKind
from .models import Institution, InstitutionQuerySet, Subordination, Succession, Territory
from .rules import stands_under


def units_under(institution: Institution, *, on: datetime.date) -> list[tuple[Institution, int]]:
    """The units of the day with their depth below it (from 0), each after the one it is part of: one query."""
    below: dict[int | None, list[Institution]] = defaultdict(list)
    for unit in Institution.objects.in_force(on=on).exclude(part_of=None).order_by("sort_key", "pk"):
        below[unit.part_of_id].append(unit)
    found = []
    waiting = [(unit, 0) for unit in reversed(below[institution.pk])]
    while waiting:
        unit, depth = waiting.pop()
        found.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(below[unit.pk])]
    return found


def in_county(institutions: InstitutionQuerySet, county: Territory) -> InstitutionQuerySet:
    """Those of the county itself and of its municipalities."""
    return institutions.filter(Q(territory=county) | Q(territory__part_of=county))


def counties() -> QuerySet[Territory]:
    return Territory.objects.filter(kind=TerritoryKind.COUNTY).order_by("sort_key")


@dataclass(frozen=True, kw_only=True)
class Under:
    """Under whom an institution stands on a day; not certain where the date of the act is not confirmed."""

    row: Subordination
    is_certain: bool


def superiors_on(institution: Institution, *, on: datetime.date) -> list[Under]:
    """Those that hold, or may hold, on the day: one query."""
    rows = institution.superiors.select_related("superior", "act__issuer").order_by("valid_from", "pk")
    holds = [(row, stands_under(row, on=on)) for row in rows]
    return [Under(row=row, is_certain=said == Verdict.YES) for row, said in holds if said != Verdict.NO]


def superior_of(institution: Institution, *, on: datetime.date) -> Institution | None:
    """To whom what it does not do is passed on: its superior of the day, for a unit that of which it is part.

    None where there is none in force, or where it cannot be said with certainty.
    """
    found = [under for under in superiors_on(institution, on=on) if under.is_certain]
    superior = found[-1].row.superior if found else institution.part_of
    return superior if superior is not None and superior.is_in_force(on=on) else None


def chain_of(institution: Institution, *, on: datetime.date) -> list[Institution]:
    """The institution and all it stands under on the day, the nearest first: two queries a step."""
    chain = [institution]
    while (superior := superior_of(chain[-1], on=on)) and superior not in chain:
        chain.append(superior)
    return chain


def subordinates_of(institution: Institution, *, on: datetime.date) -> list[Subordination]:
    """Who stands under it with certainty on the day, by name: one query."""
    rows = institution.subordinates.select_related("institution", "act__issuer").order_by("institution__sort_key")
    return [row for row in rows if stands_under(row, on=on) == Verdict.YES]


@dataclass(frozen=True, kw_only=True)
class Story:
    """What an institution was before, and what became of it."""

    came_from: Sequence[Succession]
    ended: Succession | None


def story_of(institution: Institution) -> Story:
    """One query."""
    parts = Succession.objects.select_related("institution", "successor", "act__issuer").order_by("on", "pk")
    rows = list(parts.filter(Q(successor=institution) | Q(institution=institution)))
    return Story(
        came_from=[row for row in rows if row.institution_id != institution.pk],
        ended=next((row for row in rows if row.institution_id == institution.pk), None),
    )
