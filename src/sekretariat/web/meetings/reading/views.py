"""All meetings that one sees, and the page of one."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from sekretariat.domain.institutions.queries import chain_of
from sekretariat.domain.meetings.enums import MeetingState
from sekretariat.domain.meetings.models import Attendance, Meeting, Minutes
from sekretariat.domain.meetings.queries.inviting import quorum_rule_of
from sekretariat.domain.meetings.queries.keeping import rules_to_warn_of
from sekretariat.domain.meetings.queries.reading import (
    Replies,
    agenda_of,
    choices_of,
    counts_by_state,
    listing,
    narrowed,
    next_meeting,
    own_places,
    replies_to,
)
from sekretariat.domain.meetings.queries.written import minutes_to_approve
from sekretariat.domain.meetings.rules import can_keep_meeting
from sekretariat.ground.actors import Actor, Permission

from ...page import SIGNED_IN, page
from ...routes import route_names
from ..arising import arising_in_words
from ..places import visible_meeting
from ..tabs import tabs_of
from .forms import MeetingFilter
from .offers import offers_of_agenda, offers_of_meeting, stays_open

ROWS_A_PAGE = 50
HERE = "meetings:detail"
LINKS = ("meetings:programme", "meetings:decisions", "meetings:rounds")
STATE_TABS = (
    (MeetingState.PLANNED, pgettext_lazy("meetings", "Planned")),
    (MeetingState.CALLED, pgettext_lazy("meetings", "Called")),
    (MeetingState.HELD, pgettext_lazy("meetings", "Held")),
    (MeetingState.CANCELLED, pgettext_lazy("meetings", "Cancelled")),
)


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """`place` is the reader's own, `replies` are told to its secretariat."""

    meeting: Meeting
    place: Attendance | None
    replies: Replies | None


@page(permission=SIGNED_IN)
def meeting_list(request: HttpRequest) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    bodies, years = choices_of(actor)
    form = MeetingFilter(request.GET, bodies=bodies, years=years)
    wanted = form.wanted()
    meetings = listing(actor, wanted, order=request.GET.get("sort", ""), on=today)
    shown = Paginator(meetings, ROWS_A_PAGE).get_page(request.GET.get("page"))
    visible = Meeting.objects.visible_to(actor)
    any_state = narrowed(visible, form.wanted_in_any_state(), actor)
    counts = counts_by_state(any_state)
    context = {
        "page": shown,
        "rows": _rows(shown, actor),
        "form": form,
        "chosen": wanted.state,
        "state_tabs": _tabs(counts, actor),
        "all_count": sum(counts.values()),
        "next": next_meeting(actor, on=today),
        "held_count": visible.filter(year=today.year, state=MeetingState.HELD).count(),
        "today": today,
        "may_add": actor.may_anywhere(Permission.MEETINGS_KEEP) and "meetings:new" in route_names(),
        "warned": rules_to_warn_of(actor, on=today) if actor.may_anywhere(Permission.MEETINGS_SEE) else [],
        "links": [route for route in LINKS if route in route_names()],
    }
    return render(request, "meetings/list.html", context)


def _tabs(counts: dict[str, int], actor: Actor) -> list[tuple[str, Any, int]]:
    """Whoever works in no secretariat sees no meeting before it is called."""
    works = actor.may_anywhere(Permission.MEETINGS_SEE)
    tabs = [(state, label) for state, label in STATE_TABS if works or state != MeetingState.PLANNED]
    return [(state.value, label, counts.get(state, 0)) for state, label in tabs]


def _rows(meetings: Any, actor: Actor) -> list[MeetingRow]:
    """Two queries, however many meetings there are."""
    places, replies = own_places(meetings, actor), replies_to(meetings)
    return [
        MeetingRow(
            meeting=meeting,
            place=places.get(meeting.pk),
            replies=replies.get(meeting.pk) if can_keep_meeting(actor, meeting) else None,
        )
        for meeting in meetings
    ]


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    actor, record = request.actor, Minutes.objects.filter(meeting=meeting).first()
    agenda = agenda_of(meeting, actor)
    items = [line.item for line in agenda.lines]
    context = {
        **arising_in_words(items, actor, sees_restricted=agenda.sees_restricted),
        "meeting": meeting,
        "meeting_tabs": tabs_of(meeting, actor),
        "here_tab": HERE,
        "agenda": agenda,
        "chain": chain_of(meeting.led_by, on=meeting.on) if meeting.led_by else [],
        "quorum": quorum_rule_of(meeting.body_id),
        "record": record,
        "has_rounds": "meetings:round" in route_names(),
        "place": own_places([meeting], actor).get(meeting.pk),
        "replies": replies_to([meeting]).get(meeting.pk),
        "to_approve": minutes_to_approve(meeting) if can_keep_meeting(actor, meeting) else [],
        "may_keep": can_keep_meeting(actor, meeting),
        "keeps": can_keep_meeting(actor, meeting) and stays_open(meeting, record),
        "offers": offers_of_meeting(meeting, actor, record),
        "agenda_offers": offers_of_agenda(meeting, actor, record),
        "sees_history": actor.may(Permission.AUDIT_SEE, institution_id=meeting.office_id),
    }
    return render(request, "meetings/detail.html", context)
