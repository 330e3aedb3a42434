"""The calendar file itself, for programs that know nothing but its address.

Reading changes nothing, not even a cookie. The address is the key: an unknown, closed or lapsed one is one and the
same "not there".
"""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from sekretariat.domain.followup.errors import FeedRefused
from sekretariat.domain.followup.exporters import calendar_of
from sekretariat.domain.followup.queries import duties_in, open_calendar
from sekretariat.domain.meetings.exporters.calendars import meeting_events
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.inviting import meetings_in
from sekretariat.domain.obligations.models import Obligation

from ..page import PUBLIC, page


@page(permission=PUBLIC)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        opened, reader = open_calendar(token, now=now)
    except FeedRefused as refused:
        return _told_to_nobody(HttpResponse(f"{refused}\n", content_type="text/plain; charset=utf-8", status=404))
    today = timezone.localdate(now)
    duties = duties_in(opened, actor=reader, on=today)
    meetings = meeting_events(
        meetings_in(opened, actor=reader, on=today), reader=reader, address_of=_address_of_meeting
    )
    content = calendar_of(opened, duties, reader=reader, address_of=_address_of, more=meetings)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    whole = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    whole.headers["Content-Disposition"] = 'inline; filename="sekretariat.ics"'
    response = get_conditional_response(request, etag=etag, response=whole)
    assert response is not None
    response.headers["ETag"] = etag
    response.headers["Content-Language"] = reader.language
    return _told_to_nobody(response)


def _told_to_nobody(response: HttpResponse) -> HttpResponse:
    """The address is a key: no cache shares what it opens, and no page that is opened next learns it."""
    response.headers["Cache-Control"] = "private, no-cache"  # kept, but asked about each time
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _address_of_meeting(meeting: Meeting) -> str:
    return settings.BASE_URL + reverse("meetings:detail", args=[meeting.pk])


def _address_of(duty: Obligation) -> str:
    return settings.BASE_URL + reverse("duties:detail", args=[duty.pk])
