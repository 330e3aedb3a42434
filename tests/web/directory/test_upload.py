"""A list of people as a file: shown before it is recorded; the directory in Excel goes out and comes back."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sekretariat.domain.followup.importers import ListedRow
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from sekretariat.officefiles import sheets
from sekretariat.web.directory.lists import _packed
from tests.domain.followup.lists import book, people
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory, officer
from tests.officefiles.packages import word
from tests.web.duties.making import person_in
from tests.web.html import faults_of

ANA = ["Bashkia Shkodër", "Ana Çela", "Kryetare e Bashkisë", "ana@shkodra.al", "069 20 00 001"]
BEN = ["", "Ben Gega", "Specialist", "ben@shkodra.al", ""]

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of):
    client = client_of(person_in(Role.OFFICER, OfficeFactory().unit))
    client.cookies["language"] = "en"
    return client


@pytest.fixture(autouse=True)
def shkoder():
    return InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq="Bashkia Shkodër", short_name="")


def send(client, content, name: str = "lista.xlsx"):
    data = content if isinstance(content, bytes) else content.getvalue()
    return client.post("/directory/upload/", {"file": SimpleUploadedFile(name, data)})


def packed_in(response) -> str:
    return response.content.decode().partition('name="rows" value="')[2].partition('"')[0]


def record(client, packed: str):
    return client.post("/directory/upload/", {"rows": packed, "save": "1"})


def test_a_file_is_shown_before_anything_is_saved_and_then_recorded(client, shkoder):
    shown = send(client, people(ANA, BEN))

    assert shown.content.decode().count('class="state info"') == 3
    assert not Person.objects.filter(email="ana@shkodra.al").exists()
    assert faults_of(shown.content.decode()) == []

    assert record(client, packed_in(shown)).url == "/directory/"

    assert Mandate.objects.filter(institution=shkoder).count() == 2


def test_sent_twice_from_one_page_it_makes_no_doubles(client, shkoder):
    packed = packed_in(send(client, people(ANA, BEN)))

    for _ in range(2):
        assert record(client, packed).status_code == 302

    assert Mandate.objects.filter(institution=shkoder).count() == 2


def test_faults_are_told_by_sheet_row_and_column_and_nothing_can_be_recorded(client):
    response = send(client, people(ANA, ["Bashkia Shkodra", "Cen", "", "cen@", ""]))

    text = response.content.decode()
    notice = text.partition('class="notice late"')[2].partition("</section>")[0]
    assert "sheet “Lista”, row 3, column “Institution”" in notice
    assert "sheet “Lista”, row 3, column “E-mail”" in notice
    assert 'name="save"' not in text
    assert faults_of(text) == []


def test_what_was_left_of_the_file_is_told(client):
    file = book(("Shënime", [["x"]]), ("Lista", [["Institucioni", "Emri", "Adresa"], [*ANA[:2], "Rruga 1"]]))

    text = send(client, file).content.decode()

    notice = text.partition('class="notice info"')[2].partition("</section>")[0]
    assert "“Shënime”" in notice
    assert "“Adresa”" in notice


@pytest.mark.parametrize(
    ("content", "name"),
    [(word("x"), "lista.xlsx"), (b"", "lista.xlsx"), (b"a;b\n", "lista.csv"), (word("x"), "l.docx")],
    ids=["not what it says", "empty", "no list in it", "a letter"],
)
def test_a_file_that_is_no_list_is_told_at_its_field(client, content, name):
    response = send(client, content, name)

    assert response.status_code == 200
    assert 'id="id_file_error"' in response.content.decode()
    assert faults_of(response.content.decode()) == []


def test_no_file_at_all_is_told(client):
    assert 'id="id_file_error"' in client.post("/directory/upload/", {}).content.decode()


def test_the_checked_rows_of_another_person_or_forged_ones_are_not_recorded(client):
    cells = dict.fromkeys(["function", "phone", "code"], "")
    cells |= {"institution": "Bashkia Shkodër", "name": "Ana Çela", "email": "ana@shkodra.al"}
    of_another = _packed([ListedRow(number=2, cells=cells)], by=officer(OfficeFactory()))

    for packed in (of_another, of_another[:-1], "x", ""):
        response = record(client, packed)
        assert "no longer at hand" in response.content.decode()
    assert not Person.objects.filter(email="ana@shkodra.al").exists()


def test_what_changed_between_checking_and_recording_is_told(client):
    packed = packed_in(send(client, people(ANA)))
    PersonFactory(name="Tjetri", email="ana@shkodra.al")

    response = record(client, packed)

    assert "Tjetri" in response.content.decode().partition('class="notice late"')[2].partition("</section>")[0]


def test_five_thousand_rows_are_checked_and_the_page_shows_those_with_a_change_first(client):
    rows = [["Bashkia Shkodër", f"Dikush {n}", "Specialist", f"d{n}@shkodra.al", ""] for n in range(5000)]

    text = send(client, people(*rows)).content.decode()

    assert "5.000" in text
    assert text.count("<tr>") == 2001
    assert record(client, packed_in(send(client, people(*rows)))).status_code == 302
    assert Person.objects.filter(email__endswith="@shkodra.al").count() == 5000


def exported(client, url: str) -> list[list[str]]:
    response = client.get(url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    [sheet, *_] = sheets.read(b"".join(response.streaming_content), kind="xlsx")
    return [cells for _number, cells in sheet.rows]


def test_the_filtered_directory_goes_to_excel_and_back_without_a_change(client, shkoder):
    MandateFactory(person=PersonFactory(name="Ana Çela", phone="069 1"), role=Role.STAFF, institution=shkoder)
    MandateFactory(person=PersonFactory(name="Ministri"))

    headings, *rows = exported(client, "/directory/export/?kind=municipality")

    assert headings == ["Institution", "Name", "Function", "E-mail", "Telephone", "Code", "Role", "County"]
    assert [row[1] for row in rows] == ["Ana Çela"]
    text = send(client, book(("x", [headings, *rows]))).content.decode()
    assert text.count('class="state none"') == 2  # the count and the row
    assert 'class="state info"' not in text


def test_who_is_missing_goes_to_excel(client, shkoder):
    MandateFactory(institution=InstitutionFactory(name_sq="Ministria me drejtues"), role=Role.HEAD)

    _headings, *rows = exported(client, "/directory/missing/export/?gap=head")

    assert "Bashkia Shkodër" in [row[0] for row in rows]
    assert "Ministria me drejtues" not in [row[0] for row in rows]


def test_the_empty_list_is_downloaded_under_the_day(client):
    response = client.get("/directory/upload/empty/")

    assert f"{datetime.date.today():%Y-%m-%d}.xlsx" in response.headers["Content-Disposition"]
    assert len(sheets.read(b"".join(response.streaming_content), kind="xlsx")[0].rows) == 2
