"""Invitations and presence: seen by whoever sees the meeting, kept by its officers; an answer by link is anybody's who
holds it.
"""

import datetime

from sekretariat.domain.followup.tokens import hash_of, invitation_token_of, new_nonce
from sekretariat.domain.meetings.models import Invitation
from sekretariat.domain.meetings.queries.inviting import places_at
from tests.factories import AttendanceFactory, MeetingFactory

from . import row
from .meetings_reading import PLANNED, SEEN, a_meeting, a_planned_meeting

EVERYBODY = "200 200 200 200 200 200 200 200 200"
ENDED = "410 410 410 410 410 410 410 410 410"
NOT_THERE = "404 404 404 404 404 404 404 404 404"
# Whoever answers for the invited institution, and the office, which may be told by telephone.
ANSWERS = "302 404 404 200 200 403 200 403 404"
# The other meeting, which is planned, is its office's alone.
KEPT_PLANNED = "302 404 404 404 404 403 302 403 404"
KEPT_SEEN = "302 404 404 403 403 403 200 403 404"
KEPT_POST = "302 404 404 403 403 403 302 403 404"


def a_place(world) -> dict:
    return {"pk": world.meeting.pk, "place_pk": places_at(world.meeting)[0].pk}


def an_invitation(world, year: int = 2118) -> dict:
    """To a meeting that has not begun yet; one of its own, since the world's is a past one for the other rows."""
    on = datetime.date(year, 5, 21)
    meeting = MeetingFactory(office=world.office, body=world.body, called=True, on=on)
    nonce = new_nonce()
    place = AttendanceFactory(meeting=meeting, institution=world.addressed)
    Invitation.objects.create(
        attendance=place, email=place.email, nonce=nonce, token_hash=hash_of(invitation_token_of(nonce))
    )
    return {"token": invitation_token_of(nonce)}


def one_that_is_over(world) -> dict:
    return an_invitation(world, year=2010)


def an_unknown_invitation(_world) -> dict:
    return {"token": "gabim"}


ROWS = [
    row("meetings:people", "GET", a_meeting, SEEN),
    row("meetings:people", "GET", a_planned_meeting, PLANNED),
    row("meetings:call", "POST", a_meeting, KEPT_POST),
    row("meetings:call", "POST", a_planned_meeting, KEPT_PLANNED),
    row("meetings:invite", "POST", a_meeting, KEPT_POST),
    row("meetings:presence", "POST", a_meeting, KEPT_POST),
    row("meetings:hold", "POST", a_meeting, KEPT_POST),
    row("meetings:sign_in_sheet", "GET", a_meeting, KEPT_SEEN),
    row("meetings:paste_people", "GET", a_meeting, KEPT_SEEN),
    row("meetings:paste_people", "POST", a_meeting, KEPT_SEEN),
    row("meetings:add_place", "GET", a_meeting, KEPT_SEEN),
    row("meetings:add_place", "POST", a_meeting, KEPT_SEEN),
    row("meetings:remove_place", "POST", a_place, KEPT_POST),
    row("meetings:reply", "GET", a_place, ANSWERS),
    row("meetings:reply", "POST", a_place, ANSWERS),
    row("meetings:answer", "GET", an_invitation, EVERYBODY),
    row("meetings:answer", "POST", an_invitation, EVERYBODY),
    row("meetings:answer", "GET", one_that_is_over, ENDED),
    row("meetings:answer", "GET", an_unknown_invitation, NOT_THERE),
]
