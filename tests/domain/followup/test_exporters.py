"""The directory in Excel: sent back untouched it changes nothing, sent back corrected only what was corrected."""

import datetime
import io

import pytest

from sekretariat.domain.followup.directory.gaps import with_gaps
from sekretariat.domain.followup.enums import Fate
from sekretariat.domain.followup.exporters import directory_xlsx, empty_list_xlsx, missing_xlsx
from sekretariat.domain.followup.importers import check_rows, rows_of_file, take_rows
from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.exporters import Document
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError
from sekretariat.officefiles import sheets, xlsx
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    PostFactory,
    officer,
)

from .lists import MOMENT

ON = datetime.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def exported(persons=None) -> Document:
    return directory_xlsx(Person.objects.order_by("pk") if persons is None else persons, on=ON, created=MOMENT)


def sheets_of(document: Document) -> list[sheets.Sheet]:
    return sheets.read(document.body, kind="xlsx")


def sent_back(document: Document):
    return rows_of_file(stream=io.BytesIO(document.body), name=document.name)


def a_hard_directory() -> None:
    """Everything that makes a person hard to find again."""
    shkoder = InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq="Bashkia Shkodër", short_name="")
    units = [
        InstitutionFactory(kind=InstitutionKind.UNIT, name_sq="Drejtoria", short_name="", part_of=InstitutionFactory())
        for _ in range(2)
    ]
    mayor = PostFactory(institution=shkoder, kind=PostKind.MAYOR, title_sq="Kryetare e Bashkisë")
    expert = PostFactory(institution=shkoder, kind=PostKind.OFFICER, title_sq="=Specialiste")
    ana = PersonFactory(name="Ana Çela", email="ana@shkodra.al", phone="0692000001")
    MandateFactory(person=ana, role=Role.HEAD, institution=shkoder, post=mayor)
    MandateFactory(person=ana, role=Role.STAFF, institution=shkoder, post=expert)
    MandateFactory(person=ana, role=Role.COORDINATOR, institution=shkoder, body=BodyFactory())
    for _ in range(2):  # namesakes without an e-mail
        MandateFactory(person=PersonFactory(name="Ben Gega", email=""), role=Role.STAFF, institution=shkoder)
    for unit in units:
        MandateFactory(person=PersonFactory(email="", phone="+355 4 22"), institution=unit, body=BodyFactory())
    MandateFactory(person=PersonFactory(signs_in=True, name="＝Cen  Leka"), institution=units[0], role=Role.FOCAL_POINT)
    MandateFactory(person=PersonFactory(name="E Larguar"), institution=shkoder, is_stopped=True)
    MandateFactory(institution=InstitutionFactory(valid_to=ON - datetime.timedelta(days=1)))
    PersonFactory(name="Pa Vend")


def test_sent_back_untouched_it_changes_nothing():
    a_hard_directory()
    rows = sent_back(exported()).rows

    checked = check_rows(rows, on=ON)

    assert [problem for row in checked for problem in row.problems] == []
    assert {row.planned.fate for row in checked} == {Fate.SAME}
    assert len(checked) == 7
    events = Event.objects.count()
    take_rows(rows=rows, by=officer(OfficeFactory()), on=ON)
    assert Event.objects.count() == events


def test_what_is_corrected_in_excel_is_corrected_and_nothing_else():
    a_hard_directory()
    [first, *_] = sheets_of(exported())
    headings, *rows = [[*cells, *[""] * (8 - len(cells))] for _number, cells in first.rows]
    namesakes = [row for row in rows if row[1] == "Ben Gega"]
    namesakes[0][1], namesakes[1][4] = "Benjamin Gega", "069 1"
    table = xlsx.Table(name="x", columns=dict.fromkeys(headings, 10), rows=rows)
    back = Document(name="x.xlsx", body=xlsx.write([table], created=MOMENT))
    persons = Person.objects.count()

    fates = [row.fate for row in take_rows(rows=sent_back(back).rows, by=officer(OfficeFactory()), on=ON)]

    assert sorted(fates) == sorted([Fate.CORRECTED, Fate.COMPLETED, *[Fate.SAME] * 5])
    assert Person.objects.count() == persons + 1  # the officer's own
    assert Person.objects.filter(name="Benjamin Gega", email="", phone="").exists()
    assert Person.objects.filter(name="Ben Gega", phone="069 1").exists()


def test_who_holds_nothing_today_stands_on_a_sheet_that_is_told_and_not_read():
    a_hard_directory()

    [_directory, without] = sheets_of(exported())

    assert {cells[0] for _number, cells in without.rows[1:]} >= {"E Larguar", "Pa Vend"}
    assert [without.name in sentence for sentence in sent_back(exported()).left] == [True]


def test_only_the_persons_chosen_are_exported():
    a_hard_directory()

    [sheet] = sheets_of(exported(Person.objects.filter(name="Ana Çela")))

    assert [cells[2] for _number, cells in sheet.rows[1:]] == ["Kryetare e Bashkisë", "=Specialiste"]


def test_the_empty_list_shows_how_it_is_filled_in_and_the_example_is_not_taken():
    document = empty_list_xlsx(on=ON, created=MOMENT)

    [sheet] = sheets_of(document)
    assert len(sheet.rows) == 2
    with pytest.raises(DomainError):
        sent_back(document)


def test_the_list_of_who_is_missing_is_read_once_it_is_filled_in():
    InstitutionFactory(name_sq="Ministria A", email="zyra@a.al")
    InstitutionFactory(name_sq="Ministria B", email="zyra@b.al")
    institutions = with_gaps(Institution.objects.all(), on=ON).select_related("part_of", "territory__part_of")
    document = missing_xlsx(institutions.order_by("name_sq"), on=ON, created=MOMENT)
    headings, first, second = [[*cells] for _number, cells in sheets_of(document)[0].rows]
    assert first[-1] == "zyra@a.al"
    first[1:4] = ["Ana Çela", "Ministre", "ana@a.al"]
    table = xlsx.Table(name="x", columns=dict.fromkeys(headings, 10), rows=[first, second])

    [row] = sent_back(Document(name="x.xlsx", body=xlsx.write([table], created=MOMENT))).rows

    assert (row.cells["name"], row.cells["email"]) == ("Ana Çela", "ana@a.al")
