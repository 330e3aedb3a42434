"""The three criteria: the sheet, what is assessed, and the ranking that tells why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.plans.errors import EntriesRefused
from sekretariat.domain.plans.models import CriteriaSheet, Plan, PlanEntry, Score
from sekretariat.domain.plans.queries import changed_since_run, last_sheet, ranking_of, verify_sheet
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.domain.plans.services import Assessment, Weights, assess, close_sheet, make_sheet, run_sheet
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..page import page
from .criteriaforms import AssessmentForm, SheetForm
from .plan import visible_plan
from .tabs import tabs_of

# Two fields a row, below Django's limit of fields in one form.
ROWS_A_GRID = 300
ROWS_A_PAGE = 200

keeper_page = page(permission=Permission.PLANS_EDIT, verbs=("GET", "POST"))
keeper_post = page(permission=Permission.PLANS_EDIT, verbs=("POST",))


def kept_plan(request: HttpRequest, pk: int) -> Plan:
    """A plan that the actor keeps."""
    plan = visible_plan(request, pk)
    if not can_keep_plan(request.actor, plan):
        raise NotAllowed(_("Only the plan's technical secretariat keeps its criteria."))
    return plan


@page(permission=Permission.PLANS_EDIT)
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """The last sheet, or an earlier version; with `?verify=1` it is run again on what it stored."""
    plan = kept_plan(request, pk)
    version = request.GET.get("version", "")
    sheets = list(plan.criteria_sheets.select_related("plan").order_by("-version"))
    sheet = next((one for one in sheets if str(one.version) == version), sheets[0] if sheets else None)
    context = {
        "plan": plan,
        "sheets": sheets,
        "sheet": sheet,
        "plan_tabs": tabs_of(plan, request.actor),
        "here_tab": "plans:ranking",
    }
    if sheet is not None:
        found = ranking_of(sheet)
        context |= {
            "ranking": found,
            "page": Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
            "changed": changed_since_run(sheet),
            "is_verified": "verify" in request.GET,
            "differences": verify_sheet(sheet) if "verify" in request.GET else [],
        }
    return render(request, "plans/ranking.html", context)


@keeper_page
def sheet_new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = kept_plan(request, pk)
    before = last_sheet(plan)
    form = SheetForm.like(before, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sheet = make_sheet(
                plan=plan, weights=Weights(**form.cleaned_data), by=request.actor, on=timezone.localdate()
            )
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("Version %(number)s of the sheet is made.") % {"number": sheet.version})
            return redirect("plans:ranking", pk=pk)
    return render(request, "plans/sheet_new.html", {"plan": plan, "form": form, "before": before})


@dataclass(frozen=True, kw_only=True)
class AssessedRow:
    """A row of the grid: a proposal, and what is typed of it."""

    entry: PlanEntry
    form: AssessmentForm


@keeper_page
def assessing(request: HttpRequest, pk: int) -> HttpResponse:
    """The strategic weight of all proposals at once; what is not changed is left alone."""
    plan = kept_plan(request, pk)
    sheet = _open_sheet(plan)
    entries = Paginator(_proposals(plan), ROWS_A_GRID).get_page(request.GET.get("page"))
    rows = _rows(sheet, entries.object_list, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all(row.form.is_valid() for row in rows) and _assess(request, sheet, rows):
        return redirect("plans:ranking", pk=pk)
    context = {
        "plan": plan,
        "sheet": sheet,
        "rows": rows,
        "page": entries,
        "faulty": [row for row in rows if row.form.errors],
    }
    return render(request, "plans/assess.html", context)


def _open_sheet(plan: Plan) -> CriteriaSheet:
    sheet = last_sheet(plan)
    if sheet is None:
        raise Http404
    return sheet


def _proposals(plan: Plan) -> Sequence[PlanEntry]:
    proposed = plan.entries.exclude(state="left_out").select_related("measure", "component")
    return proposed.in_order()


def _rows(sheet: CriteriaSheet, entries: Sequence[PlanEntry], data: object) -> list[AssessedRow]:
    scores = {row.entry_id: row for row in sheet.scores.all()}
    return [
        AssessedRow(entry=entry, form=AssessmentForm.of(scores.get(entry.pk) or Score(), sheet, entry, data))
        for entry in entries
    ]


def _assess(request: HttpRequest, sheet: CriteriaSheet, rows: Sequence[AssessedRow]) -> bool:
    """Save what was changed, or nothing and mark what is wrong."""
    changed = {row.entry.pk: row for row in rows if row.form.has_changed()}
    if not changed:
        messages.info(request, _("Nothing was changed."))
        return True
    assessments = [
        Assessment(entry=row.entry, points=row.form.cleaned_data["points"], reason=row.form.cleaned_data["reason"])
        for row in changed.values()
    ]
    try:
        assess(sheet=sheet, assessments=assessments, by=request.actor, on=timezone.localdate())
    except EntriesRefused as refused:
        for key, error in refused.problems.items():
            tell(changed[key].form, error, otherwise="points")
        return False
    except DomainError as error:
        tell(next(iter(changed.values())).form, error, otherwise="points")
        return False
    said = ngettext(
        "%(count)s measure was assessed; the ranking follows.",
        "%(count)s measures were assessed; the ranking follows.",
        len(changed),
    )
    messages.success(request, said % {"count": len(changed)})
    return True


@keeper_post
def run(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = _open_sheet(kept_plan(request, pk))
    try:
        run_sheet(sheet=sheet, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The ranking was computed from the figures of today."))
    return redirect("plans:ranking", pk=pk)


@keeper_post
def close(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = _open_sheet(kept_plan(request, pk))
    try:
        close_sheet(sheet=sheet, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The sheet is closed. It stays as it is."))
    return redirect("plans:ranking", pk=pk)
