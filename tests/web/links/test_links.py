"""A personal link in the browser of whoever got the mail, or of a scanner that opened it first."""

import datetime
import io
import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.services import withdraw_links
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.letters.models import Enclosure
from sekretariat.domain.letters.services import attach_scan
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer
from sekretariat.domain.obligations.services import return_answer, withdraw
from sekretariat.ground.actors import Channel, system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload
from tests.factories import MandateFactory, officer
from tests.web.duties.making import PDF, a_scene
from tests.web.duties.test_detail import FILLED, NAUGHTY
from tests.web.html import faults_of

from .making import address_of

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2018, 5, 30)
ENGLISH = {"language": "en"}


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def everything_stored() -> dict[str, list]:
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()}


@pytest.fixture
def browser() -> Client:
    """Somebody without an account, whose browser checks forms as Django asks."""
    return Client(enforce_csrf_checks=True)


def test_the_page_says_who_asks_what_and_by_when(scene, linked, browser):
    page = browser.get(address_of(linked(scene.duty)), ENGLISH)

    said = text_of(page)
    assert page.status_code == 200
    for words in (
        "Name the coordinator",
        f"{scene.office.unit.name_en} asks",
        "2470 prot, 21.05.2018",
        "10 working days from 21.05.2018, 0 holidays → 04.06.2018",
        "This link was sent to zyra@financa.al",
        scene.office.sender_email,
    ):
        assert words in said
    assert faults_of(page.content.decode()) == []


@pytest.mark.parametrize("verb", ["get", "head"])
def test_a_scanner_that_opens_the_link_changes_nothing(scene, linked, browser, verb):
    address = address_of(linked(scene.duty))
    before = everything_stored()

    response = getattr(browser, verb)(address)

    assert response.status_code == 200
    assert everything_stored() == before
    assert not response.cookies


def test_answering_needs_neither_account_nor_cookie_and_ends_in_a_receipt(scene, linked, browser):
    address = address_of(linked(scene.duty))

    response = browser.post(address, FILLED | {"files": SimpleUploadedFile("shkresa.pdf", PDF)})

    answer = Answer.objects.get()
    assert (response.status_code, response.url) == (302, address)
    assert (answer.channel, answer.person, answer.received_on) == (Channel.LINK, None, timezone.localdate())
    assert scene.duty.state == ObligationState.ANSWERED
    said = text_of(browser.get(address, ENGLISH))
    assert f"Keep the reference number: {answer.pk}." in said
    assert "Mira Kola, Ilir Dervishi" in said
    assert "Coordinator: Mira Kola, mira@financa.al" in said
    assert "shkresa.pdf" in said
    assert not browser.cookies
    assert Event.objects.get(what="answer.taken").channel == Channel.LINK


def test_a_link_answers_once(scene, linked, browser):
    address = address_of(linked(scene.duty))
    browser.post(address, FILLED)

    page = browser.post(f"{address}?language=en", FILLED | {"coordinator_name": "Arta Duka"})

    assert Answer.objects.count() == 1
    assert "You cannot answer this duty: it is settled" in text_of(page)
    assert 'value="Arta Duka"' in page.content.decode()


@pytest.mark.parametrize("kind", ObligationKind)
def test_every_kind_can_be_answered_by_link(linked, browser, kind):
    scene = a_scene(kind=kind)

    response = browser.post(address_of(linked(scene.duty)), FILLED | {"text": "Ja"})

    assert response.status_code == 302
    assert scene.duty.state == ObligationState.ANSWERED


def test_a_fault_is_told_and_typed_words_and_files_stay(scene, linked, browser):
    address = address_of(linked(scene.duty))

    page = browser.post(
        address, FILLED | {"coordinator_name": NAUGHTY, "letter_on": "?", "files": SimpleUploadedFile("a.pdf", PDF)}
    )

    content = page.content.decode()
    assert 'id="id_letter_on_error"' in content
    assert "&lt;script&gt;alert(1)" in content
    assert faults_of(content) == []
    note = content.split('name="kept" value="')[1].split('"')[0]
    browser.post(address, FILLED | {"kept": note, "keep": [File.objects.get().pk]})
    assert [file.name for file in Answer.objects.get().files.all()] == ["a.pdf"]


def test_a_returned_answer_shows_the_reason_and_the_form_again(scene, linked, browser):
    address = address_of(linked(scene.duty))
    browser.post(address, FILLED)
    return_answer(obligation=scene.duty, reason="Mungon data.", by=officer(scene.office), on=TODAY)

    page = browser.get(address, ENGLISH)
    browser.post(address, FILLED)

    assert "Mungon data." in text_of(page)
    assert 'name="coordinator_name"' in page.content.decode()
    assert Answer.objects.count() == 2


def test_a_withdrawn_duty_says_it_is_no_longer_asked(scene, linked, browser):
    address = address_of(linked(scene.duty))
    withdraw(obligation=scene.duty, reason="U kërkua gabimisht.", by=officer(scene.office), on=TODAY)

    page = browser.get(address, ENGLISH)
    browser.post(address, FILLED)

    assert "This is no longer asked of you" in text_of(page)
    assert 'name="coordinator_name"' not in page.content.decode()
    assert not Answer.objects.exists()


def test_the_letter_and_its_enclosures_can_be_read_and_nothing_else(scene, linked, browser):
    by = officer(scene.office)
    scan, enclosed, stranger = [
        take_upload(stream=io.BytesIO(PDF), name=name, by=system_actor()) for name in ("skanim.pdf", "1.pdf", "x.pdf")
    ]
    attach_scan(letter=scene.letter, file=scan, by=by, on=TODAY)
    Enclosure.objects.create(letter=scene.letter, file=enclosed, title="Shtojca 1")
    address = address_of(linked(scene.duty))

    assert f'href="{address}files/{scan.pk}/"' in browser.get(address).content.decode()
    for file in (scan, enclosed):
        got = browser.get(f"{address}files/{file.pk}/")
        assert b"".join(got.streaming_content) == PDF  # read to its end, which closes the file
        assert got.headers["Referrer-Policy"] == "no-referrer"
    assert browser.get(f"{address}files/{stranger.pk}/").status_code == 404


# --- refusals


def expired(link: Link, _scene) -> None:
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - datetime.timedelta(minutes=1))


def revoked(link: Link, scene) -> None:
    withdraw_links(obligation=link.obligation, by=officer(scene.office), on=TODAY)


def mandate_ended_today(link: Link, scene) -> None:
    end_mandate(mandate=link.mandate, reason="Lëvizje", by=officer(scene.office), on=timezone.localdate())


@pytest.mark.parametrize("ending", [expired, revoked, mandate_ended_today])
def test_a_link_that_has_ended_says_why_and_whom_to_ask(scene, linked, browser, ending):
    link = linked(scene.duty, MandateFactory(institution=scene.institutions[0]))
    ending(link, scene)
    before = everything_stored()

    for response in (browser.get(address_of(link), ENGLISH), browser.post(address_of(link), FILLED)):
        assert response.status_code == 410
        assert scene.office.sender_email in text_of(response)
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert everything_stored() == before
    assert faults_of(browser.get(address_of(link)).content.decode()) == []


def test_a_link_opens_no_other_duty(scene, linked, browser):
    other = scene.duty_of(scene.institutions[1])
    address = address_of(linked(scene.duty), other)

    for response in (browser.get(address, ENGLISH), browser.post(address, FILLED), browser.get(f"{address}files/1/")):
        assert response.status_code == 403
        assert other.institution.name_sq not in text_of(response)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["gabim", "a" * 500, "%00", "-", "ë"])
def test_an_unknown_token_opens_nothing(scene, browser, token):
    assert browser.get(f"/l/{scene.duty.pk}/{token}/").status_code == 404


def test_a_signed_in_person_gains_nothing_by_a_link_and_loses_nothing(scene, linked, client_of):
    link = linked(scene.duty)
    client = client_of(scene.coordinator)

    client.post(address_of(link), FILLED)

    answer = Answer.objects.get()
    assert (answer.channel, answer.person) == (Channel.LINK, None)
    assert client.get(reverse("duties:list")).status_code == 200


# --- secrecy


def test_the_address_is_told_to_nobody(scene, linked, browser):
    link = linked(scene.duty)

    page = browser.get(address_of(link))

    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    # Only the page's own files and its own other language carry the token.
    carrying = re.findall(rf'(?:href|src|action)="([^"]*{token_of(link.nonce)}[^"]*)"', page.content.decode())
    assert carrying == [f"{address_of(link)}?language=en"]


def test_the_language_is_a_word_of_the_address(scene, linked, browser):
    address = address_of(linked(scene.duty))

    albanian, english = browser.get(address), browser.get(address, ENGLISH)

    assert '<html lang="sq">' in albanian.content.decode()
    assert '<html lang="en">' in english.content.decode()
    assert f'href="{address}?language=sq"' in english.content.decode()
    assert browser.get(address, {"language": "xx"}).headers["Content-Language"] == "sq"
