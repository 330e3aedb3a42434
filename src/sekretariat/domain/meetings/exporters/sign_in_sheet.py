"""The sign-in sheet that is printed for the door: names, institutions, functions, and a line to sign on."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.words import format_date
from sekretariat.officefiles import paper
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph, Table

from ..enums import InvitationReply
from ..models import Attendance, Meeting

# For whoever comes without an invitation.
EMPTY_LINES = 5
WIDTHS = (1, 5, 6, 4, 5)


def sign_in_sheet(meeting: Meeting, places: Sequence[Attendance], *, created: datetime.datetime) -> Document:
    """ "Listë-prezencë" as .docx, upright A4, in Albanian: it is filed with the papers of the meeting."""
    with override("sq"):
        title = _("Attendance list")
        rows = [_row(number, place) for number, place in enumerate(places, start=1)]
        rows += [[str(number), "", "", "", "\n"] for number in range(len(rows) + 1, len(rows) + EMPTY_LINES + 1)]
        blocks: list[Block] = [
            Heading(text=title),
            Paragraph(text=_said(meeting)),
            Facts(rows=_facts(meeting)),
            Table(
                headings=[_("No."), _("Name"), _("Institution"), _("Function"), _("Signature")],
                rows=rows,
                widths=WIDTHS,
            ),
        ]
        stem = f"{title} {meeting.number}-{meeting.year}".lower().replace(" ", "-")
    body = paper.document(blocks, title=f"{title}, {_said(meeting)}", language="sq", created=created)
    return Document(name=f"{stem}.docx", body=body)


def _said(meeting: Meeting) -> str:
    number = f"{meeting.body.name_sq}, nr. {meeting.number_label}"
    return f"{number}: {meeting.title_sq}" if meeting.title_sq else number


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    hour = meeting.begins_at.strftime("%H:%M") if meeting.begins_at else ""
    facts = [
        (_("Date"), format_date(meeting.on, language="sq")),
        (_("Hour"), hour),
        (_("Place"), meeting.place_sq or meeting.link),
    ]
    return [(label, value) for label, value in facts if value]


def _row(number: int, place: Attendance) -> list[str]:
    is_vacant = not place.name and place.seat_id and place.role != SeatRole.SECRETARIAT
    name = _("(vacant seat)") if is_vacant else place.name
    function = place.function
    if place.reply == InvitationReply.SUBSTITUTE:
        name = _("%(substitute)s (for %(name)s)") % {"substitute": place.substitute_name, "name": name or "—"}
        function = place.substitute_function or function
    return [str(number), name, place.institution_name, function, "\n"]
