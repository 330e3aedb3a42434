"""The extract of one decision, for the institutions that it concerns. Official papers are in Albanian."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles.paper import Block, Facts, Heading, Paragraph, Table

from ..enums import MinutesKind
from ..models import ActionPoint, BodyDecision, Meeting
from .plain_paper import day_of, drawn, safe_name


def extract_title(meeting: Meeting) -> str:
    """ "Ekstrakt nga procesverbali", or from what the body calls its record."""
    with override("sq"):
        if meeting.record.kind == MinutesKind.NOTES:
            return _("Extract of the discussion notes")
        return _("Extract of the minutes")


def extract_document(decision: BodyDecision, *, created: datetime.datetime) -> Document:
    """The decision with its action points; those that are restricted only where the decision itself is."""
    meeting = decision.meeting
    points = list(points_of(decision))
    with override("sq"):
        title = extract_title(meeting)
        blocks: list[Block] = [
            Heading(text=title, level=0),
            Facts(
                rows=[
                    (_("Body"), decision.body.name_sq),
                    (pgettext("document", "Meeting"), f"{meeting.number_label} {meeting.title_sq}".strip()),
                    (_("Date"), day_of(meeting, "sq")),
                    (_("Decision no."), decision.number_label),
                ]
            ),
            Paragraph(text=f"{str(decision.get_verb_display()).capitalize()}: {decision.text_sq}"),
        ]
        if points:
            headings = (_("What is to be done"), _("By whom"), _("Deadline"))
            rows = [(point.text_sq, _owed_by(point), _due(point)) for point in points]
            blocks += [
                Heading(text=_("What is to be done next")),
                Table(headings=headings, rows=rows, widths=(8, 5, 3)),
            ]
        blocks.append(Paragraph(text=_("For its correctness: ____________________")))
    name = f"ekstrakt-{safe_name(decision.body.label)}-{decision.number}-{decision.year}"
    return drawn(blocks, name=name, title=title, form="docx", language="sq", created=created)


def points_of(decision: BodyDecision) -> list[ActionPoint]:
    points = decision.action_points.prefetch_related("obligations__institution").order_by("position", "pk")
    return [point for point in points if decision.is_restricted or not point.is_restricted]


def _owed_by(point: ActionPoint) -> str:
    return ", ".join(dict.fromkeys(one.institution.label for one in point.obligations.all()))


def _due(point: ActionPoint) -> str:
    if point.due_on:
        return format_date(point.due_on, Precision(point.due_precision), language="sq")
    days = sorted({one.due_on for one in point.obligations.all() if one.due_on})
    return ", ".join(f"{day:%d.%m.%Y}" for day in days)
