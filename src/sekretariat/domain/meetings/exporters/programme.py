"""The annual programme of meetings as a Word document."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.letters.exporters import Document
from sekretariat.domain.plans.enums import PaperLanguage
from sekretariat.domain.plans.exporters import Wording
from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles import report_docx
from sekretariat.officefiles.report import Column, Cover, Heading, Line, Paragraph, Report, Row, RowKind, Section, Table

from ..enums import MeetingKind, MeetingState
from ..models import Meeting
from ..queries.programme import BodyYear

COLUMNS = (
    (_("When"), 20),
    (pgettext_lazy("meeting", "No."), 10),
    (pgettext_lazy("of a body", "Meeting"), 40),
    (_("Place"), 16),
    (_("State"), 14),
)


def programme_docx(
    programme: Sequence[BodyYear], *, year: int, language: PaperLanguage, created: datetime.datetime
) -> Document:
    """A table with the bodies as groups; a meeting whose day is not set stands with its month."""
    words = Wording.of(language)
    title = words.say(_("Programme of meetings for %(year)s"), year=year)
    rows: list[Row] = []
    for one in programme:
        name = words.pair({"sq": one.body.name_sq, "en": one.body.name_en}, "sq", "en")
        rows.append(Row(cells=[words.lines(name)], kind=RowKind.GROUP))
        rows += [Row(cells=_cells(meeting, words)) for meeting in one.meetings]
    table = Table(columns=[Column(lines=words.say(label), share=share) for label, share in COLUMNS], rows=rows)
    nothing = Paragraph(lines=words.say(_("No meeting is planned.")))
    offices = {meeting.office.unit for one in programme for meeting in one.meetings}
    head = [words.said(_("REPUBLIC OF ALBANIA"))]
    head += [words.pair({"sq": unit.name_sq, "en": unit.name_en}, "sq", "en") for unit in sorted(offices, key=str)]
    report = Report(
        title=title[0].text,
        languages=words.languages,
        cover=Cover(
            head=[line.text for text in head for line in words.lines(text)],
            title=title,
            below=[],
            foot=[Line(f"{created:%d.%m.%Y}")],
        ),
        contents="",
        sections=[Section(blocks=[Heading(lines=title), table if rows else nothing])],
        footer=title[0].text,
        page_words=(words.say(_("Page"))[0].text, words.say(_("of"))[0].text),
    )
    file_name = f"programme-{year}-{language.value}.docx"
    return Document(name=file_name, body=report_docx.draw(report, created=created))


def _cells(meeting: Meeting, words: Wording) -> list[list[Line]]:
    when = {
        language: format_date(meeting.on, Precision(meeting.precision), language=language)
        for language in words.languages
    }
    place = words.pair({"sq": meeting.place_sq, "en": meeting.place_en}, "sq", "en")
    titled = words.pair({"sq": meeting.title_sq, "en": meeting.title_en}, "sq", "en")
    kind = words.said(MeetingKind(meeting.kind).label)
    has_title = bool(meeting.title_sq or meeting.title_en)
    return [
        words.lines(when),
        [Line(meeting.number_label)],
        [*(words.lines(titled) if has_title else []), *words.lines(kind)],
        words.lines(place),
        words.say(MeetingState(meeting.state).label),
    ]
