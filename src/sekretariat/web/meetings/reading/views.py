"""All meetings that one sees, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sekretariat.domain.meetings.models import Meeting

from ...page import SIGNED_IN, page
from ..places import visible_meeting
from ..tabs import tabs_of


@page(permission=SIGNED_IN)
def meeting_list(request: HttpRequest) -> HttpResponse:
    meetings = Meeting.objects.visible_to(request.actor).select_related("body").order_by("-on", "-pk")
    return render(request, "meetings/list.html", {"meetings": meetings[:50]})


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    context = {"meeting": meeting, "meeting_tabs": tabs_of(meeting, request.actor), "here_tab": "meetings:detail"}
    return render(request, "meetings/detail.html", context)
