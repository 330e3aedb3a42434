"""The meeting that a page is about, and the way back to it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.rules import can_keep_meeting
from sekretariat.ground.errors import NotAllowed

PARTS = ("office__unit", "body", "led_by", "chair")


def visible_meeting(request: HttpRequest, pk: int) -> Meeting:
    """With the rows it points to. Invisible is 404."""
    return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related(*PARTS), pk=pk)


def kept_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting for its secretariat; whoever only sees it is refused."""
    meeting = visible_meeting(request, pk)
    if not can_keep_meeting(request.actor, meeting):
        raise NotAllowed(_("Only the meeting's technical secretariat keeps it."))
    return meeting


def page_of_meeting(meeting: Meeting) -> str:
    return reverse("meetings:detail", args=[meeting.pk])
