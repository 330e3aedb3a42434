"""The lists of a measure, each a page: who takes part, milestones, costs by year and source, what it serves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.models import Measure
from sekretariat.domain.plans.services import (
    RowRefused,
    set_alignments,
    set_cost_lines,
    set_milestones,
    set_parties,
)
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, Stale

from ...editing import Change, Theirs
from ...page import SIGNED_IN, page
from ...rows import Rows, asks_for_more, rows_of
from .partforms import AlignmentRow, Choices, CostRow, MilestoneRow, PartRow, PartyRow
from .places import edited_measure, page_of_measure, trail_of

editor_page = page(permission=SIGNED_IN, verbs=("GET", "POST"))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One list: its page, the form of its rows, and the service that takes it whole."""

    route: str
    title: str | Promise
    lead: str | Promise
    row: type[PartRow]
    take: Callable[..., object]
    argument: str  # the name under which the service takes the list


PARTIES = Part(
    route="plans:parties",
    title=gettext_lazy("Who takes part"),
    lead=gettext_lazy("Who leads, perhaps through a body, and who contributes: state, civil society, donors alike."),
    row=PartyRow,
    take=set_parties,
    argument="parties",
)
MILESTONES = Part(
    route="plans:milestones",
    title=gettext_lazy("Milestones"),
    lead=gettext_lazy("Steps on the way, each with its own deadline."),
    row=MilestoneRow,
    take=set_milestones,
    argument="milestones",
)
COSTS = Part(
    route="plans:cost_lines",
    title=gettext_lazy("Costs"),
    lead=gettext_lazy(
        "One line for each year and source. What has no source, or is not secured, is the gap of the measure."
    ),
    row=CostRow,
    take=set_cost_lines,
    argument="lines",
)
ALIGNMENTS = Part(
    route="plans:alignments",
    title=gettext_lazy("What it serves"),
    lead=gettext_lazy("In each row one: a goal of another plan, a Sustainable Development Goal, an article of an act."),
    row=AlignmentRow,
    take=set_alignments,
    argument="alignments",
)
PARTS = (PARTIES, MILESTONES, COSTS, ALIGNMENTS)


@editor_page
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, PARTIES)


@editor_page
def milestones(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, MILESTONES)


@editor_page
def cost_lines(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, COSTS)


@editor_page
def alignments(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, pk, ALIGNMENTS)


def _edit(request: HttpRequest, pk: int, part: Part) -> HttpResponse:
    measure = edited_measure(request, pk)
    data = request.POST if request.method == "POST" else None
    standing = part.row.standing(measure)
    choices = part.row.choices(measure, actor=request.actor)
    rows = rows_of(part.row, data, prefix=part.argument, standing=standing, choices=choices, measure=measure)
    shown = Shown(part=part, measure=measure, rows=rows, choices=choices, revision=_seen(data, measure))
    if data is not None and not asks_for_more(data) and rows.is_valid():
        try:
            _take(shown, by=request.actor)
        except Stale as stale:
            shown = _with_theirs(shown, stale)
        except RowRefused as error:
            row = rows.filled[error.place]
            row.add_error(error.field if error.field in row.fields else row.says[0], str(error))
        except DomainError as error:
            shown = shown.told(str(error))
        else:
            messages.success(request, _("%(part)s: saved.") % {"part": part.title})
            return redirect(page_of_measure(measure))
    return _page(request, shown)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The page as it is to be shown. `revision`: the one on which the list was built."""

    part: Part
    measure: Measure
    rows: Rows
    choices: Choices
    revision: int
    fault: str = ""
    theirs: Theirs | None = None

    def told(self, fault: str) -> "Shown":
        return Shown(**{**vars(self), "fault": fault})


def _seen(data: Mapping[str, Any] | None, measure: Measure) -> int:
    """The revision that the form showed; one that no form of ours sends is none that stands."""
    if data is None:
        return measure.revision
    sent = str(data.get("revision", ""))
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


def _take(shown: Shown, *, by: Actor) -> None:
    said = {shown.part.argument: [row.said() for row in shown.rows.filled]}
    shown.part.take(measure=shown.measure, **said, by=by, on=timezone.localdate(), seen=shown.revision)


def _with_theirs(shown: Shown, stale: Stale) -> Shown:
    """Keep what was typed, tell how the list stands now, and let the next saving build on it."""
    shown.measure.refresh_from_db()
    now = _lines(shown.part.row.told(shown.measure))
    change = Change(label=str(shown.part.title), now=now, typed=_lines(row.as_typed() for row in shown.rows.filled))
    theirs = Theirs(sentence=str(stale), changes=[change])
    return Shown(**{**vars(shown), "theirs": theirs, "revision": shown.measure.revision})


def _lines(rows: Any) -> str:
    return "; ".join(rows)


def measure_parts() -> Sequence[tuple[str, str | Promise]]:
    """The pages on which a measure is edited, for the line of tabs."""
    texts = [("plans:edit_measure", gettext_lazy("Texts and deadline"))]
    return [*texts, *((part.route, part.title) for part in PARTS)]


def _page(request: HttpRequest, shown: Shown) -> HttpResponse:
    context = {
        "part": shown.part,
        "measure": shown.measure,
        "rows": shown.rows,
        "suggested": shown.choices.suggested,
        "revision": shown.revision,
        "fault": shown.fault,
        "theirs": shown.theirs,
        "parts": measure_parts(),
        "here_part": shown.part.route,
        "trail": trail_of(measure=shown.measure),
        "back": page_of_measure(shown.measure),
    }
    return render(request, "plans/measure_part.html", context)
