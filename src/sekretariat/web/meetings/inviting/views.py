"""Who is invited to a meeting, who comes, who was there, and whether the body can decide."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.bodies.enums import Side
from sekretariat.domain.bodies.rules import stands_on
from sekretariat.domain.meetings.enums import InvitationReply, MeetingState
from sekretariat.domain.meetings.exporters.sign_in_sheet import sign_in_sheet
from sekretariat.domain.meetings.models import Attendance, Meeting
from sekretariat.domain.meetings.queries.inviting import invited_by_mail, places_at, quorum_rule_of
from sekretariat.domain.meetings.rules import (
    can_answer_invitation,
    can_keep_meeting,
    count_quorum,
    quorum_in_words,
    refused_to_call,
    takes_answers,
)
from sekretariat.domain.meetings.services import (
    PresenceRefused,
    call_meeting,
    hold_meeting,
    record_presence,
    send_invitations,
)
from sekretariat.ground.errors import DomainError

from ...downloads import download_document
from ...page import SIGNED_IN, page
from ...rows import Rows, rows_of
from ..places import kept_meeting, visible_meeting
from ..tabs import tabs_of
from .forms import CameForm, PresenceForm, presence_forms

HERE = "meetings:people"
CAME = "came"
# What the button of invitations chooses.
NEW, ALL = "new", "all"

keeper_post = page(permission=SIGNED_IN, verbs=("POST",))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A place with what the page says of it. `is_doubtful`: whether its seat stands on the day cannot be said."""

    place: Attendance
    form: PresenceForm | None
    is_sent: bool
    can_answer: bool
    is_doubtful: bool


@page(permission=SIGNED_IN)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    places = places_at(meeting)
    forms = {}
    if can_keep_meeting(request.actor, meeting) and _takes_presence(meeting):
        forms = presence_forms(places, fills="fill" in request.GET)
    return _page(request, meeting, places, forms, rows_of(CameForm, prefix=CAME))


@keeper_post
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole grid at once, and who came without an invitation."""
    meeting = kept_meeting(request, pk)
    places = places_at(meeting)
    data = request.POST.copy()
    # A place whose row was not sent was added meanwhile: nothing was said of it.
    sent = [place for place in places if f"p{place.pk}-presence" in data]
    forms = presence_forms(places) | presence_forms(sent, data)
    came = rows_of(CameForm, data, prefix=CAME)
    changed = [place for place in sent if forms[place.pk].is_changed_here(place)]
    faulty = [form for form in forms.values() if form.errors]
    if not faulty and (came.is_valid() or not came.is_bound) and _record(request, meeting, changed, forms, came):
        return redirect(HERE, pk=pk)
    return _page(request, meeting, places, forms, came)


def _record(
    request: HttpRequest,
    meeting: Meeting,
    places: Sequence[Attendance],
    forms: Mapping[int, PresenceForm],
    came: Rows,
) -> bool:
    said = [forms[place.pk].said(place) for place in places]
    newcomers = [row.said() for row in came.filled]
    try:
        record_presence(meeting=meeting, said=said, came=newcomers, by=request.actor, on=timezone.localdate())
    except PresenceRefused as refused:
        for key, error in refused.problems.items():
            forms[key].add_error("presence" if error.field == "presence" else "substitute", str(error))
        return False
    except DomainError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("It was recorded who was there."))
    return True


def _page(
    request: HttpRequest,
    meeting: Meeting,
    places: Sequence[Attendance],
    forms: Mapping[int, PresenceForm],
    came: Rows,
) -> HttpResponse:
    actor = request.actor
    sent = invited_by_mail(places)
    rule = quorum_rule_of(meeting.body_id)
    quorum = count_quorum(places, rule)
    answers = takes_answers(meeting, now=timezone.now())
    lines = [
        Line(
            place=place,
            form=forms.get(place.pk),
            is_sent=place.pk in sent,
            can_answer=answers and place.is_invited and can_answer_invitation(actor, place),
            is_doubtful=bool(place.seat) and stands_on(place.seat, meeting.on) == Verdict.CANNOT_BE_SAID,
        )
        for place in places
    ]
    context = {
        "meeting": meeting,
        "meeting_tabs": tabs_of(meeting, actor),
        "here_tab": HERE,
        "keeps": can_keep_meeting(actor, meeting),
        "lines": lines,
        "faulty": [line for line in lines if line.form and line.form.errors],
        "came": came,
        "lead": _lead(places),
        "quorum": quorum,
        "quorum_said": quorum_in_words(quorum),
        "rule": rule,
        "sides": dict(Side.choices),
        "has_presence": any(place.presence for place in places),
        "unsent": [line for line in lines if not line.is_sent and line.place.is_invited and line.place.email],
        "sent_count": len(sent),
        "refused_to_call": refused_to_call(meeting),
        "is_due": meeting.on <= timezone.localdate(),
    }
    return render(request, "meetings/people.html", context)


def _takes_presence(meeting: Meeting) -> bool:
    return meeting.state in (MeetingState.CALLED, MeetingState.HELD)


def _lead(places: Sequence[Attendance]) -> str:
    """ "20 are invited: 12 come, 3 send a substitute, 2 do not come, 3 have not answered." """
    invited = [place for place in places if place.is_invited]
    if not invited:
        return _("Nobody is invited yet.")
    counts = Counter(place.reply for place in invited)
    said = ngettext("%(count)s place is invited", "%(count)s places are invited", len(invited)) % {
        "count": len(invited)
    }
    parts = [
        (counts[InvitationReply.YES], ngettext("%(count)s comes", "%(count)s come", counts[InvitationReply.YES])),
        (
            counts[InvitationReply.SUBSTITUTE],
            ngettext("%(count)s sends a substitute", "%(count)s send a substitute", counts[InvitationReply.SUBSTITUTE]),
        ),
        (
            counts[InvitationReply.NO],
            ngettext("%(count)s does not come", "%(count)s do not come", counts[InvitationReply.NO]),
        ),
        (counts[""], ngettext("%(count)s has not answered", "%(count)s have not answered", counts[""])),
    ]
    return f"{said}: {', '.join(words % {'count': count} for count, words in parts if count)}."


def _done(request: HttpRequest, pk: int, act: Callable[[], str]) -> HttpResponse:
    """Do it and say so, or say why it was not done; either way one is back at the list."""
    try:
        messages.success(request, act())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(HERE, pk=pk)


@keeper_post
def call(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)

    def act() -> str:
        called = call_meeting(meeting=meeting, by=request.actor, on=timezone.localdate())
        count = called.attendances.count()
        said = ngettext("%(count)s place is on the list.", "%(count)s places are on the list.", count)
        return f"{_('The meeting is called.')} {said % {'count': count}}"

    return _done(request, pk, act)


@keeper_post
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """By mail: those to whom nothing went yet, everybody, or one place."""
    meeting = kept_meeting(request, pk)
    places = [place for place in places_at(meeting) if place.is_invited]
    chosen = _chosen(places, request.POST.get("whom", NEW))

    def act() -> str:
        sent = send_invitations(meeting=meeting, attendances=chosen, by=request.actor, on=timezone.localdate())
        said = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", sent.count
        ) % {"count": sent.count}
        if sent.unreachable:
            said += " " + _("Nobody could be written to at: %(names)s.") % {"names": ", ".join(sent.unreachable)}
        return said

    return _done(request, pk, act)


def _chosen(places: Sequence[Attendance], whom: str) -> list[Attendance]:
    if whom.isdecimal():
        return [place for place in places if place.pk == int(whom)]
    if whom == ALL:
        return list(places)
    sent = invited_by_mail(places)
    return [place for place in places if place.pk not in sent]


@keeper_post
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)

    def act() -> str:
        hold_meeting(meeting=meeting, by=request.actor, on=timezone.localdate())
        return _("The meeting was noted as held.")

    return _done(request, pk, act)


@page(permission=SIGNED_IN)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """To be printed for the door."""
    meeting = kept_meeting(request, pk)
    return download_document(sign_in_sheet(meeting, places_at(meeting), created=timezone.now()))
