"""The folder of a meeting: what is in it for the reader, and taking it as one file."""

import tempfile

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sekretariat.domain.meetings.errors import FolderTooLarge
from sekretariat.domain.meetings.exporters.folder import folder_name, write_zip
from sekretariat.domain.meetings.exporters.folder_parts import folder_parts, public_parts
from sekretariat.ground.jobs.services import start

from ...downloads import download_stream
from ...page import SIGNED_IN, page
from ..places import visible_meeting
from ..tabs import tabs_of


@page(permission=SIGNED_IN)
def folder(request: HttpRequest, pk: int) -> HttpResponse:
    return _folder_page(request, pk)


def _folder_page(request: HttpRequest, pk: int, fault: str = "") -> HttpResponse:
    meeting = visible_meeting(request, pk)
    parts = folder_parts(meeting, actor=request.actor)
    context = {
        "meeting": meeting,
        "meeting_tabs": tabs_of(meeting, request.actor),
        "here_tab": "meetings:folder",
        "parts": parts,
        "public_count": len(public_parts(parts)),
        "fault": fault,
    }
    return render(request, "meetings/folder.html", context)


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def folder_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET gives the .zip; a POST begins the .pdf, in the background. `part=public` asks for the public part alone."""
    meeting = visible_meeting(request, pk)
    asked = request.POST if request.method == "POST" else request.GET
    is_public = asked.get("part") == "public"
    if request.method == "POST":
        job = start(what="meetings.folder", by=request.actor, meeting=meeting.pk, is_public=is_public)
        return redirect("jobs:detail", pk=job.pk)
    parts = folder_parts(meeting, actor=request.actor)
    target = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    try:
        write_zip(meeting, public_parts(parts) if is_public else parts, target=target)
    except FolderTooLarge as error:
        target.close()
        return _folder_page(request, pk, fault=str(error))
    target.seek(0)
    return download_stream(target, name=folder_name(meeting, form="zip", is_public=is_public))
