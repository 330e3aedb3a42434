"""The page of one measure: what is done, by whom and by when, in which plans it stands, what it costs and serves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.models import Measure, Validation
from sekretariat.domain.plans.queries import (
    Sums,
    cost_years,
    entries_for,
    parties_of,
    reach_from,
    served_by,
    with_parts,
)
from sekretariat.domain.plans.rules import can_edit_measure
from sekretariat.ground.actors import Permission

from ..page import SIGNED_IN, page
from .offers import offer


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor
    measure = get_object_or_404(with_parts(Measure.objects.visible_to(actor), actor), pk=pk)
    reach = reach_from(measure, parties=measure.parties.all(), entries=measure.entries.all())
    entries = entries_for(measure, reach, actor)
    years = cost_years(measure.cost_lines.all())
    decided = Validation.objects.filter(entry__in=[entry.pk for entry in entries]).select_related("entry__plan")
    may_edit = can_edit_measure(actor, reach)
    context = {
        "measure": measure,
        "entries": entries,
        "states": EntryState,
        "parties": parties_of(measure),
        "years": years,
        "total": sum((year.sums for year in years), Sums()),
        "served": served_by(measure, entries, actor),
        "validations": decided.order_by("-decided_on", "-pk"),
        "offers": offer(_("Correct the measure"), "plans:edit_measure", pk=pk) if may_edit else [],
        "sees_history": actor.may(Permission.AUDIT_SEE, institution_id=measure.office_id),
    }
    return render(request, "plans/measure.html", context)
