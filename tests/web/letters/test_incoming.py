"""Registering a letter that came in, as on its paper, with its scan."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Letter
from sekretariat.ground.actors import Role
from tests.domain.letters.making import received, sent
from tests.factories import InstitutionFactory
from tests.web.html import faults_of

from .conftest import PDF, day, person_in, words

pytestmark = pytest.mark.django_db

URL = reverse("letters:incoming")


@pytest.fixture
def client(office, officer_of):
    return officer_of(office)


@pytest.fixture
def sender():
    return InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave")


def typed(**changes: object) -> dict[str, object]:
    return {
        "sender": "MFE",
        "foreign_number": "9214 prot",
        "foreign_on": "25.05.2018",
        "subject": "Përgjigje: caktim koordinatori",
        "received_on": "28.05.2018",
        "on": "28.05.2018",
        "follows": "",
    } | changes


def test_the_empty_form_is_valid_and_asks_for_a_number_only_where_it_is_typed(client, paper_office, officer_of):
    page = client.get(URL)

    assert faults_of(page.content.decode()) == []
    assert 'name="number"' not in page.content.decode()
    assert 'name="number"' in officer_of(paper_office).get(URL).content.decode()


def test_a_letter_is_registered_with_both_numbers_its_scan_and_the_matter_it_answers(office, client, sender):
    asked = sent(office, to=[sender])
    scan = SimpleUploadedFile("Përgjigje.pdf", PDF)

    page = client.post(URL, typed(follows="1", file=scan), follow=True)

    letter = Letter.objects.get(direction=Direction.INCOMING)
    assert "The letter of MFE was registered as no. 1/1, 28.05.2018." in words(page)
    assert (letter.state, letter.sender, letter.follows) == (LetterState.REGISTERED, sender, asked)
    assert (letter.number_label, letter.foreign_number, letter.foreign_on) == ("1/1", "9214 prot", day("25.05.2018"))
    assert letter.scan.name == "Përgjigje.pdf"


def test_the_clerk_registers_too(office, english, sender):
    clerk = english(person_in(Role.CLERK, office.unit))

    assert clerk.post(URL, typed()).status_code == 302


def test_mistakes_are_told_and_the_scan_is_chosen_only_once(client, sender):
    scan = SimpleUploadedFile("Përgjigje.pdf", PDF)

    page = client.post(URL, typed(sender="Ministria e Financva", subject="", file=scan))

    content = page.content.decode()
    assert faults_of(content) == []
    assert "Did you mean" in words(page)
    assert "Keep the scan that is here already: Përgjigje.pdf" in words(page)
    note = content.partition('name="kept" value="')[2].partition('"')[0]
    key = content.partition('name="keep" value="')[2].partition('"')[0]

    client.post(URL, typed(kept=note, keep=key))
    assert Letter.objects.get().scan.name == "Përgjigje.pdf"


def test_a_scan_that_was_unticked_is_left_out(client, sender):
    content = client.post(URL, typed(subject="", file=SimpleUploadedFile("a.pdf", PDF))).content.decode()
    note = content.partition('name="kept" value="')[2].partition('"')[0]

    client.post(URL, typed(kept=note))

    assert Letter.objects.get().scan is None


def test_a_forged_note_of_a_scan_is_refused(client, sender):
    page = client.post(URL, typed(kept="forged:note", keep="1"))

    assert "no longer at hand" in words(page)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"foreign_on": "29.05.2018"}, "cannot be received before its own date"),
        ({"received_on": "31.02.2018"}, "There is no such day in the calendar."),
        ({"follows": "9999"}, "There is no letter “9999”"),
        ({"sender": ""}, "This field is required."),
        ({"subject": "x" * 501}, "at most 500 characters"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ\x90\x00")}, "a.exe"),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, sender, changes, sentence):
    page = client.post(URL, typed(**changes))

    assert sentence in words(page)
    assert not Letter.objects.exists()


def test_a_double_of_the_paper_book_is_refused_then_taken_with_the_checkbox(paper_office, officer_of, sender):
    received(paper_office, number="2470/1")
    client = officer_of(paper_office)

    page = client.post(URL, typed(number="2470/1"))
    assert "has number 2470/1 already" in words(page)
    assert 'name="as_double"' in page.content.decode()

    client.post(URL, typed(number="2470/1", as_double="on"))
    assert Letter.objects.filter(number=2470, fraction=1).count() == 2


def test_dates_are_read_as_people_write_them(client, sender):
    client.post(URL, typed(foreign_on="25 maj 2018", received_on="28/5/2018", on="2018-05-28"))

    assert Letter.objects.get().received_on == day("28.05.2018")
