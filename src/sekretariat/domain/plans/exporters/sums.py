"""Costs of measures of a snapshot added up: what they cost, what is secured, and the gap between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sum:
    """In lekë."""

    cost: Decimal = Decimal(0)
    funded: Decimal = Decimal(0)

    @property
    def gap(self) -> Decimal:
        return self.cost - self.funded

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.cost + other.cost, self.funded + other.funded)


def sum_of_line(line: Row) -> Sum:
    lek = Decimal(line["lek"])
    return Sum(lek, lek if line["is_secured"] else Decimal(0))


def total(measures: Iterable[Row]) -> Sum:
    return sum((sum_of_line(line) for measure in measures for line in measure["costs"]), Sum())


def by_year(measures: Iterable[Row]) -> dict[int, Sum]:
    """In the order of the years."""
    sums: dict[int, Sum] = defaultdict(Sum)
    for measure in measures:
        for line in measure["costs"]:
            sums[line["year"]] += sum_of_line(line)
    return dict(sorted(sums.items()))


def by_year_and_source(measures: Iterable[Row]) -> dict[tuple[int, str], Sum]:
    """In the order of the years; what has no source stands last in its year."""
    sums: dict[tuple[int, str], Sum] = defaultdict(Sum)
    for measure in measures:
        for line in measure["costs"]:
            sums[line["year"], line["source"]] += sum_of_line(line)
    return dict(sorted(sums.items(), key=lambda item: (item[0][0], item[0][1] == "", item[0][1])))
