"""The page of one measure: what is done, by whom and by when, in which plans it stands, what it costs and serves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.queries import (
    Sums,
    cost_years,
    entries_for,
    measure_with_parts,
    parties_of,
    reach_from,
    served_by,
)
from sekretariat.domain.plans.rules import can_edit_measure, can_see_measure
from sekretariat.ground.actors import Permission

from ..page import SIGNED_IN, page
from .offers import offer


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor
    measure = measure_with_parts(pk, actor)
    if measure is None:
        raise Http404
    reach = reach_from(measure, parties=measure.parties.all(), entries=measure.entries.all())
    if not can_see_measure(actor, reach):  # all that the rule asks is here: the query need not ask for it once more
        raise Http404
    entries = entries_for(measure, reach, actor)
    years = cost_years(measure.cost_lines.all())
    decided = [one for entry in entries for one in entry.validations.all()]
    may_edit = can_edit_measure(actor, reach)
    context = {
        "measure": measure,
        "entries": entries,
        "states": EntryState,
        "parties": parties_of(measure),
        "years": years,
        "total": sum((year.sums for year in years), Sums()),
        "served": served_by(measure, entries, actor),
        "validations": sorted(decided, key=lambda one: (one.decided_on, one.pk), reverse=True),
        "offers": offer(_("Correct the measure"), "plans:edit_measure", pk=pk) if may_edit else [],
        "sees_history": actor.may(Permission.AUDIT_SEE, institution_id=measure.office_id),
    }
    return render(request, "plans/measure.html", context)
