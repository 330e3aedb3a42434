"""From the board: the reminder letters in one click, and the letters to the superiors."""

import re

import pytest
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.ground.actors import Role
from sekretariat.officefiles import docx
from tests.domain.followup.making import answer, duty_of, letter_2470
from tests.factories import InstitutionFactory, OfficeFactory, SubordinationFactory
from tests.web.duties.making import person_in
from tests.web.html import faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory(paper_book=True)


@pytest.fixture
def letter(office):
    return letter_2470("ADISA", "AMVV", "APP", office=office)


@pytest.fixture
def client(office, client_of):
    client = client_of(person_in(Role.OFFICER, office.unit))
    client.cookies["language"] = "en"
    return client


def page_of(letter: Letter) -> str:
    return reverse("letters:detail", args=[letter.pk])


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def post(client, letter: Letter, what: str):
    return client.post(reverse(f"letters:{what}", args=[letter.pk]), follow=True)


def test_one_click_leads_to_the_draft_with_its_documents(letter, client):
    answer(duty_of(letter, "APP"))
    assert "Make the reminder letters (2)" in words(client.get(page_of(letter)))

    page = post(client, letter, "remind")

    draft = Letter.objects.get(follows=letter)
    assert page.redirect_chain == [(page_of(draft), 302)]
    said = words(page)
    assert "The reminder letters are drafted: 2 documents to be printed and signed." in said
    assert "asked again; the deadline was 04.06.2018" in said
    assert reverse("letters:docx", args=[draft.pk]) in page.content.decode()
    assert faults_of(page.content.decode()) == []


def test_the_word_document_of_one_addressee_is_one_more_click(letter, client):
    for name in ("AMVV", "APP"):
        answer(duty_of(letter, name))
    post(client, letter, "remind")

    saved = client.get(reverse("letters:docx", args=[Letter.objects.get(follows=letter).pk]))

    assert "ADISA.docx" in saved.headers["Content-Disposition"]
    assert b"".join(saved)[:2] == b"PK"


def test_each_addressee_of_several_has_a_word_document_of_its_own(letter, client):
    post(client, letter, "remind")
    draft = Letter.objects.get(follows=letter)
    addressee = draft.addressees.get(institution__short_name="APP")
    address = f"{reverse('letters:docx', args=[draft.pk])}?to={addressee.pk}"
    assert address in client.get(page_of(draft)).content.decode()

    saved = client.get(address)

    assert "APP.docx" in saved.headers["Content-Disposition"]
    assert "Institucioni APP" in docx.text(b"".join(saved))
    assert "3 documents are made" in words(client.get(f"{reverse('letters:docx', args=[draft.pk])}?to=0"))


def test_a_second_click_leads_to_the_same_draft_and_says_so(letter, client):
    post(client, letter, "remind")

    page = post(client, letter, "remind")

    assert "This reminder was drafted before and has not gone out yet." in words(page)
    assert Letter.objects.filter(follows=letter).count() == 1
    board = words(client.get(page_of(letter)))
    assert "The drafted reminder" in board
    assert "Make the reminder letters" not in board
    assert "Drafts that follow it" in board


def test_when_all_have_answered_the_button_is_gone_and_a_late_click_is_told(letter, client):
    for name in ("ADISA", "AMVV", "APP"):
        answer(duty_of(letter, name))

    assert "Make the reminder letters" not in words(client.get(page_of(letter)))
    assert "nobody is to be reminded" in words(post(client, letter, "remind"))


def test_the_draft_can_be_changed_in_the_form_and_still_asks_again(letter, client):
    post(client, letter, "remind")
    draft = Letter.objects.get(follows=letter)
    edit = reverse("letters:edit", args=[draft.pk])

    content = client.get(edit).content.decode()
    typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', content))
    assert typed["demands-0-asks_again"] == "True"
    typed |= {
        "revision": "0",
        "subject": "Kujtesë e dytë",
        "direction": "outgoing",
        "to": "ADISA\nAMVV",
        "follows": "2470",
        "signatory": "Drejtori",
        "one_per_addressee": "on",
        "demands-0-kind": "name_coordinator",
        "demands-0-ask_sq": "Caktoni koordinatorin",
        "demands-0-term_calendar": "working",
        "demands-0-clock": "letter",
        "demands-0-due": "04.06.2018",
    }
    page = client.post(edit, typed)

    assert page.status_code == 302, words(page)
    draft.refresh_from_db()
    assert (draft.subject, draft.demands.get().asks_again) == ("Kujtesë e dytë", True)


def test_passing_on_leads_to_the_letter_that_lists_the_drafts(letter, client):
    ministry = InstitutionFactory(short_name="MB")
    SubordinationFactory(institution=duty_of(letter, "APP").institution, superior=ministry)
    assert "Pass on to the superiors (3)" in words(client.get(page_of(letter)))

    page = post(client, letter, "escalate")

    assert page.redirect_chain == [(page_of(letter), 302)]
    assert "3 letters to superiors are drafted for signature." in words(page)
    assert Letter.objects.filter(follows=letter).count() == 3
    assert "Pass on to the superiors" not in words(page)
    assert "not been passed on" in words(post(client, letter, "escalate"))


def test_one_draft_is_led_to_at_once(letter, client):
    for name in ("AMVV", "APP"):
        answer(duty_of(letter, name))

    page = post(client, letter, "escalate")

    assert page.redirect_chain == [(page_of(Letter.objects.get(follows=letter)), 302)]
    assert "A letter to the superior is drafted for signature." in words(page)


def test_an_addressee_sees_no_drafts_and_no_buttons(letter, client, client_of):
    post(client, letter, "remind")
    coordinator = client_of(person_in(Role.HEAD, duty_of(letter, "APP").institution))
    coordinator.cookies["language"] = "en"

    said = words(coordinator.get(page_of(letter)))

    assert "Drafts that follow it" not in said
    assert "Make the reminder letters" not in said
    assert "Telephoned" not in said


def test_a_click_on_the_draft_itself_leads_to_it(letter, client):
    post(client, letter, "remind")
    draft = Letter.objects.get(follows=letter)

    page = post(client, draft, "remind")

    assert page.redirect_chain == [(page_of(draft), 302)]
    assert Letter.objects.filter(follows=letter).count() == 1
