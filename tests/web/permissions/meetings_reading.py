"""Meetings: a called one is seen by its office and by whoever is invited; a planned one by its office alone."""

from sekretariat.domain.meetings.models import MeetingPaper
from sekretariat.ground.actors import Role
from tests.factories import actor
from tests.web.world import a_file

from . import no_arguments, row

SIGNED_IN = "302 200 200 200 200 200 200 200 200"
SEEN = "302 404 404 200 200 200 200 200 404"
PLANNED = "302 404 404 404 404 200 200 200 404"
# Its officers alone.
KEPT = "302 403 403 403 403 403 200 403 404"
KEPT_DONE = "302 403 403 403 403 403 302 403 404"
ENTERED = "302 403 403 403 403 403 200 403 200"


def a_meeting(world) -> dict:
    return {"pk": world.meeting.pk}


def a_planned_meeting(world) -> dict:
    return {"pk": world.planned_meeting.pk}


def an_item(world) -> dict:
    return {"pk": world.meeting.pk, "item_pk": world.meeting.items.all()[0].pk}


def a_paper(world) -> dict:
    """A paper on paper only: to be taken off."""
    paper, _is_new = MeetingPaper.objects.get_or_create(meeting=world.meeting, title_sq="Dokumenti i tabelës")
    return {"pk": world.meeting.pk, "paper_pk": paper.pk}


def a_file_of_it(world) -> dict:
    paper = MeetingPaper.objects.filter(meeting=world.meeting, title_sq="Skedari i tabelës").first()
    if paper is None:
        file = a_file(actor(Role.OFFICER, world.office, person=world.people["officer"]))
        paper = MeetingPaper.objects.create(meeting=world.meeting, title_sq="Skedari i tabelës", file=file)
    return {"pk": world.meeting.pk, "paper_pk": paper.pk}


FORM = ("GET", "POST")

ROWS = [
    row("meetings:list", "GET", no_arguments, SIGNED_IN),
    row("meetings:detail", "GET", a_meeting, SEEN),
    row("meetings:detail", "GET", a_planned_meeting, PLANNED),
    row("meetings:papers", "GET", a_meeting, SEEN),
    row("meetings:papers", "GET", a_planned_meeting, PLANNED),
    row("meetings:paper", "GET", a_file_of_it, SEEN),
    # Keeping. A form without values is shown again.
    *(row("meetings:new", verb, no_arguments, ENTERED) for verb in FORM),
    *(row(f"meetings:{name}", verb, a_meeting, KEPT) for name in ("edit", "cancel", "new_item") for verb in FORM),
    *(row("meetings:edit_item", verb, an_item, KEPT) for verb in FORM),
    row("meetings:move_item", "POST", an_item, KEPT_DONE),
    row("meetings:remove_item", "POST", an_item, KEPT_DONE),
    row("meetings:add_paper", "POST", a_meeting, KEPT),
    row("meetings:remove_paper", "POST", a_paper, KEPT_DONE),
]
