"""One duty: what it says to whom, and answering it signed in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Given, return_answer
from sekretariat.domain.replying.contents import CoordinatorsNamed, PersonNamed
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.files.models import File
from tests.factories import InstitutionFactory, officer
from tests.web.html import faults_of

from .making import PDF, a_scene, day, person_in
from .test_lists import text_of

pytestmark = pytest.mark.django_db

FILLED = {
    "coordinator_name": "Mira Kola",
    "coordinator_email": "mira@financa.al",
    "deputy_name": "Ilir Dervishi",
    "deputy_email": "ilir@financa.al",
    "letter_number": "9214 prot",
    "letter_on": "25.05.2018",
}
NAUGHTY = "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 -- \u202egnp.exe ë\u0308 𝕏 ﷽"


def url_of(duty: Obligation) -> str:
    return reverse("duties:detail", args=[duty.pk])


def a_pdf(name: str = "shkresa.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


@pytest.fixture
def head(scene):
    return person_in(Role.HEAD, scene.institutions[0])


@pytest.fixture
def client(head, client_of):
    client = client_of(head)
    client.cookies["language"] = "en"
    return client


def test_the_page_says_what_is_asked_by_whom_from_which_letter_and_how_the_deadline_came(scene, client):
    page = client.get(url_of(scene.duty), {"on": "31.05.2018"})

    said = text_of(page)
    for words in (
        "Name the coordinator",
        "2470 prot, 21.05.2018",
        "Për një provë",
        scene.office.sender_email,
        "10 working days from 21.05.2018, 0 holidays → 04.06.2018",
        "2 working days left",
        "No answer yet. The deadline is 04.06.2018.",
    ):
        assert words in said
    assert f'href="{reverse("letters:detail", args=[scene.letter.pk])}"' in page.content.decode()
    assert faults_of(page.content.decode()) == []


def test_answering_names_both_keeps_files_and_says_the_reference_number(scene, head, client):
    page = client.post(url_of(scene.duty), FILLED | {"files": [a_pdf("një.pdf"), a_pdf("dy.pdf")]}, follow=True)

    answer = Answer.objects.get()
    assert f"Its reference number is {answer.pk}." in text_of(page)
    assert (answer.channel, answer.person, answer.letter_on) == (Channel.PAGE, head, day("25.05.2018"))
    assert sorted(file.name for file in answer.files.all()) == ["dy.pdf", "një.pdf"]
    assert scene.duty.state == ObligationState.ANSWERED
    assert "Coordinator: Mira Kola, mira@financa.al" in text_of(client.get(url_of(scene.duty)))
    assert Event.objects.get(what="answer.taken").channel == Channel.PAGE


def test_a_coordinator_who_names_another_is_told_it_was_taken_and_answers_no_more(scene, client_of):
    client = client_of(scene.coordinator)
    client.cookies["language"] = "en"

    page = client.post(url_of(scene.duty), FILLED, follow=True)

    assert "The answer was taken." in text_of(page)
    assert client.get(url_of(scene.duty)).status_code == 404


def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(scene, client):
    page = client.post(url_of(scene.duty), FILLED | {"coordinator_name": NAUGHTY, "deputy_email": "mira@financa.al"})

    content = page.content.decode()
    assert not Answer.objects.exists()
    assert "Coordinator and deputy are two persons" in content
    assert 'id="id_deputy_email_error"' in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in content
    assert "<script>alert" not in content
    assert 'value="9214 prot"' in content
    assert faults_of(content) == []


def test_naughty_text_comes_back_as_it_was_typed(client_of):
    scene = a_scene(kind=ObligationKind.FREE_ANSWER)

    page = client_of(scene.coordinator).post(url_of(scene.duty), {"text": NAUGHTY}, follow=True)

    assert Answer.objects.get().text == NAUGHTY
    assert "<script>alert" not in page.content.decode()


def test_a_nul_sign_is_told_and_not_saved(scene, client):
    page = client.post(url_of(scene.duty), FILLED | {"coordinator_name": "Mira\0Kola"})

    assert page.status_code == 200
    assert not Answer.objects.exists()


def test_files_stay_when_the_form_comes_back_and_only_those_still_ticked_are_taken(scene, client):
    page = client.post(url_of(scene.duty), FILLED | {"coordinator_name": "", "files": [a_pdf("a.pdf"), a_pdf("b.pdf")]})
    kept = page.content.decode()
    note = kept.split('name="kept" value="')[1].split('"')[0]
    _, second = File.objects.order_by("pk")
    assert "a.pdf" in kept

    client.post(url_of(scene.duty), FILLED | {"kept": note, "keep": [second.pk]})

    assert list(Answer.objects.get().files.all()) == [second]


def test_a_note_of_files_is_worth_nothing_to_another_person(scene, client, client_of):
    page = client.post(url_of(scene.duty), FILLED | {"coordinator_name": "", "files": [a_pdf()]})
    note = page.content.decode().split('name="kept" value="')[1].split('"')[0]
    file = File.objects.get()
    other_head = person_in(Role.HEAD, scene.institutions[0])

    for stolen in (note, note[:-1], "1"):
        client_of(other_head).post(url_of(scene.duty), FILLED | {"kept": stolen, "keep": [file.pk]})

    assert not Answer.objects.exists()


def test_a_file_that_is_not_taken_is_told_and_the_others_stay(scene, client):
    page = client.post(
        url_of(scene.duty), FILLED | {"files": [a_pdf(), SimpleUploadedFile("virus.exe", b"MZ\x90\x00")]}
    )

    content = page.content.decode()
    assert not Answer.objects.exists()
    assert 'id="id_files_error"' in content
    assert "shkresa.pdf" in content
    assert faults_of(content) == []


def test_whoever_is_a_moment_late_sees_the_other_answer_and_keeps_what_was_typed(scene, client):
    duty = scene.duty
    reply(
        obligation=duty,
        content=CoordinatorsNamed(coordinator=PersonNamed(name="Arta Duka", email="arta@financa.al")),
        given=Given(received_on=day("28.05.2018")),
        channel=Channel.PAPER,
        by=officer(scene.office),
        on=day("28.05.2018"),
    )

    page = client.post(url_of(duty), FILLED)

    said = text_of(page)
    assert "You cannot answer this duty: it is settled" in said
    assert "Arta Duka" in said
    assert 'value="Mira Kola"' in page.content.decode()
    assert Answer.objects.count() == 1


def test_a_returned_answer_shows_its_reason_and_can_be_given_again(scene, client):
    duty = scene.duty
    client.post(url_of(duty), FILLED)
    return_answer(obligation=duty, reason="Mungon titulli.", by=officer(scene.office), on=day("30.05.2018"))

    assert "Mungon titulli." in text_of(client.get(url_of(duty)))
    client.post(url_of(duty), FILLED | {"deputy_title": "Specialist"})

    assert Answer.objects.count() == 2
    assert scene.duty.state == ObligationState.ANSWERED


def test_a_settled_duty_shows_its_answers_and_no_form(scene, client):
    client.post(url_of(scene.duty), FILLED)

    page = client.get(url_of(scene.duty))

    assert 'name="coordinator_name"' not in page.content.decode()
    assert "Mira Kola, Ilir Dervishi" in text_of(page)


@pytest.mark.parametrize("kind", ObligationKind)
def test_every_kind_can_be_answered_on_its_page(client_of, kind):
    scene = a_scene(kind=kind)
    client = client_of(scene.coordinator)

    page = client.post(url_of(scene.duty), FILLED | {"text": "Ja"})

    assert page.status_code == 302
    assert scene.duty.state == ObligationState.ANSWERED


def test_the_office_reads_and_cannot_answer_in_the_institutions_place(scene, client_of):
    client = client_of(scene.officer)

    assert 'name="coordinator_name"' not in client.get(url_of(scene.duty)).content.decode()
    assert client.post(url_of(scene.duty), FILLED).status_code == 403
    assert not Mandate.objects.filter(answer__isnull=False).exists()


def test_another_institutions_duty_is_not_there(scene, client, client_of):
    stranger = person_in(Role.COORDINATOR, InstitutionFactory())

    assert client.get(url_of(scene.duty_of(scene.institutions[1]))).status_code == 404
    assert client_of(stranger).get(url_of(scene.duty)).status_code == 404
    assert client_of(stranger).post(url_of(scene.duty), FILLED).status_code == 404


def test_files_of_answers_are_for_those_who_see_the_duty(scene, client, client_of):
    client.post(url_of(scene.duty), FILLED | {"files": [a_pdf()]})
    address = reverse("duties:file", args=[scene.duty.pk, File.objects.get().pk])

    for reader in (client, client_of(scene.officer)):
        got = reader.get(address)
        assert b"".join(got.streaming_content) == PDF  # read to its end, which closes the file
        assert got.headers["Content-Disposition"] == 'attachment; filename="shkresa.pdf"'
    assert client_of(person_in(Role.HEAD, scene.institutions[1])).get(address).status_code == 404


def test_a_file_of_another_duty_is_not_given(scene, client):
    client.post(url_of(scene.duty), FILLED | {"files": [a_pdf()]})
    file = File.objects.get()
    other = scene.duty_of(scene.institutions[1])

    assert client.get(reverse("duties:file", args=[other.pk, file.pk])).status_code == 404
    assert client.get(reverse("duties:file", args=[scene.duty.pk, file.pk + 1])).status_code == 404


def test_rights_end_with_the_mandate_at_the_next_request(scene, head, client):
    assert client.get(url_of(scene.duty)).status_code == 200

    Mandate.objects.filter(person=head).update(is_stopped=True, valid_to=day("28.05.2018"))

    assert client.get(url_of(scene.duty)).status_code == 404
