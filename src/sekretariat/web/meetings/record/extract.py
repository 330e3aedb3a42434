"""The extract of a decision, as the draft of a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.meetings.services import draft_extract
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError

from ...editing import tell
from ...letters.forms import institution_names
from ...page import page
from ..places import kept_meeting
from .forms import ExtractForm


@page(permission=Permission.MEETINGS_KEEP, verbs=("GET", "POST"))
def extract(request: HttpRequest, pk: int, decision_pk: int) -> HttpResponse:
    meeting, today = kept_meeting(request, pk), timezone.localdate()
    decision = get_object_or_404(meeting.decisions.select_related("body"), pk=decision_pk)
    decision.meeting = meeting
    concerned = decision.institutions.values_list("pk", flat=True)
    names = institution_names(today, also=concerned)
    form = ExtractForm(request.POST if request.method == "POST" else None, decision=decision, names=names)
    if form.is_valid():
        chosen = {one.pk: one for one in Institution.objects.filter(pk__in=form.cleaned_data["to"])}
        to = [chosen[key] for key in form.cleaned_data["to"]]
        try:
            letter = draft_extract(decision=decision, to=to, by=request.actor, on=today)
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("The letter is drafted and encloses the extract: look it over."))
            return redirect("letters:detail", pk=letter.pk)
    drafted = Letter.objects.visible_to(request.actor).filter(decisions=decision).order_by("pk")
    context = {"meeting": meeting, "decision": decision, "form": form, "letters": list(drafted)}
    return render(request, "meetings/extract.html", context)
