"""Many measures of a plan in one grid: edited, entered at its end or pasted from Excel, taken all or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.enums import EntryState, PartyRole
from sekretariat.domain.plans.importers import GRID_COLUMNS, PastedMeasures, read_pasted
from sekretariat.domain.plans.models import MeasureParty, Node, Plan, PlanEntry
from sekretariat.domain.plans.rules import is_home
from sekretariat.domain.plans.services import GridSaved, RowsRefused, save_grid
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, Stale

from ...editing import tell
from ...fields import Names
from ...letters.growing import key_of
from ...tables import Column
from .forms import names_of_institutions
from .gridforms import MeasureRow, NewUnderForm, was_of
from .places import kept_plan, page_of_plan, trail_of
from .plans import keeper_page

ROWS_A_PAGE = 200
BLANK = 5
MOST_NEW = 300
STANDING = re.compile(r"e(\d{1,18})-was")
NEW = re.compile(r"n(\d{1,3})-\w+")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the grid: `number` as it is counted on the page."""

    number: int
    form: MeasureRow

    @property
    def faults(self) -> list[tuple[BoundField | None, str]]:
        return [
            (self.form[name] if name in self.form.fields else None, sentence)
            for name, sentences in self.form.errors.items()
            for sentence in sentences
        ]


@dataclass
class Grid:
    """The grid of a plan, or of one of its components, as it is to be shown."""

    plan: Plan
    component: Node | None
    names: Names
    page: Page
    lines: list[Line] = field(default_factory=list)
    told: Sequence[str] = ()
    under: NewUnderForm | None = None

    @property
    def faulty(self) -> list[Line]:
        return [line for line in self.lines if line.form.errors]


@keeper_page
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the grid; lay a pasted list over it; give it more rows; or take what was touched."""
    plan = kept_plan(request, pk)
    shown = _grid(request, plan)
    if request.method == "GET":
        _fill(shown, None, _rows_of(shown.page.object_list), BLANK)
        return _page(request, shown)
    data = request.POST.copy()
    entries = _rows_of(_sent_entries(plan, data))
    shown.under = NewUnderForm(data, plan=plan)
    if "fill" in data and shown.under.is_valid():
        pasted = read_pasted(shown.under.cleaned_data["pasted"], entries=entries)
        _lay_over(data, pasted)
        shown.told = pasted.problems
    _fill(shown, data, entries, _new_count(data) + (BLANK if {"fill", "more"} & data.keys() else 0))
    if "save" in data:
        saved = _save(shown, data, by=request.actor)
        if saved is not None:
            messages.success(request, _said(saved))
            return redirect(page_of_plan(plan))
    return _page(request, shown)


def _grid(request: HttpRequest, plan: Plan) -> Grid:
    component = plan.nodes.filter(pk=key_of(request.GET.get("component", "")), parent=None).first()
    entries = plan.entries.exclude(state=EntryState.LEFT_OUT).in_order()
    if component is not None:
        entries = entries.filter(component=component)
    page = Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page"))
    leads = MeasureParty.objects.filter(role=PartyRole.LEAD, measure__entries__plan=plan).values_list("institution")
    under = NewUnderForm(plan=plan, initial={"node": component.pk if component else None})
    return Grid(plan=plan, component=component, names=names_of_institutions(also=leads), page=page, under=under)


def _sent_entries(plan: Plan, data: QueryDict) -> Any:
    sent = [int(found[1]) for name in data if (found := STANDING.fullmatch(name))]
    return plan.entries.filter(pk__in=sent).in_order()


def _rows_of(entries: Any) -> list[PlanEntry]:
    leads = MeasureParty.objects.filter(role=PartyRole.LEAD).select_related("institution")
    return list(
        entries.select_related("node", "measure").prefetch_related(Prefetch("measure__parties", queryset=leads))
    )


def _new_count(data: QueryDict) -> int:
    """How many new rows were sent, without the blank ones at the end."""
    typed = [int(found[1]) for name, value in data.items() if value.strip() and (found := NEW.fullmatch(name))]
    return min(max(typed, default=-1) + 1, MOST_NEW)


def _lay_over(data: QueryDict, pasted: PastedMeasures) -> None:
    for pk, cells in pasted.cells.items():
        for column, value in cells.items():
            data[f"e{pk}-{column}"] = value
    first = _new_count(data)
    for place, cells in enumerate(pasted.new, start=first):
        for column in GRID_COLUMNS:
            data[f"n{place}-{column}"] = cells.get(column, "")


def _fill(shown: Grid, data: QueryDict | None, entries: Sequence[PlanEntry], new_count: int) -> None:
    """Give the grid its lines. What was not touched, or is a blank new row, is not looked at for faults."""
    for entry in entries:
        entry.plan = shown.plan
    standing = [
        MeasureRow(
            data,
            prefix=f"e{entry.pk}",
            names=shown.names,
            entry=entry,
            is_home=is_home(shown.plan, entry.measure),
        )
        for entry in entries
    ]
    for form in standing:
        form.initial["was"] = was_of(form)
    new = [
        MeasureRow(data, prefix=f"n{place}", names=shown.names, entry=None, is_home=True)
        for place in range(max(new_count, BLANK))
    ]
    shown.lines = []
    for number, form in enumerate([*standing, *new], start=1):
        if not form.is_touched:
            form._errors = ErrorDict()
            form.cleaned_data = {}
        shown.lines.append(Line(number=number, form=form))


def _save(shown: Grid, data: QueryDict, *, by: Actor) -> GridSaved | None:
    """Take what was touched; None where something stands in the way, which is then marked."""
    touched = [line.form for line in shown.lines if line.form.is_touched]
    node = shown.under.cleaned_data["node"] if shown.under is not None and shown.under.is_valid() else None
    if not touched:
        shown.told = [_("Nothing was changed in the grid yet.")]
    if any(form.entry is None for form in touched) and node is None:
        assert shown.under is not None
        shown.told = [_("Say under what the new measures stand.")]
        shown.under.add_error("node", _("Choose a component, goal or objective."))
    if shown.told or shown.faulty:
        return None
    keys = {key for form in touched for key in form.cleaned_data.get("leads", ())}
    institutions = Institution.objects.in_bulk(keys)
    rows = [form.row(institutions, node) for form in touched]
    try:
        return save_grid(plan=shown.plan, rows=rows, by=by, on=timezone.localdate())
    except RowsRefused as refused:
        for place, error in refused.problems.items():
            _mark(touched[place], error, data)
    return None


def _mark(form: MeasureRow, error: DomainError, data: QueryDict) -> None:
    """Say at the row what was refused. What another one changed is told, and the next saving builds on it."""
    if not isinstance(error, Stale) or form.entry is None:
        tell(form, error, otherwise={"due_on": "due"}.get(error.field or "", "code"))
        return
    entry = _rows_of(PlanEntry.objects.filter(pk=form.entry.pk))[0]
    now = MeasureRow(prefix=form.prefix, names=Names({}, {}), entry=entry, is_home=form.is_home)
    data[form.add_prefix("was")] = was_of(now)
    shown = [str(now[name].value() or "") for name in GRID_COLUMNS if name in now.fields]
    form.add_error("code", f"{error} {_('It stands now as: %(cells)s.') % {'cells': ' · '.join(filter(None, shown))}}")


def _said(saved: GridSaved) -> str:
    said = []
    if saved.changed:
        changed = ngettext("%(count)s measure was changed.", "%(count)s measures were changed.", saved.changed)
        said.append(changed % {"count": saved.changed})
    if saved.added:
        added = ngettext("%(count)s measure was entered.", "%(count)s measures were entered.", saved.added)
        said.append(added % {"count": saved.added})
    return " ".join(said) or _("Everything stood so already.")


def _page(request: HttpRequest, shown: Grid) -> HttpResponse:
    blank = MeasureRow(names=Names({}, {}), entry=None, is_home=True)
    columns = {"row": Column(_("Row"), "number")}
    columns |= {name: Column(blank.fields[name].label, "date" if name == "due" else "text") for name in GRID_COLUMNS}
    context = {
        "plan": shown.plan,
        "component": shown.component,
        "components": shown.plan.nodes.filter(parent=None).order_by("code_key", "pk"),
        "lines": shown.lines,
        "faulty": shown.faulty,
        "told": shown.told,
        "under": shown.under,
        "page": shown.page,
        "col": columns | {"state": Column(_("State"), "state")},
        "names": GRID_COLUMNS,
        "institutions": shown.names.labels.values(),
        "trail": trail_of(shown.plan),
        "back": page_of_plan(shown.plan),
    }
    return render(request, "plans/grid.html", context)
