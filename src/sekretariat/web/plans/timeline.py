"""The measures of a plan in time, component by component."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sekretariat.domain.plans.queries import Timeline, timeline_of

from ..jinja import day_in, url
from ..page import SIGNED_IN, page
from ..routes import route_names
from ..tables import link
from .calendaring import crumbs_of, plan_of
from .drawing import Stretch, draw
from .tabs import tabs_of

ROWS_A_PAGE = 500


class Counted(Paginator):
    """Pages over rows that were cut out by the query already."""

    def __init__(self, count: int) -> None:
        super().__init__(range(count), ROWS_A_PAGE)


@page(permission=SIGNED_IN)
def measures(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isdecimal() and 0 < len(wanted) < 5 else 1
    first = (max(number, 1) - 1) * ROWS_A_PAGE
    shown = timeline_of(plan, actor=request.actor, first=first, last=first + ROWS_A_PAGE)
    marked = [(timezone.localdate(), _("today"), "today")]
    if plan.adoption_on:
        marked.append((plan.adoption_on, _("adoption"), "adoption"))
    context = {
        "plan": plan,
        "crumbs": crumbs_of(plan),
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": "plans:timeline",
        "shown": shown,
        "page": Counted(shown.count).get_page(number),
        "picture": draw(list(_stretches(shown)), marked=marked),
        "rows": list(_rows(shown)),
    }
    return render(request, "plans/timeline.html", context)


def _stretches(shown: Timeline) -> Iterator[Stretch]:
    language, undated = get_language() or "sq", _("no deadline")
    for lane in shown.lanes:
        title = getattr(lane.node, f"title_{language}") or lane.node.title_sq
        yield Stretch(label=f"{lane.node.code} {title}", is_heading=True)
        for bar in lane.bars:
            name = getattr(bar, f"title_{language}") or bar.title_sq
            yield Stretch(
                label=f"{bar.code} {name}",
                title=f"{bar.code} {name}: {day_in(language, bar.due_on, bar.precision) or undated}",
                tone="joined",
                starts_on=bar.starts_on,
                loose_from=bar.loose_from,
                ends_on=bar.due_on,
            )


def _rows(shown: Timeline) -> Iterator[tuple[str, ...]]:
    """The table under the picture, in the order of its columns."""
    language = get_language() or "sq"
    has_page = "plans:measure" in route_names()
    for lane in shown.lanes:
        for bar in lane.bars:
            title = getattr(bar, f"title_{language}") or bar.title_sq
            yield (
                bar.code,
                link(url("plans:measure", bar.measure_pk), title) if has_page else title,
                lane.node.code,
                bar.leads or "—",
                day_in(language, bar.starts_on) or "—",
                day_in(language, bar.due_on, bar.precision) or "—",
            )
