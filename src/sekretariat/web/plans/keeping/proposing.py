"""Entering a measure in a plan."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.models import Plan
from sekretariat.domain.plans.rules import can_keep_plan, can_propose_in
from sekretariat.domain.plans.services import add_measure
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from .forms import names_of_institutions
from .measureforms import NewMeasureForm
from .parts import editor_page
from .places import page_of_measure, page_of_plan, trail_of
from .plans import sent


@editor_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat enters any measure; whoever answers for an institution proposes those that it leads."""
    plan, own = _open_plan(request, pk)
    initial = {"node": request.GET.get("node", ""), "leads": list(own) if len(own) == 1 else []}
    form = NewMeasureForm(sent(request), plan=plan, names=names_of_institutions(also=tuple(own)), initial=initial)
    if form.is_valid():
        try:
            entry = add_measure(plan=plan, **form.values, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error, otherwise="leads" if isinstance(error, NotAllowed) else None)
        else:
            messages.success(request, _("“%(title)s” was entered.") % {"title": entry.measure.title_sq})
            return redirect(page_of_measure(entry.measure))
    context = {"plan": plan, "form": form, "trail": trail_of(plan), "back": page_of_plan(plan)}
    return render(request, "plans/measure_new.html", context)


def _open_plan(request: HttpRequest, pk: int) -> tuple[Plan, Collection[int]]:
    """A plan in which the actor may enter measures, and the institutions that he may propose for."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor).select_related("office__unit"), pk=pk)
    if can_keep_plan(request.actor, plan):
        return plan, ()
    own = [
        one
        for one in request.actor.institutions(Permission.MEASURES_EDIT)
        if can_propose_in(request.actor, plan, [one])
    ]
    if not own:
        raise NotAllowed(
            gettext_lazy("The plan's secretariat enters measures; institutions propose while it is being prepared.")
        )
    return plan, own
