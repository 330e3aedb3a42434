"""Meetings: a called one is seen by its office and by whoever is invited; a planned one by its office alone."""

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
SEEN = "302 404 404 200 200 200 200 200 404"
PLANNED = "302 404 404 404 404 200 200 200 404"
# Its officers alone.
KEPT = "302 403 403 403 403 403 200 403 404"
KEPT_DONE = "302 403 403 403 403 403 302 403 404"


def a_meeting(world) -> dict:
    return {"pk": world.meeting.pk}


def a_planned_meeting(world) -> dict:
    return {"pk": world.planned_meeting.pk}


ROWS = [
    row("meetings:list", "GET", no_arguments, SIGNED_IN),
    row("meetings:detail", "GET", a_meeting, SEEN),
    row("meetings:detail", "GET", a_planned_meeting, PLANNED),
]
