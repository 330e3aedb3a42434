"""Measures of a plan as a list: a page of it, narrowed and ordered by its address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest

from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.models import Node, Plan, PlanEntryQuerySet
from sekretariat.domain.plans.queries import SORTS, EntryRow, Figures, counted, entry_rows, leads_in, narrowed

from ..duties.lists import ROWS_A_PAGE, Counted
from .filters import EntryFilter


@dataclass(frozen=True, kw_only=True)
class MeasureList:
    form: EntryFilter
    page: Page
    rows: list[EntryRow]
    figures: Figures
    is_filtered: bool
    states: type[EntryState] = EntryState


def measure_list(
    request: HttpRequest,
    plan: Plan,
    entries: PlanEntryQuerySet,
    *,
    components: Sequence[Node] = (),
    nodes: frozenset[int] | None = None,
) -> MeasureList:
    """Four queries, however many measures there are. `nodes`: only what stands under these."""
    form = EntryFilter(request.GET, plan=plan, components=components, leads=leads_in(entries))
    if not components:
        del form.fields["component"]
    found = narrowed(entries, form.wanted(nodes=nodes))
    total, figures = counted(found)
    ordered = found.order_by(*SORTS.get(request.GET.get("sort", ""), SORTS["code"]))
    page = Counted(ordered, total).get_page(request.GET.get("page"))
    first = (page.number - 1) * ROWS_A_PAGE
    return MeasureList(
        form=form,
        page=page,
        rows=entry_rows(ordered[first : first + ROWS_A_PAGE]) if total else [],
        figures=figures,
        is_filtered=any(request.GET.get(name) for name in form.fields),
    )
