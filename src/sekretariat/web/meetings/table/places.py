"""What was sent from the page at the table: which item, which line, in which way."""

import re
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from sekretariat.domain.meetings.models import ActionPoint, AgendaItem, Meeting, Statement

LINE = re.compile(r"([as])(\d{1,18})")


def item_asked(sent: Any) -> int | None:
    """The key in `item`; 0 is what belongs to no item, None nothing that can be read."""
    item = str(sent.get("item", ""))
    return int(item) if item.isdecimal() and len(item) < 19 else None


def item_sent(meeting: Meeting, sent: Any) -> AgendaItem | None:
    """The item under which something is written. One that is gone is 404: nothing is written elsewhere."""
    key = item_asked(sent)
    if key == 0:
        return None
    item = meeting.items.filter(pk=key).first() if key else None
    if item is None:
        raise Http404
    return item


def line_sent(meeting: Meeting, sent: Any) -> Statement | ActionPoint:
    """The line in `line`, "s12" or "a5". One that is gone is 404."""
    found = LINE.fullmatch(str(sent.get("line", "")))
    rows = {"s": meeting.statements, "a": meeting.action_points}.get(found[1]) if found else None
    line = rows.filter(pk=int(found[2])).first() if rows is not None and found else None
    if line is None:
        raise Http404
    return line


def address(meeting: Meeting, item: AgendaItem | None, *, part: str = "") -> str:
    """The table with that item open."""
    page = reverse("meetings:table", args=[meeting.pk], query={"item": item.pk if item else 0})
    return f"{page}#{part}" if part else page


def is_script(request: HttpRequest) -> bool:
    """Sent by the page's script, which waits for an answer it can read."""
    return request.headers.get("Accept", "").startswith("application/json")
