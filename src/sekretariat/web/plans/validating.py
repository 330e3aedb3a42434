"""What a body decided on the entries of a plan: many at once, all or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.plans.enums import EntryState, Outcome
from sekretariat.domain.plans.errors import EntriesRefused
from sekretariat.domain.plans.models import Plan, PlanEntry, PlanEntryQuerySet, Score
from sekretariat.domain.plans.queries import gates_of, last_sheet, said
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.domain.plans.services import Verdict, validate_entries
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from .plan import visible_plan
from .ranking import keeper_page
from .validationforms import UNDECIDED, DecisionForm, ValidationFilter, VerdictForm
from .verdicts import VerdictLine, all_complete

# Two fields a row, below Django's limit of fields in one form.
ROWS_A_PAGE = 300


@dataclass(frozen=True, kw_only=True)
class Line(VerdictLine):
    """A row of the grid: an entry, what it lacks, its rank, and what is typed of it."""

    rank: int | None


@keeper_page
def validate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the grid; choose all that is complete; or record the decision."""
    plan = visible_plan(request, pk)
    if not can_keep_plan(request.actor, plan):
        raise NotAllowed(_("Only the plan's technical secretariat records what a body decided on it."))
    narrowing = ValidationFilter(request.GET, plan=plan)
    found = _entries(plan, narrowing)
    shown = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    if request.method == "GET":
        return _page(request, plan, narrowing, shown, _lines(plan, shown), DecisionForm.of(plan))
    form = DecisionForm.of(plan, request.POST)
    lines = _lines(plan, shown, request.POST)
    if "fill" in request.POST:
        lines = _lines(plan, shown, all_complete(request.POST, lines))
        return _page(request, plan, narrowing, shown, lines, form.untouched())
    if form.is_valid() and all(line.form.is_valid() for line in lines) and _record(request, plan, form, lines):
        return redirect("plans:detail", pk=pk)
    return _page(request, plan, narrowing, shown, lines, form)


def _entries(plan: Plan, narrowing: ValidationFilter) -> PlanEntryQuerySet:
    found = plan.entries.in_order()
    wanted = narrowing.wanted
    if wanted.component is not None:
        found = found.filter(component=wanted.component)
    if wanted.state == UNDECIDED:
        return found.filter(state__in=[EntryState.PROPOSED, EntryState.RETURNED])
    return found.filter(state=wanted.state) if wanted.state else found


def _lines(plan: Plan, shown: Page, data: Mapping[str, str] | None = None) -> list[Line]:
    keys = [entry.pk for entry in shown]
    gates = gates_of(PlanEntry.objects.filter(pk__in=keys))
    sheet = last_sheet(plan)
    ranks = dict(Score.objects.filter(sheet=sheet, entry__in=keys).values_list("entry", "rank")) if sheet else {}
    return [
        Line(
            one=one,
            lacks=[said(one, gap) for gap in one.gaps],
            rank=ranks.get(one.entry.pk),
            form=VerdictForm(data, prefix=f"e{one.entry.pk}", use_required_attribute=False),
        )
        for one in gates
    ]


def _record(request: HttpRequest, plan: Plan, form: DecisionForm, lines: Sequence[Line]) -> bool:
    """Record what was chosen, or nothing and mark what is wrong."""
    chosen = {line.entry.pk: line for line in lines if line.form.cleaned_data["outcome"]}
    verdicts = [Verdict(entry=line.entry, **line.form.cleaned_data) for line in chosen.values()]
    try:
        validate_entries(
            plan=plan, decision=form.decision, verdicts=verdicts, by=request.actor, on=timezone.localdate()
        )
    except EntriesRefused as refused:
        for key, error in refused.problems.items():
            tell(chosen[key].form, error, otherwise="outcome")
        return False
    except DomainError as error:
        tell(form, error)
        return False
    messages.success(request, _told(verdicts))
    return True


def _told(verdicts: Sequence[Verdict]) -> str:
    """ "11 measures were validated. 2 measures were returned." """
    counts = {outcome: sum(one.outcome == outcome for one in verdicts) for outcome in Outcome}
    told = {
        Outcome.VALIDATED: ngettext(
            "%(count)s measure was validated.", "%(count)s measures were validated.", counts[Outcome.VALIDATED]
        ),
        Outcome.RETURNED: ngettext(
            "%(count)s measure was returned.", "%(count)s measures were returned.", counts[Outcome.RETURNED]
        ),
        Outcome.LEFT_OUT: ngettext(
            "%(count)s measure was left out.", "%(count)s measures were left out.", counts[Outcome.LEFT_OUT]
        ),
    }
    return " ".join(words % {"count": counts[outcome]} for outcome, words in told.items() if counts[outcome])


def _page(
    request: HttpRequest,
    plan: Plan,
    narrowing: ValidationFilter,
    shown: Page,
    lines: Sequence[Line],
    form: DecisionForm,
) -> HttpResponse:
    context = {
        "plan": plan,
        "narrowing": narrowing,
        "page": shown,
        "lines": lines,
        "complete_count": sum(line.one.is_complete for line in lines),
        "has_ranks": any(line.rank for line in lines),
        "form": form,
        "faulty": [line for line in lines if line.form.errors],
    }
    return render(request, "plans/validate.html", context)
