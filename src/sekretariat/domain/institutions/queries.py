"""Reading institutions: the units under one, and those of a county."""

import datetime
from collections import defaultdict

from django.db.models import Q, QuerySet

from .enums import TerritoryKind
from .models import Institution, InstitutionQuerySet, Subordination, Territory, valid_on


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


def superior_of(institution: Institution, *, on: datetime.date) -> Institution | None:
    """Under whom the institution stood on the day; None where nobody is entered."""
    standing = Subordination.objects.filter(valid_on(on), institution=institution).select_related("superior")
    found = standing.order_by("-valid_from", "-pk").first()
    return found.superior if found else None


def in_county(institutions: InstitutionQuerySet, county: Territory) -> InstitutionQuerySet:
    """Those of the county itself and of its municipalities."""
    return institutions.filter(Q(territory=county) | Q(territory__part_of=county))


def counties() -> QuerySet[Territory]:
    return Territory.objects.filter(kind=TerritoryKind.COUNTY).order_by("sort_key")
