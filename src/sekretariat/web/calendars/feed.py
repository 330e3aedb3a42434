"""The calendar file itself, for programs that know nothing but its address.

Reading changes nothing, not even a cookie. The address is the key: an unknown, closed or lapsed one is one and the
same "not there".
"""

import hashlib

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from sekretariat.domain.followup.errors import FeedRefused
from sekretariat.domain.followup.exporters import calendar_of
from sekretariat.domain.followup.queries import duties_in, open_calendar
from sekretariat.domain.obligations.models import Obligation

from ..page import PUBLIC, page


@page(permission=PUBLIC)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        opened, reader = open_calendar(token, now=now)
    except FeedRefused:
        raise Http404 from None
    duties = duties_in(opened, actor=reader, on=timezone.localdate(now))
    content = calendar_of(opened, duties, reader=reader, address_of=_address_of)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    whole = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    whole.headers["Content-Disposition"] = 'inline; filename="sekretariat.ics"'
    response = get_conditional_response(request, etag=etag, response=whole)
    assert response is not None
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"  # kept, but asked about each time
    response.headers["Content-Language"] = reader.language
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _address_of(duty: Obligation) -> str:
    return settings.BASE_URL + reverse("duties:detail", args=[duty.pk])
