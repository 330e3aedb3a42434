"""The minutes of a meeting: how they stand, what is written, remarks, frozen papers."""

from collections.abc import Mapping
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.meetings.enums import MeetingState, MinutesState
from sekretariat.domain.meetings.exporters.notes import notes_document
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.written import approving_meetings, minutes_to_approve, written_at
from sekretariat.domain.meetings.rules import can_keep_meeting, can_read_minutes, can_see_restricted, invited_as
from sekretariat.ground.errors import NotAllowed

from ...downloads import download, download_document
from ...page import SIGNED_IN, page
from ..places import visible_meeting
from ..tabs import tabs_of
from .forms import ApproveForm, CirculateForm

FORMS: Mapping[str, Literal["docx", "pdf"]] = {"docx": "docx", "pdf": "pdf"}
LANGUAGES: Mapping[str, Literal["sq", "en"]] = {"sq": "sq", "en": "en"}


@page(permission=SIGNED_IN)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    return record_page(request, visible_meeting(request, pk))


def record_page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    circulating: CirculateForm | None = None,
    approving: ApproveForm | None = None,
) -> HttpResponse:
    """The page, with a form that was sent and refused, where there is one."""
    actor, minutes = request.actor, meeting.record
    attendances = list(meeting.attendances.all())
    sees_restricted = can_see_restricted(actor, meeting, attendances)
    may_read = can_read_minutes(actor, meeting, minutes)
    may_keep = can_keep_meeting(actor, meeting)
    is_circulated = minutes.state == MinutesState.CIRCULATED
    at = approving_meetings(meeting, on=timezone.localdate()) if may_keep and is_circulated else []
    papers = minutes.papers.select_related("file") if may_read else []
    context = {
        "meeting": meeting,
        "meeting_tabs": tabs_of(meeting, actor),
        "here_tab": "meetings:record",
        "minutes": minutes,
        "may_keep": may_keep,
        "may_read": may_read,
        "may_remark": is_circulated and (may_keep or invited_as(actor, meeting, attendances) is not None),
        "sees_restricted": sees_restricted,
        "written": written_at(meeting, with_restricted=sees_restricted) if may_read else [],
        "remarks": list(minutes.remarks.select_related("institution")) if may_read else [],
        "papers": [one for one in papers if one.is_public or sees_restricted],
        "may_circulate": may_keep and minutes.state == MinutesState.DRAFT and meeting.state == MeetingState.HELD,
        "to_approve": minutes_to_approve(meeting) if may_keep else [],
        "circulating": circulating or CirculateForm(),
        "approving": approving or (ApproveForm(meetings=at) if at else None),
    }
    return render(request, "meetings/record.html", context)


@page(permission=SIGNED_IN)
def record_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen paper (`paper`), or the record as it stands now, drawn in a form and a language."""
    meeting = visible_meeting(request, pk)
    if not can_read_minutes(request.actor, meeting, meeting.record):
        raise NotAllowed(_("The draft of the minutes is its office's until they are circulated."))
    sees_restricted = can_see_restricted(request.actor, meeting, meeting.attendances.all())
    if wanted := request.GET.get("paper"):
        for one in meeting.record.papers.select_related("file"):
            if str(one.pk) == wanted and (one.is_public or sees_restricted):
                return download(one.file)
        raise Http404
    form, language = FORMS.get(request.GET.get("form", "docx")), LANGUAGES.get(request.GET.get("language", "sq"))
    if form is None or language is None:
        raise Http404
    is_public = "public" in request.GET or not sees_restricted
    now = timezone.now()
    return download_document(notes_document(meeting, form=form, language=language, is_public=is_public, created=now))
