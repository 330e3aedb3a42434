"""Who was invited and who was there, as a list of the folder."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from sekretariat.domain.letters.exporters import Document
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph, Table

from ..models import Attendance, Meeting
from .agenda_paper import meeting_facts
from .plain_paper import drawn, stem_of


def attendance_document(meeting: Meeting, *, form: str, language: str, created: datetime.datetime) -> Document:
    with override(language):
        title = pgettext("document", "Attendance list")
        name = ("liste-prezence" if language == "sq" else "attendance-list") + f"-{stem_of(meeting)}"
        blocks: list[Block] = [Heading(text=title, level=0), Facts(rows=meeting_facts(meeting, language))]
        blocks += attendance_blocks(list(meeting.attendances.select_related("institution").order_by("position", "pk")))
    return drawn(blocks, name=name, title=title, form=form, language=language, created=created)


def attendance_blocks(places: Sequence[Attendance]) -> list[Block]:
    if not places:
        return [Paragraph(text=_("Nobody is on the list yet."))]
    headings = (_("No."), _("Institution"), _("Name"), _("Function"), _("Presence"))
    rows = [
        (str(number), place.institution_name, _name(place), place.function, str(place.get_presence_display() or ""))
        for number, place in enumerate(places, start=1)
    ]
    return [Table(headings=headings, rows=rows, widths=(1, 6, 5, 4, 3))]


def _name(place: Attendance) -> str:
    """With who came in their stead."""
    if not place.substitute_name:
        return place.name
    instead = _("represented by %(name)s") % {"name": place.substitute_name}
    return f"{place.name} ({instead})" if place.name else place.substitute_name
