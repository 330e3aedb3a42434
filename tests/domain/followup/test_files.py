"""Lists of leaders and staff as files: what is found in them, what is left, what is refused and where."""

import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from sekretariat.domain.followup.enums import Fate
from sekretariat.domain.followup.importers import (
    DirectoryRefused,
    FileRows,
    ListedRow,
    check_rows,
    rows_of_file,
    take_rows,
)
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.errors import FileRefused
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory
from tests.officefiles.packages import EXCEL, package, word

from .lists import HEADINGS, book, people

ON = datetime.date(2026, 11, 21)
ANA = ["Bashkia Shkodër", "Ana Çela", "Kryetare e Bashkisë", "ana@shkodra.al", "069 20 00 001"]
BEN = ["", "Ben Gega", "Specialist", "ben@shkodra.al", ""]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shkoder")]


def read(file: io.BytesIO, name: str = "lista.xlsx") -> FileRows:
    file.seek(0)
    return rows_of_file(stream=file, name=name)


def names_in(rows: FileRows) -> list[tuple[str, str]]:
    return [(row.cells["institution"], row.cells["name"]) for row in rows.rows]


def faults(file: io.BytesIO) -> list[tuple[str, int, str]]:
    checked = check_rows(read(file).rows, on=ON)
    return [(problem.sheet, problem.row, problem.column) for row in checked for problem in row.problems]


def taken(by, file: io.BytesIO, on: datetime.date = ON) -> list[str]:
    return [row.fate for row in take_rows(rows=read(file).rows, by=by, on=on)]


def test_a_file_is_taken_and_sent_again_makes_no_doubles(by):
    assert taken(by, people(ANA, BEN)) == [Fate.NEW, Fate.NEW]
    before = [model.objects.count() for model in (Person, Mandate, Event)]

    assert taken(by, people(ANA, BEN)) == [Fate.SAME, Fate.SAME]

    assert [model.objects.count() for model in (Person, Mandate, Event)] == before


@pytest.mark.parametrize(
    "headings",
    [
        ["E-mail", "Telefoni", "Emri", "Institucioni", "Funksioni"],
        ["Email address", "Phone", "Full name", "Institution", "Position"],
        ["Posta elektronike", "Cel.", "Emër Mbiemër", "Emri i bashkisë", "Detyra:"],
    ],
)
def test_columns_are_found_by_their_headings_in_either_language_and_any_order(headings):
    file = book(("Fleta", [headings, ["ana@shkodra.al", "069", "Ana Çela", "Bashkia Shkodër", "Kryetare"]]))

    [row] = read(file).rows

    assert row.cells == {
        "institution": "Bashkia Shkodër",
        "name": "Ana Çela",
        "function": "Kryetare",
        "email": "ana@shkodra.al",
        "phone": "069",
        "code": "",
    }


def test_the_list_is_found_on_whatever_sheet_below_whatever_title_and_the_rest_is_told():
    file = book(
        ("Shënime", [["Lista u bë më 12 maj"], ["shih fletën tjetër"]]),
        ("Bashkitë", [["LISTA E DREJTUESVE"], [""], [*HEADINGS, "Adresa"], [*ANA, "Rruga 1"], [], BEN]),
        ("Bosh", [[""]]),
    )

    found = read(file)

    assert names_in(found) == [("Bashkia Shkodër", "Ana Çela"), ("Bashkia Shkodër", "Ben Gega")]
    assert [(row.sheet, row.number) for row in found.rows] == [("Bashkitë", 4), ("Bashkitë", 6)]
    assert ["Shënime" in sentence for sentence in found.left] == [True, False]
    assert "“Adresa”" in found.left[1]


def test_two_sheets_are_one_list_and_an_institution_does_not_run_over_from_one_to_the_next():
    file = book(("A", [list(HEADINGS), ANA]), ("B", [list(HEADINGS), BEN]))

    assert names_in(read(file)) == [("Bashkia Shkodër", "Ana Çela"), ("", "Ben Gega")]
    assert faults(file) == [("B", 2, "institution")]


def test_headings_that_stand_again_on_the_next_printed_page_are_no_person():
    assert names_in(read(people(ANA, list(HEADINGS), BEN)))[1] == ("Bashkia Shkodër", "Ben Gega")


def test_faults_are_named_by_sheet_row_and_column_and_nothing_is_saved(by):
    file = people(ANA, ["Bashkia Shkodra", "Cen Leka", "", "cen@", ""], ["Bashkia Shkodër", "", "Specialist", "", ""])

    assert faults(file) == [("Lista", 3, "institution"), ("Lista", 3, "email"), ("Lista", 4, "name")]
    with pytest.raises(DirectoryRefused):
        taken(by, file)
    assert not Person.objects.filter(email="ana@shkodra.al").exists()


def test_a_csv_is_a_list_too(by):
    file = io.BytesIO("Institucioni;Emri;E-mail\nBashkia Shkodër;Ana Çela;ana@shkodra.al\n".encode("cp1252"))

    assert names_in(read(file, "lista.csv")) == [("Bashkia Shkodër", "Ana Çela")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word("Lista"), "lista.xlsx"),
        (package(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "lista.xlsm"),
        (package({"xl/vbaProject.bin": b"x"}, main=EXCEL), "lista.xlsx"),
        (b"", "lista.xlsx"),
        (b"MZ\x90\x00", "lista.xlsx"),
    ],
    ids=["a Word file", "macros by type", "macros inside", "empty", "a program"],
)
def test_what_is_no_harmless_list_is_refused_before_it_is_opened(data, name):
    with pytest.raises(FileRefused):
        read(io.BytesIO(data), name)


def test_a_file_above_the_ceiling_is_refused():
    with override_settings(UPLOAD_MAX_BYTES=1000), pytest.raises(FileRefused):
        read(people(ANA))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (word("Lista"), "lista.docx", ".xlsx"),
        (package(main=EXCEL), "lista.xlsx", "Excel"),
        (b"Shenim;Tjeter\na;b\n", "lista.csv", "csv"),
        (b"Emri;E-mail\nAna;ana@x.al\n", "lista.csv", "csv"),
        (b"Institucioni;Emri\n;\n", "lista.csv", ""),
    ],
    ids=["another document", "damaged", "no headings", "no institution", "no rows"],
)
def test_a_file_without_a_list_is_refused_with_a_sentence(data, name, said):
    with pytest.raises(DomainError) as refused:
        read(io.BytesIO(data), name)

    assert said in str(refused.value)
    assert refused.value.field == "file"


def test_a_number_whose_zero_a_spreadsheet_took_is_the_same_number(by, shkoder):
    person = PersonFactory(name="Ana Çela", email="ana@shkodra.al", phone="069 20 00 001")
    MandateFactory(person=person, institution=shkoder)

    assert taken(by, people(["Bashkia Shkodër", "Ana Çela", "", "ana@shkodra.al", "692000001"])) == [Fate.SAME]


def test_an_empty_function_adds_nothing_to_what_a_person_is_already(by, shkoder):
    MandateFactory(person=PersonFactory(name="Ana Çela", email="ana@shkodra.al"), institution=shkoder)

    assert taken(by, people(["Bashkia Shkodër", "Ana Çela", "", "ana@shkodra.al", ""])) == [Fate.SAME]
    assert Mandate.objects.filter(institution=shkoder).count() == 1


CODED = [*HEADINGS, "Kodi"]


def coded(person: Person, **changes: str) -> io.BytesIO:
    cells = {"name": person.name, "email": person.email, "code": str(person.pk)} | changes
    return book(("Lista", [CODED, ["Bashkia Shkodër", cells["name"], "", cells["email"], "", cells["code"]]]))


def test_by_the_code_a_person_without_an_email_is_known_also_under_the_mended_name(by, shkoder):
    person = PersonFactory(name="Ana Cela", email="")
    MandateFactory(person=person, institution=shkoder)

    assert taken(by, coded(person, name="Anna Çelaj", email="anna@shkodra.al")) == [Fate.CORRECTED]

    person.refresh_from_db()
    assert (person.name, person.email) == ("Anna Çelaj", "anna@shkodra.al")


def test_two_of_one_name_without_an_email_are_told_apart_by_their_codes(by, shkoder):
    for phone in ("1", "2"):
        MandateFactory(person=PersonFactory(name="Ana Çela", email="", phone=phone), institution=shkoder)
    _first, second = Person.objects.filter(name="Ana Çela").order_by("pk")

    assert taken(by, coded(second, phone="3")) == [Fate.SAME]
    assert faults(people(["Bashkia Shkodër", "Ana Çela", "", "", ""])) == [("Lista", 2, "email")]


@pytest.mark.parametrize(
    "changes",
    [{"code": "999999"}, {"code": "x"}, {"name": "Ben Gega", "email": "ben@shkodra.al"}, {"email": "ben@x.al"}],
    ids=["nobody's code", "no code", "another person's row with the code left", "an e-mail of another"],
)
def test_a_code_that_cannot_be_meant_is_refused(shkoder, changes):
    PersonFactory(name="Ben Gega", email="ben@x.al")
    person = PersonFactory(name="Ana Çela", email="ana@shkodra.al")
    MandateFactory(person=person, institution=shkoder)

    [(_sheet, row, column)] = faults(coded(person, **changes))

    assert (row, column) in [(2, "code"), (2, "email")]


def test_a_row_copied_for_a_colleague_with_the_code_left_in_it_is_refused(shkoder):
    person = PersonFactory(name="Ana Çela", email="")
    MandateFactory(person=person, institution=shkoder)
    rows = [["Bashkia Shkodër", name, "", "", "", str(person.pk)] for name in ("Ana Çela", "Ben Gega")]

    assert faults(book(("Lista", [CODED, *rows]))) == [("Lista", 3, "code")]


def test_a_unit_is_found_by_its_name_with_that_of_the_ministry():
    for ministry in ("Ministria A", "Ministria B"):
        InstitutionFactory(
            kind=InstitutionKind.UNIT,
            name_sq="Drejtoria e Financës",
            short_name="",
            part_of=InstitutionFactory(name_sq=ministry),
        )
    row = ["Drejtoria e Financës, Ministria B", "Ana Çela", "", "", ""]

    [checked] = check_rows(read(people(row)).rows, on=ON)

    assert checked.institution.part_of.name_sq == "Ministria B"
    [refused] = check_rows(read(people(["Drejtoria e Financës", "Ana Çela", "", "", ""])).rows, on=ON)
    assert "Drejtoria e Financës, Ministria A" in refused.problems[0].message


def queries_to_take(by, rows: list[ListedRow]) -> int:
    with CaptureQueriesContext(connection) as captured:
        take_rows(rows=rows, by=by, on=ON)
    return len(captured)


def test_a_list_of_610_persons_takes_the_queries_of_a_list_of_61(by):
    for number in range(61):
        InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq=f"Bashkia {number}", short_name="")

    def rows(first: int, each: int) -> list[ListedRow]:
        cells = [
            {
                "institution": f"Bashkia {n % 61}",
                "name": f"Dikush {n}",
                "function": f"Specialist {n // 61}",
                "email": f"dikush{n}@bashkia.al",
                "phone": "",
                "code": "",
            }
            for n in range(first, first + 61 * each)
        ]
        return [ListedRow(number=place, cells=each) for place, each in enumerate(cells)]

    for_few, for_many = queries_to_take(by, rows(0, 1)), queries_to_take(by, rows(10_000, 10))

    # What grows are the batches of what is written; SQLite takes no more than 999 values in each.
    assert for_many <= for_few + 60
    assert Person.objects.filter(email__endswith="@bashkia.al").count() == 671
    assert queries_to_take(by, rows(10_000, 10)) < for_few


def test_a_change_of_many_persons_is_kept_in_the_trail_for_each(by, shkoder):
    rows = [["Bashkia Shkodër", f"Dikush {n}", "Specialist", f"d{n}@x.al", "1"] for n in range(20)]
    taken(by, people(*rows))
    for row in rows:
        row[2], row[4] = "Drejtor", "2"

    assert taken(by, people(*rows), on=ON + datetime.timedelta(days=3)) == [Fate.CORRECTED] * 20

    happened = Event.objects.values_list("what", flat=True)
    counts = {what: list(happened).count(what) for what in set(happened)}
    assert counts == {
        "institution.people_listed": 2,
        "person.noted": 20,
        "person.edited": 20,
        "post.added": 2,
        "mandate.begun": 40,
        "mandate.ended": 20,
    }
    assert Event.objects.filter(what="person.edited").first().data == {"fields": ["phone"]}
    ended = Mandate.objects.filter(post__title_sq="Specialist").first()
    assert (ended.valid_to, ended.is_stopped) == (ON + datetime.timedelta(days=2), True)
