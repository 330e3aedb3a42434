"""What is missing in a plan, measure by measure and institution by institution; and the letter that asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.plans.enums import Missing, PlanLetterPurpose
from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.queries import EntryGate, Gate, InstitutionGate, gaps_said, gate_of, letters_asking, said
from sekretariat.domain.plans.rules import can_keep_plan, sees_whole
from sekretariat.domain.plans.services import Asking, draft_asking
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..page import SIGNED_IN, page
from .gateforms import ASKS_FOR, AskForm, GateFilter
from .plan import visible_plan
from .tabs import tabs_of

ROWS_A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class GateRow:
    """A measure with what it lacks, in words."""

    one: EntryGate
    lacks: list[str]


@dataclass(frozen=True, kw_only=True)
class InstitutionRow:
    """How many measures wait for the institution, and how many things of each kind."""

    row: InstitutionGate
    measure_count: int
    data_count: int
    commitment_count: int
    declined_count: int


class GateReading:
    """The gate as its page shows it: whole, or narrowed by the address."""

    def __init__(self, gate: Gate, form: GateFilter) -> None:
        self.gate = gate
        self.form = form

    @cached_property
    def institutions(self) -> list[InstitutionRow]:
        return [_counted(row) for row in self.gate.by_institution]

    @cached_property
    def shown(self) -> list[EntryGate]:
        """The measures that lack something of what was chosen."""
        wanted = self.form.wanted
        found = self.gate.double_coded if wanted.is_double else self.gate.incomplete
        if wanted.institution is not None:
            keys = {row.institution.pk if row.institution else 0: row.entries for row in self.gate.by_institution}
            mine = {one.entry.pk for one in keys.get(wanted.institution, ())}
            found = [one for one in found if one.entry.pk in mine]
        if wanted.what:
            found = [one for one in found if one.lacks(wanted.what)]
        return found

    def rows(self, page: Page) -> list[GateRow]:
        return [GateRow(one=one, lacks=[said(one, gap) for gap in one.gaps]) for one in page]


def _counted(row: InstitutionGate) -> InstitutionRow:
    gaps = [gap.what for one in row.entries for gap in row.gaps_in(one)]
    commitments, declined = gaps.count(Missing.COMMITMENT), gaps.count(Missing.DECLINED)
    return InstitutionRow(
        row=row,
        measure_count=len(row.entries),
        data_count=len(gaps) - commitments - declined,
        commitment_count=commitments,
        declined_count=declined,
    )


@page(permission=SIGNED_IN)
def gate(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    actor = request.actor
    if not sees_whole(actor, plan):
        raise NotAllowed(_("What is missing in a plan that is being prepared is shown to its secretariat alone."))
    found = gate_of(plan, actor)
    form = GateFilter(request.GET, gate=found)
    reading = GateReading(found, form)
    shown = Paginator(reading.shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "gate": found,
        "reading": reading,
        "form": form,
        "page": shown,
        "rows": reading.rows(shown),
        "may_ask": _may_ask(actor, plan),
        "letters": letters_asking(plan, actor),
        "plan_tabs": tabs_of(plan, actor),
        "here_tab": "plans:gate",
    }
    return render(request, "plans/gate.html", context)


def _may_ask(actor: Actor, plan: Plan) -> bool:
    return can_keep_plan(actor, plan) and actor.may(Permission.LETTERS_WRITE, institution_id=plan.office_id)


@page(permission=Permission.PLANS_EDIT, verbs=("GET", "POST"))
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to ask and by when, with what each is asked for before one's eyes; then the letter is drafted."""
    plan = visible_plan(request, pk)
    if not _may_ask(request.actor, plan):
        raise NotAllowed(_("Only the plan's technical secretariat asks for what is missing in it."))
    purpose = _purpose(request.POST.get("purpose") or request.GET.get("purpose"))
    rows = [row for row in gate_of(plan, request.actor).by_institution if row.institution and row.to_ask(purpose)]
    chosen = request.GET.getlist("institutions")
    form = AskForm(
        request.POST if request.method == "POST" else None,
        asked=[row.institution for row in rows],
        initial={"purpose": purpose, "institutions": chosen, "term_days": 5},
    )
    if form.is_valid():
        try:
            made = draft_asking(
                plan=plan, asking=Asking(**form.cleaned_data), by=request.actor, on=timezone.localdate()
            )
        except DomainError as error:
            tell(form, error)
        else:
            return _drafted(request, plan, made)
    context = {
        "plan": plan,
        "form": form,
        "purpose": purpose,
        "lists": [(row.institution, _asked(row, purpose)) for row in rows],
    }
    return render(request, "plans/ask.html", context)


def _purpose(text: str | None) -> PlanLetterPurpose:
    return PlanLetterPurpose(text) if text in ASKS_FOR else PlanLetterPurpose.COMPLETENESS


def _asked(row: InstitutionGate, purpose: str) -> list[tuple[EntryGate, str]]:
    """Measure by measure; of a commitment there is no more to say than the measure itself."""
    if purpose == PlanLetterPurpose.COMMITMENT:
        return [(one, "") for one, _gaps in row.to_ask(purpose)]
    return [(one, gaps_said(one, gaps)) for one, gaps in row.to_ask(purpose)]


def _drafted(request: HttpRequest, plan: Plan, made: Sequence[Letter]) -> HttpResponse:
    said_so = ngettext(
        "%(count)s letter is drafted. Read it, and have it signed.",
        "%(count)s letters are drafted. Read them, and have them signed.",
        len(made),
    )
    messages.success(request, said_so % {"count": len(made)})
    return redirect("letters:detail", pk=made[0].pk) if len(made) == 1 else redirect("plans:gate", pk=plan.pk)
