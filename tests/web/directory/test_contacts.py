"""The log of contacts, on the institution's page and on its own; an office's own."""

import datetime

import pytest
from django.utils import timezone

from sekretariat.domain.followup.models import ContactNote
from sekretariat.domain.followup.services import note_contact
from sekretariat.ground.actors import Role
from tests.factories import (
    ContactNoteFactory,
    InstitutionFactory,
    MandateFactory,
    ObligationFactory,
    OfficeFactory,
    PersonFactory,
    officer,
)
from tests.web.duties.making import person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def client(client_of, office):
    client = client_of(person_in(Role.OFFICER, office.unit))
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def institution():
    return InstitutionFactory(short_name="", name_sq="Bashkia Shkodër")


def page(client, url: str, **query) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    return response.content.decode()


def log_of(institution) -> str:
    return f"/institutions/{institution.pk}/?part=contacts"


def note(client, institution, **given):
    values = {"way": "phone", "on": f"{timezone.localdate():%d.%m.%Y}"} | given
    return client.post(f"/directory/contacts/new/{institution.pk}/", values)


def test_a_contact_is_noted_from_the_institution_s_page_and_stands_there(client, institution, office):
    ana = PersonFactory(name="Ana Çela")
    MandateFactory(person=ana, institution=institution)
    duty = ObligationFactory(office=office, institution=institution, ask_sq="Caktoni", ask_en="Name one")
    assert "Ana Çela" in page(client, log_of(institution)).partition("<form")[2]

    response = note(
        client, institution, person=ana.pk, obligation=duty.pk, text="Do ta dërgojnë", promised_on="1.1.2030"
    )

    assert response.url == log_of(institution)
    text = page(client, log_of(institution)).partition("<table")[2]
    for word in ("Ana Çela", "telephone", "Do ta dërgojnë", "01.01.2030", "Name one"):
        assert word in text


def test_nothing_but_the_way_need_be_said(client, institution):
    assert note(client, institution).status_code == 302
    assert ContactNote.objects.get().text == ""


def test_mistakes_are_told_and_nothing_typed_is_lost(client, institution):
    response = note(client, institution, on="01.01.2099", promised_on="nesër", text="Folëm gjatë")

    text = response.content.decode()
    assert 'id="id_on_error"' in text
    assert 'id="id_promised_on_error"' in text
    assert "Folëm gjatë" in text
    assert faults_of(text) == []
    assert not ContactNote.objects.exists()


def test_a_person_or_duty_of_others_cannot_be_named(client, institution):
    other = MandateFactory(person=PersonFactory()).person
    duty = ObligationFactory(institution=institution)

    note(client, institution, person=other.pk, obligation=duty.pk)

    assert not ContactNote.objects.exists()


def test_another_office_sees_no_note_and_no_count_of_it(client, client_of, institution, office):
    note_contact(
        office=office,
        institution=institution,
        way="phone",
        text="Ministri është në spital",
        by=officer(office),
        on=timezone.localdate(),
    )
    person = MandateFactory(institution=institution).person
    strangers = client_of(person_in(Role.OFFICER, OfficeFactory().unit))
    strangers.cookies["language"] = "en"

    pages = [log_of(institution), "/directory/contacts/", "/directory/", f"/history/institution/{institution.pk}/"]
    ours, theirs = ([page(one, url) for url in pages] for one in (client, strangers))

    assert ["spital" in text for text in ours] == [True, True, False, False]
    assert "last contact" in ours[2].partition(person.name)[2]
    for text in theirs:
        assert "spital" not in text
        assert "last contact" not in text
        assert "noted a contact" not in text
    assert 'Contacts <span class="count ">0</span>' in theirs[0]


def test_who_notes_no_contacts_has_no_such_part(client_of, institution, office):
    for person in (person_in(Role.ADMINISTRATOR, office.unit), person_in(Role.COORDINATOR, institution)):
        text = page(client_of(person), log_of(institution))
        assert f'href="{log_of(institution)}"' not in text
        assert f"/directory/contacts/new/{institution.pk}/" not in text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"institution": "shkoder"}, True),
        ({"institution": "puke"}, False),
        ({"person": "cela"}, True),
        ({"person": "gega"}, False),
        ({"way": "phone"}, True),
        ({"way": "visit"}, False),
        ({"since": "01.11.2025", "until": "30.11.2025"}, True),
        ({"since": "21.11.2025"}, False),
        ({"until": "19.11.2025"}, False),
        ({"promised": "any"}, True),
        ({"promised": "passed"}, True),
        ({"since": "dje"}, True),
    ],
    ids=str,
)
def test_the_log_is_narrowed(client, office, institution, query, is_found):
    ContactNoteFactory(
        office=office,
        institution=institution,
        person=PersonFactory(name="Ana Çela"),
        on=datetime.date(2025, 11, 20),
        promised_on=datetime.date(2025, 12, 1),
        text="U fol gjatë",
    )

    assert ("U fol gjatë" in page(client, "/directory/contacts/", **query)) is is_found


def test_promises_that_have_passed_are_counted_and_lead_to_their_list(client, office):
    ContactNoteFactory(office=office, promised_on=datetime.date(2018, 6, 8))
    ContactNoteFactory(office=office, promised_on=datetime.date(2099, 6, 8))

    text = page(client, "/directory/contacts/")

    assert 'href="/directory/contacts/?promised=passed"' in text
    assert "1 promise has passed" in text


def test_the_log_takes_the_same_queries_for_one_note_and_for_three(client, office, institution):
    def add() -> None:
        duty = ObligationFactory(office=office, institution=institution)
        ContactNoteFactory(
            office=office,
            institution=institution,
            person=PersonFactory(),
            noted_by=PersonFactory(),
            obligation=duty,
        )

    add()
    for_one = [queries_of(client, url) for url in ("/directory/contacts/", log_of(institution))]
    add()
    add()
    assert [queries_of(client, url) for url in ("/directory/contacts/", log_of(institution))] == for_one
    assert for_one[0] <= 10


def test_who_works_in_two_offices_says_for_which(client_of, institution, office):
    person, other = person_in(Role.OFFICER, office.unit), OfficeFactory()
    MandateFactory(person=person, role=Role.CLERK, institution=other.unit)
    client = client_of(person)

    assert 'name="office"' in page(client, log_of(institution))
    note(client, institution, office=other.pk)
    assert ContactNote.objects.get().office == other
