"""The directory of people: who is in it, who is missing, and lists that are pasted."""

import pytest
from django.test import override_settings

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory, PostFactory
from tests.web.duties.making import person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

HEADER = "Institucioni\tEmri\tFunksioni\tE-mail\tTelefoni\n"
ANA = "Bashkia Shkodër\tAna Çela\tKryetare e Bashkisë\tana@shkodra.al\t069 20 00 001\n"
BEN = "\tBen Gega\tSpecialist\tben@shkodra.al\t\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client_of):
    return client_of(person_in(Role.OFFICER, OfficeFactory().unit))


@pytest.fixture
def shkoder():
    return InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq="Bashkia Shkodër", short_name="")


def page(client, url: str = "/directory/", **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def paste(client, text: str, **extra):
    return client.post("/directory/paste/", {"text": text} | extra)


def row_of(text: str, name: str) -> str:
    return text.partition("<table")[2].partition(name)[2].partition("</tr>")[0]


def test_a_person_stands_with_what_they_hold_and_how_they_are_reached(officer, shkoder):
    person = PersonFactory(name="Ana Çela", email="ana@shkodra.al", phone="069 1")
    MandateFactory(
        person=person,
        role=Role.HEAD,
        institution=shkoder,
        post=PostFactory(institution=shkoder, title_sq="Kryetare e Bashkisë"),
    )
    MandateFactory(person=person, institution=shkoder, body=BodyFactory(short_name="Rrjeti OGP"))

    row = row_of(page(officer), "Ana Çela")

    for said in ("Kryetare e Bashkisë", "Rrjeti OGP", "Bashkia Shkodër", "ana@shkodra.al", "069 1"):
        assert said in row


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"words": "CELA"}, True),
        ({"words": "ana@shkodra"}, True),
        ({"words": "shkoder"}, True),
        ({"words": "s'ka"}, False),
        ({"kind": "municipality"}, True),
        ({"kind": "ministry"}, False),
        ({"role": "head"}, True),
        ({"role": "coordinator"}, False),
        ({"role": "s'ka"}, True),
    ],
    ids=str,
)
def test_the_directory_is_narrowed(officer, shkoder, query, is_found):
    MandateFactory(person=PersonFactory(name="Ana Çela", email="ana@shkodra.al"), role=Role.HEAD, institution=shkoder)

    assert ("Ana Çela" in page(officer, **query)) is is_found


def test_a_person_who_holds_nothing_any_more_stays_in_the_directory(officer):
    PersonFactory(name="Ana Çela")

    assert "Ana Çela" in page(officer)


def test_the_directory_pages_and_takes_the_same_queries_for_one_row_and_for_three(officer):
    def add() -> None:
        MandateFactory(body=BodyFactory(), post=PostFactory())

    add()
    for_one = queries_of(officer, "/directory/")
    add()
    add()
    assert queries_of(officer, "/directory/") == for_one <= 13

    PersonFactory.create_batch(60)
    assert page(officer).count("<tr>") == 51


def test_who_is_missing_is_told_and_counted(officer, shkoder):
    reachable = InstitutionFactory(name_sq="Ministria e Arritshme")
    MandateFactory(institution=reachable)

    text = page(officer, "/directory/missing/")

    assert "Bashkia Shkodër" in text
    assert "Ministria e Arritshme" not in text
    assert f"/institutions/{shkoder.pk}/mandates/new/" in text
    assert "Bashkia Shkodër" not in page(officer, "/directory/missing/", kind="ministry")
    assert 'href="/directory/missing/"' in page(officer).partition('class="lead"')[2].partition("</p>")[0]


def test_a_pasted_list_is_shown_before_anything_is_saved(officer, shkoder):
    text = paste(officer, HEADER + ANA + BEN).content.decode()

    assert 'name="save"' in text
    assert row_of(text, "Ana Çela").count('class="state info"') == 1
    assert not Person.objects.filter(email="ana@shkodra.al").exists()
    assert faults_of(text) == []


def test_the_list_is_recorded_and_pasted_again_makes_no_doubles(officer, shkoder):
    for _ in range(2):
        response = paste(officer, HEADER + ANA + BEN, save="1")
        assert response.url == "/directory/"

    assert Person.objects.filter(email__endswith="@shkodra.al").count() == 2
    assert Mandate.objects.filter(institution=shkoder).count() == 2


def test_a_corrected_list_tells_what_it_replaces(officer, shkoder):
    paste(officer, HEADER + ANA, save="1")

    text = paste(officer, HEADER + ANA.replace("ana@", "ana.cela@").replace("Kryetare e", "Ish-kryetare e")).content

    row = row_of(text.decode(), "Ana Çela")
    assert "ana@shkodra.al → ana.cela@shkodra.al" in row
    assert "Kryetare e Bashkisë" in row.partition("ana.cela@shkodra.al</small>")[2]


@pytest.mark.parametrize("button", [{}, {"save": "1"}])
def test_a_faulty_row_is_told_by_row_and_column_and_nothing_is_saved(officer, shkoder, button):
    with override_settings(LANGUAGE_CODE="en"):
        officer.cookies["language"] = "en"
        response = paste(officer, HEADER + ANA + "Bashkia Shkodra\tCen Leka\t\tcen@\t\n", **button)

    text = response.content.decode()
    notice = text.partition('class="notice late"')[2].partition("</section>")[0]
    assert "row 3, column “Institution”" in notice
    assert "row 3, column “E-mail”" in notice
    assert "Bashkia Shkodër" in notice
    assert row_of(text, "Cen Leka").count('class="field-error"') == 1
    assert 'name="save"' not in text
    assert "Cen Leka" in text.partition("<textarea")[2].partition("</textarea>")[0]
    assert not Person.objects.filter(email="ana@shkodra.al").exists()
    assert faults_of(text) == []


@pytest.mark.parametrize("text", ["", " \n\t", HEADER])
@pytest.mark.parametrize("button", [{}, {"save": "1"}])
def test_an_empty_list_is_told(officer, text, button):
    response = paste(officer, text, **button)

    assert response.status_code == 200
    assert "form-errors" in response.content.decode()


def test_hostile_text_is_shown_as_it_is_written(officer, shkoder):
    text = paste(officer, "Bashkia Shkodër\t<script>alert(1)</script>\t=1+1\tx@y.al\t{{ 7*7 }}\n").content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    paste(officer, "Bashkia Shkodër\t<script>alert(1)</script>\t=1+1\tx@y.al\t{{ 7*7 }}\n", save="1")
    assert Person.objects.get(email="x@y.al").name == "<script>alert(1)</script>"


def test_a_null_sign_does_no_harm(officer, shkoder):
    assert paste(officer, "Bashkia Shkodër\tAna\x00 Çela\t\t\t\n").status_code == 200


def test_a_list_of_two_thousand_rows_is_checked(officer, shkoder):
    lines = [f"Bashkia Shkodër\tDikush {n}\tSpecialist\tdikush{n}@shkodra.al\t" for n in range(2000)]

    response = paste(officer, HEADER + "\n".join(lines))

    assert response.content.decode().count('class="state info"') == 2001
