"""The sums that are kept with a measure, so that any list and any sum over lists reads one row a measure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum

from ..models import CostLine, Measure

FUNDED = Q(is_secured=True) & ~Q(source="")
ZERO = Decimal("0.00")
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """A measure whose kept sums are not those of its cost lines."""

    measure_id: int
    kept: tuple[Decimal, Decimal]
    counted: tuple[Decimal, Decimal]


def keep_totals(measures: Collection[Measure]) -> None:
    """Count the sums of these measures anew and keep them, in the rows and in the given objects."""
    counted = _counted(measure.pk for measure in measures)
    for measure in measures:
        measure.cost, measure.funded = counted.get(measure.pk, (ZERO, ZERO))
    Measure.objects.bulk_update(measures, ["cost", "funded"], batch_size=AT_ONCE)


@transaction.atomic
def recount_totals(*, mend: bool) -> list[Wrong]:
    """Compare every kept sum with its cost lines. Returns what differs; with `mend` it is set right.

    No audit event: nothing happened to the measures, a fault of ours is mended.
    """
    wrong: list[Wrong] = []
    keys = list(Measure.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        counted = _counted(part)
        rows = list(Measure.objects.filter(pk__in=part).only("pk", "cost", "funded"))
        differing = [row for row in rows if (row.cost, row.funded) != counted.get(row.pk, (ZERO, ZERO))]
        wrong += [
            Wrong(measure_id=row.pk, kept=(row.cost, row.funded), counted=counted.get(row.pk, (ZERO, ZERO)))
            for row in differing
        ]
        if mend and differing:
            keep_totals(differing)
    return wrong


def _counted(keys: Iterable[int]) -> dict[int, tuple[Decimal, Decimal]]:
    sums = (
        CostLine.objects.filter(measure__in=list(keys))
        .order_by()
        .values("measure")
        .annotate(cost=Sum("lek"), funded=Sum("lek", filter=FUNDED))
    )
    return {row["measure"]: (_cents(row["cost"]), _cents(row["funded"])) for row in sums}


def _cents(amount: Decimal | None) -> Decimal:
    return (amount or ZERO).quantize(ZERO)
