"""The office records an answer on behalf: from paper, or from a mail dropped on the row."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.files.models import File
from tests.domain.replying.making import mail
from tests.web.html import faults_of

from .making import PDF, a_scene, day, person_in
from .test_lists import text_of

pytestmark = pytest.mark.django_db

FILLED = {
    "received_on": "28.05.2018",
    "channel": "paper",
    "coordinator_name": "Mira Kola",
    "letter_number": "9214 prot",
    "letter_on": "25.05.2018",
}
LETTER = (
    "Në përgjigje të shkresës tuaj nr. 2470 prot., datë 21.05.2018, me shkresën tonë nr. 9214/1 prot, datë 28.05.2018, "
    "caktojmë:\nMirela Kola, mirela.kola@financa.gov.al\nIlir Dervishi, ilir@financa.gov.al\n"
)


def record(duty: Obligation) -> str:
    return reverse("duties:record", args=[duty.pk])


def drop(duty: Obligation) -> str:
    return reverse("duties:drop", args=[duty.pk])


def an_email(text: str = LETTER, name: str = "pergjigje.eml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, bytes(mail(text)), "message/rfc822")


def values_of(page) -> dict[str, str]:
    """What the form's single-line fields hold."""
    inputs = re.findall(r"<input [^>]*>", page.content.decode())
    named = [(re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in inputs]
    return {name[1]: value[1] for name, value in named if name and value}


@pytest.fixture
def client(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


def test_a_paper_letter_is_recorded_with_its_day_and_channel(scene, client):
    assert faults_of(client.get(record(scene.duty)).content.decode()) == []

    page = client.post(record(scene.duty), FILLED | {"files": SimpleUploadedFile("skanim.pdf", PDF)}, follow=True)

    answer = Answer.objects.get()
    assert (answer.channel, answer.received_on, answer.letter_number) == (
        Channel.PAPER,
        day("28.05.2018"),
        "9214 prot",
    )
    assert answer.person is None
    assert f"The answer of MFE was recorded. Its reference number is {answer.pk}." in text_of(page)
    assert scene.duty.answered_on == day("28.05.2018")


@pytest.mark.parametrize("kind", ObligationKind)
def test_every_kind_can_be_recorded(client_of, kind):
    scene = a_scene(kind=kind)

    response = client_of(scene.officer).post(record(scene.duty), FILLED | {"text": "Ja", "channel": "email"})

    assert response.status_code == 302
    assert Answer.objects.get().channel == Channel.EMAIL


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"received_on": ""}, "received_on"),
        ({"received_on": "20.05.2018"}, None),  # before it was asked
        ({"received_on": "24.05.2018"}, None),  # before their letter was written
        ({"received_on": "01.01.2999"}, "received_on"),
        ({"channel": "grid"}, "channel"),
        ({"coordinator_name": ""}, "coordinator_name"),
        ({"letter_on": "32.05.2018"}, "letter_on"),
    ],
)
def test_faults_of_either_part_are_told_and_nothing_is_saved_or_lost(scene, client, wrong, field):
    page = client.post(record(scene.duty), FILLED | wrong)

    content = page.content.decode()
    assert page.status_code == 200
    assert "Not saved yet" in content
    assert field is None or f'id="id_{field}_error"' in content
    assert 'value="9214 prot"' in content
    assert faults_of(content) == []
    assert not Answer.objects.exists()
    assert scene.duty.state == ObligationState.OPEN


def test_a_dropped_mail_fills_the_form_and_is_kept_with_the_answer(scene, client):
    page = client.post(drop(scene.duty), {"file": an_email()})

    values = values_of(page)
    assert {name: values[name] for name in ("received_on", "letter_number", "letter_on", "coordinator_name")} == {
        "received_on": "29.05.2018",
        "letter_number": "9214/1",
        "letter_on": "28.05.2018",
        "coordinator_name": "Mirela Kola",
    }
    assert (values["deputy_name"], values["deputy_email"]) == ("Ilir Dervishi", "ilir@financa.gov.al")
    assert "Në përgjigje të shkresës tuaj" in text_of(page)
    assert re.search(r'value="email"[^>]*checked', page.content.decode())
    assert faults_of(page.content.decode()) == []
    assert not Answer.objects.exists()

    client.post(record(scene.duty), values | {"channel": "email"})

    answer = Answer.objects.get()
    assert [file.name for file in answer.files.all()] == ["pergjigje.eml"]
    assert (answer.channel, answer.summary) == (Channel.EMAIL, "Mirela Kola, Ilir Dervishi")


def test_the_text_of_a_dropped_mail_is_the_free_answer_itself(client_of):
    scene = a_scene(kind=ObligationKind.FREE_ANSWER)

    page = client_of(scene.officer).post(drop(scene.duty), {"file": an_email("Ja kalendari ynë.")})

    assert re.search(r'<textarea name="text"[^>]*>\s*Ja kalendari ynë.</textarea>', page.content.decode())


def test_a_mail_and_a_scan_dropped_together_are_one_answer(scene, client):
    page = client.post(drop(scene.duty), {"file": [SimpleUploadedFile("skanim.pdf", PDF), an_email()]})

    content = page.content.decode()
    assert content.count('name="keep"') == 2
    assert values_of(page)["letter_number"] == "9214/1"


def test_attachments_that_were_not_taken_are_named(scene, client):
    message = mail(LETTER)
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="takimi <b>.ics")

    page = client.post(drop(scene.duty), {"file": SimpleUploadedFile("pergjigje.eml", bytes(message))})

    assert "takimi &lt;b&gt;.ics" in page.content.decode()


@pytest.mark.parametrize(
    "dropped",
    [
        {},
        {"file": SimpleUploadedFile("bosh.pdf", b"")},
        {"file": SimpleUploadedFile("virus.exe", b"MZ\x90\x00")},
        {"file": SimpleUploadedFile("pergjigje.eml", b"nothing of a mail")},
    ],
)
def test_what_cannot_be_read_is_told_and_the_form_is_there_all_the_same(scene, client, dropped):
    page = client.post(drop(scene.duty), dropped)

    content = page.content.decode()
    assert page.status_code == 200
    assert 'id="id_file_error"' in content
    assert 'name="coordinator_name"' in content
    assert not File.objects.exists()


def test_a_mails_text_is_shown_and_never_run(scene, client):
    page = client.post(drop(scene.duty), {"file": an_email("<script>alert(1)</script> <img src=x onerror=alert(2)>")})

    assert "<script>alert" not in page.content.decode()
    assert "<img" not in page.content.decode()


def test_a_later_answer_is_added_to_the_first(scene, client):
    client.post(record(scene.duty), FILLED)

    page = client.get(record(scene.duty))
    client.post(record(scene.duty), FILLED | {"coordinator_name": "Arta Duka", "received_on": "30.05.2018"})

    assert "An answer came already" in text_of(page)
    assert [answer.summary for answer in scene.duty.answers.all()] == ["Mira Kola", "Arta Duka"]
    assert scene.duty.answered_on == day("28.05.2018")


def test_only_the_officers_of_the_office_record(scene, client_of):
    clerk = person_in(Role.CLERK, scene.office.unit)
    stranger = a_scene(names=("XX",)).officer

    for person, status in ((clerk, 403), (scene.coordinator, 403), (stranger, 404)):
        assert client_of(person).get(record(scene.duty)).status_code == status
        assert client_of(person).post(record(scene.duty), FILLED).status_code == status
        assert client_of(person).post(drop(scene.duty), {"file": an_email()}).status_code == status
    assert not Answer.objects.exists()
    assert not File.objects.exists()
