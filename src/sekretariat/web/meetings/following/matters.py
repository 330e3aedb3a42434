"""What could be put on the agenda: ticked, and each becomes an item."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.matters import open_matters
from sekretariat.domain.meetings.services import add_matters
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError

from ...page import page
from ..places import kept_meeting, page_of_meeting


@page(permission=Permission.MEETINGS_KEEP)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, kept_meeting(request, pk))


@page(permission=Permission.MEETINGS_KEEP, verbs=("POST",))
def add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    keys = set(request.POST.getlist("matters"))
    try:
        made = add_matters(meeting=meeting, keys=keys, by=request.actor, on=timezone.localdate())
    except DomainError as error:
        return _page(request, meeting, keys, fault=str(error))
    count = len(made)
    told = ngettext("%(count)s item was put on the agenda.", "%(count)s items were put on the agenda.", count)
    messages.success(request, told % {"count": count})
    return redirect(page_of_meeting(meeting))


def _page(request: HttpRequest, meeting: Meeting, chosen: set[str] | None = None, fault: str = "") -> HttpResponse:
    matters = open_matters(meeting, on=timezone.localdate())
    context = {"meeting": meeting, "matters": matters, "chosen": chosen or set(), "fault": fault}
    return render(request, "meetings/open_matters.html", context)
