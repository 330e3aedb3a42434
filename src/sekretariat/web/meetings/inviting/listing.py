"""Places added by hand or taken off, and the pasted list of who was there."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.meetings.importers.attendance import COLUMNS, ListedPresence, as_said, read_attendance
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.inviting import places_at
from sekretariat.domain.meetings.services import add_place, record_presence, remove_place
from sekretariat.ground.errors import DomainError

from ...editing import tell
from ...page import SIGNED_IN, page
from ..places import kept_meeting
from .forms import PeoplePasteForm, PlaceForm, has_sides
from .views import HERE


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    data = [request.POST] if request.method == "POST" else []
    form = PlaceForm(*data, on=meeting.on, has_sides=has_sides(meeting))
    if form.is_valid():
        try:
            place = add_place(meeting=meeting, said=form.said(), by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(who)s is on the list.") % {"who": place})
            return redirect(HERE, pk=pk)
    return render(request, "meetings/add_place.html", {"meeting": meeting, "form": form})


@page(permission=SIGNED_IN, verbs=("POST",))
def remove(request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    place = get_object_or_404(meeting.attendances.select_related("meeting"), pk=place_pk)
    try:
        remove_place(attendance=place, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(who)s is on the list no more.") % {"who": place})
    return redirect(HERE, pk=pk)


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def paste_people(request: HttpRequest, pk: int) -> HttpResponse:
    """First it is shown what each row means; nothing is recorded while one is faulty."""
    meeting = kept_meeting(request, pk)
    form = PeoplePasteForm(request.POST if request.method == "POST" else None)
    rows: Sequence[ListedPresence] = []
    if form.is_valid():
        rows = read_attendance(form.cleaned_data["text"], places=places_at(meeting))
        if not rows:
            form.add_error("text", _("No row of people was found in it."))
        elif "save" in request.POST and not any(row.problems for row in rows):
            try:
                return _recorded(request, meeting, rows)
            except DomainError as error:
                tell(form, error)
    context = {
        "meeting": meeting,
        "form": form,
        "rows": rows,
        "problems": [problem for row in rows for problem in row.problems],
        "columns": COLUMNS,
    }
    return render(request, "meetings/paste_people.html", context)


def _recorded(request: HttpRequest, meeting: Meeting, rows: Sequence[ListedPresence]) -> HttpResponse:
    said, came = as_said(rows)
    record_presence(meeting=meeting, said=said, came=came, by=request.actor, on=timezone.localdate())
    told = ngettext("%(count)s row of the list was recorded.", "%(count)s rows of the list were recorded.", len(rows))
    messages.success(request, told % {"count": len(rows)})
    return redirect(HERE, pk=meeting.pk)
