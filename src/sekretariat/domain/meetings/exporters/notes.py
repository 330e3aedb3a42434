"""The record of a meeting as .docx or .pdf, from the rows."""

import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.letters.exporters import Document
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph

from ..models import Meeting
from .agenda_paper import items_of, meeting_facts
from .plain_paper import drawn, stem_of, text_of

Form = Literal["docx", "pdf"]


def notes_document(
    meeting: Meeting, *, form: Form, language: Literal["sq", "en"], is_public: bool, created: datetime.datetime
) -> Document:
    """The notes or minutes; `is_public` leaves out what is restricted."""
    with override(language):
        title = str(meeting.record.get_kind_display())
        name = ("shenimet" if language == "sq" else "notes") + f"-{stem_of(meeting)}"
        blocks: list[Block] = [Heading(text=title, level=0), Facts(rows=meeting_facts(meeting, language))]
        blocks += _written(meeting, language, is_public=is_public)
    return drawn(blocks, name=name, title=title, form=form, language=language, created=created)


def _written(meeting: Meeting, language: str, *, is_public: bool) -> list[Block]:
    blocks: list[Block] = []
    items = [item for item in items_of(meeting) if not (is_public and item.is_restricted)]
    rows: list[Any] = [*meeting.statements.all(), *meeting.decisions.all(), *meeting.action_points.all()]
    shown = [row for row in rows if not (is_public and row.is_restricted)]
    for item in [None, *items]:
        if item:
            blocks.append(Heading(text=text_of(item, "title", language)))
        under = [row for row in shown if row.item_id == (item.pk if item else None)]
        blocks += [Paragraph(text=text_of(row, "text", language)) for row in under]
    return blocks or [Paragraph(text=_("Nothing is written down yet."))]
