"""The sign-in sheet, read back by the library that opens .docx files."""

import datetime
import io

import docx
import pytest

from sekretariat.domain.meetings.exporters.sign_in_sheet import EMPTY_LINES, sign_in_sheet
from sekretariat.domain.meetings.models import Attendance
from sekretariat.domain.meetings.queries.inviting import places_at

from .making import a_council

CREATED = datetime.datetime(2018, 6, 22, 9, tzinfo=datetime.UTC)

pytestmark = pytest.mark.django_db


def test_it_has_a_row_to_sign_for_every_place_and_some_to_spare():
    council = a_council(title_sq="Mbledhja e parë")
    council.called()
    Attendance.objects.filter(name="Dea").update(
        reply="substitute", substitute_name="Zana Gega", substitute_function="Specialiste"
    )

    document = sign_in_sheet(council.meeting, places_at(council.meeting), created=CREATED)

    paper = docx.Document(io.BytesIO(document.body))
    assert document.name == f"listë-prezencë-{council.meeting.number}-2018.docx"
    assert paper.paragraphs[0].text == "Listë-prezencë"
    [facts, table] = paper.tables
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["Data", "25.06.2018"],
        ["Ora", "10:00"],
        ["Vendi", "Salla e provës"],
    ]
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Nr.", "Emri", "Institucioni", "Funksioni", "Nënshkrimi"]
    assert len(rows) == 1 + 7 + EMPTY_LINES
    by_name = {row[1]: row for row in rows}
    assert by_name["Cen"][3] == "Zëvendësministër"
    assert by_name["Zana Gega (për Dea)"][3] == "Specialiste"
    assert by_name["(vend bosh)"][2]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 13)]
    [section] = paper.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert {row[4] for row in rows[1:]} == {""}


def test_the_same_list_gives_the_same_bytes():
    council = a_council()
    council.called()

    one, other = (sign_in_sheet(council.meeting, places_at(council.meeting), created=CREATED) for _ in range(2))

    assert one.body == other.body
