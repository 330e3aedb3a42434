"""Editing a measure: its texts for all its plans, its place in one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.plans.models import PlanEntry
from sekretariat.domain.plans.rules import can_keep_plan
from sekretariat.domain.plans.services import edit_entry, edit_measure, take_out
from sekretariat.ground.errors import DomainError, Stale

from ...editing import tell
from .measureforms import EntryForm, MeasureForm, TakeOutForm
from .parts import editor_page, measure_parts
from .places import edited_measure, entry_of, page_of_measure, page_of_plan, trail_of
from .plans import keeper_page, sent


@editor_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    measure = edited_measure(request, pk)
    form = MeasureForm.of(measure, sent(request))
    if form.is_valid():
        try:
            edit_measure(measure=measure, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.columns)
        except Stale as stale:
            form.show_theirs(measure, stale)
        except DomainError as error:
            tell(form, error, otherwise={"due_on": "due"}.get(error.field or ""))
        else:
            messages.success(request, _("%(measure)s was saved.") % {"measure": form.values["title_sq"]})
            return redirect(page_of_measure(measure))
    visible = PlanEntry.objects.visible_to(request.actor).filter(measure=measure)
    entries = list(visible.select_related("plan", "node").order_by("plan__sort_key", "pk"))
    context = {
        "form": form,
        "measure": measure,
        "entries": entries,
        "kept": [entry for entry in entries if can_keep_plan(request.actor, entry.plan)],
        "indicators": measure.indicators.all(),
        "parts": measure_parts(),
        "here_part": "plans:edit_measure",
        "trail": trail_of(measure=measure),
        "back": page_of_measure(measure),
    }
    return render(request, "plans/measure_edit.html", context)


@keeper_page
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Its code and place in this plan; the other plans keep theirs."""
    entry = entry_of(request, pk)
    form = EntryForm.of(entry, sent(request), plan=entry.plan)
    if form.is_valid():
        try:
            edit_entry(entry=entry, seen=form.seen, by=request.actor, on=timezone.localdate(), **form.values)
        except Stale as stale:
            form.show_theirs(entry, stale)
        except DomainError as error:
            tell(form, error)
        else:
            words = {"plan": entry.plan.label, "code": form.values["code"] or _("without a code")}
            messages.success(request, _("In %(plan)s the measure stands as %(code)s.") % words)
            return redirect(page_of_measure(entry.measure))
    return _on_entry(request, "plans/entry_edit.html", entry, form)


@keeper_page
def out(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of this plan; the measure and its other plans stay."""
    entry = entry_of(request, pk)
    form = TakeOutForm(sent(request))
    if form.is_valid():
        try:
            take_out(entry=entry, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            words = {"measure": entry.measure.title_sq, "plan": entry.plan.label}
            messages.success(request, _("“%(measure)s” was taken out of %(plan)s.") % words)
            return redirect(page_of_plan(entry.plan))
    return _on_entry(request, "plans/take_out.html", entry, form)


def _on_entry(request: HttpRequest, template: str, entry: PlanEntry, form: object) -> HttpResponse:
    others = PlanEntry.objects.visible_to(request.actor).filter(measure=entry.measure).exclude(pk=entry.pk)
    context = {
        "form": form,
        "entry": entry,
        "others": others.select_related("plan").order_by("plan__sort_key", "pk"),
        "trail": trail_of(entry.plan, entry.measure),
        "back": page_of_measure(entry.measure),
    }
    return render(request, template, context)
