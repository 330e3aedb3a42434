"""The agenda as a paper that goes with the invitation and lies on the table."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from sekretariat.domain.letters.exporters import Document
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph, Table

from ..models import AgendaItem, Meeting
from .plain_paper import day_of, drawn, hours_of, stem_of, text_of


def agenda_document(
    meeting: Meeting, *, form: str, language: str, is_public: bool, created: datetime.datetime
) -> Document:
    """The agenda; `is_public` leaves out the items that are restricted."""
    items = [item for item in items_of(meeting) if not (is_public and item.is_restricted)]
    with override(language):
        title = pgettext("document", "Agenda")
        name = ("axhenda" if language == "sq" else "agenda") + f"-{stem_of(meeting)}"
        blocks = [Heading(text=title, level=0), *agenda_blocks(meeting, items, language)]
    return drawn(blocks, name=name, title=title, form=form, language=language, created=created)


def items_of(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.select_related("presenter", "presenter_institution").order_by("position", "pk"))


def agenda_blocks(meeting: Meeting, items: Sequence[AgendaItem], language: str) -> list[Block]:
    """What the meeting is, and its items; in the language that is in force."""
    blocks: list[Block] = [Facts(rows=meeting_facts(meeting, language))]
    if not items:
        return [*blocks, Paragraph(text=_("The agenda has no item yet."))]
    rows = [_row(place, item, language) for place, item in enumerate(items, start=1)]
    headings = (_("No."), _("Item"), _("Presented by"), _("Time"))
    return [*blocks, Table(headings=headings, rows=rows, widths=(1, 9, 5, 2))]


def meeting_facts(meeting: Meeting, language: str) -> list[tuple[str, str]]:
    """Body, number, day, place and who directs it: what is known of them."""
    led = [text_of(meeting.led_by, "name", language) if meeting.led_by else ""]
    led.append(meeting.chair.name if meeting.chair else "")
    facts = [
        (_("Body"), text_of(meeting.body, "name", language)),
        (pgettext("document", "Meeting"), f"{meeting.number_label} {text_of(meeting, 'title', language)}".strip()),
        (_("Date"), ", ".join(filter(None, [day_of(meeting, language), hours_of(meeting)]))),
        (_("Place"), text_of(meeting, "place", language)),
        (_("Directed by"), ", ".join(filter(None, led))),
    ]
    return [(label, value) for label, value in facts if value]


def _row(place: int, item: AgendaItem, language: str) -> tuple[str, ...]:
    what = "\n".join(filter(None, [text_of(item, "title", language), text_of(item, "text", language)]))
    who = [item.presenter.name if item.presenter else ""]
    who.append(item.presenter_institution.label if item.presenter_institution else "")
    minutes = item.minutes or 0
    time = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes} if minutes else ""
    return (str(place), what, ", ".join(filter(None, who)), time)
