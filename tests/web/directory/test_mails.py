"""Mail to many: who is written to is shown, the text is looked at, one press sends; then the fate of each mail."""

import re

import pytest

from sekretariat.domain.followup.models import GroupMail
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.enums import MailState
from sekretariat.ground.mail.models import Outbox
from tests.factories import GroupMailFactory, InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory
from tests.web.duties.making import a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

URL = "/directory/mails/new/?kind=municipality"
TEXT = {"subject": "Takim te {institucioni}", "text": "I/e nderuar {emri},\n\nejani."}

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def me(office):
    return person_in(Role.OFFICER, office.unit)


@pytest.fixture
def client(client_of, me):
    client = client_of(me)
    client.cookies["language"] = "en"
    return client


@pytest.fixture(autouse=True)
def people():
    for name, email in (("Ana Çela", "ana@a.al"), ("Ben Gega", "ben@b.al"), ("Cen Leka", "")):
        institution = InstitutionFactory(kind=InstitutionKind.MUNICIPALITY, name_sq=f"Bashkia e {name}")
        MandateFactory(person=PersonFactory(name=name, email=email), role=Role.HEAD, institution=institution)
    MandateFactory(person=PersonFactory(name="Ministri", email="m@m.al"))


def hidden(text: str) -> dict[str, str]:
    return {
        name: re.search(f'name="{name}"[^>]*value="([^"]*)"', text)[1]
        for name in ("token", "seen")
        if f'name="{name}"' in text and re.search(f'name="{name}"[^>]*value="', text)
    }


def form_of(client, url: str = URL) -> dict[str, str]:
    return hidden(client.get(url).content.decode())


def looked_at(client, url: str = URL, **changes: str) -> tuple[str, dict[str, str]]:
    """The page with the mail as the first reads it, and what its form carries."""
    values = form_of(client, url) | TEXT | changes
    text = client.post(url, values | {"check": "1"}).content.decode()
    assert faults_of(text) == []
    return text, values | hidden(text)


def test_the_page_shows_exactly_who_is_written_to_and_who_cannot_be(client):
    text = client.get(URL).content.decode()

    table = text.rpartition("<table")[2]
    assert "ana@a.al" in table
    assert "ben@b.al" in table
    assert "m@m.al" not in text
    assert "Cen Leka" not in table
    assert "Cen Leka, Bashkia e Cen Leka" in text
    assert faults_of(text) == []


def test_the_mail_is_shown_as_the_first_reads_it_and_sent_with_one_press(client, office):
    text, values = looked_at(client)
    assert "Takim te Bashkia e Ana Çela" in text
    assert "I/e nderuar Ana Çela," in text
    assert not Outbox.objects.exists()

    response = client.post(URL, values | {"send": "1"})

    group = GroupMail.objects.get()
    assert response.url == f"/directory/mails/{group.pk}/"
    assert (group.office, group.recipient_count) == (office, 2)
    assert "Municipality" in group.chosen
    assert sorted(Outbox.objects.values_list("to_address", flat=True)) == ["ana@a.al", "ben@b.al"]


def test_pressed_twice_it_is_one_mail(client):
    _text, values = looked_at(client)

    addresses = {client.post(URL, values | {"send": "1"}).url for _ in range(2)}

    assert len(addresses) == 1
    assert (GroupMail.objects.count(), Outbox.objects.count()) == (1, 2)


def test_who_came_since_the_list_was_shown_is_shown_before_anything_is_sent(client):
    _text, values = looked_at(client)
    new = InstitutionFactory(kind=InstitutionKind.MUNICIPALITY)
    MandateFactory(person=PersonFactory(email="i.ri@c.al"), institution=new)

    text = client.post(URL, values | {"send": "1"}).content.decode()

    assert "Nothing was sent yet" in text
    assert "i.ri@c.al" in text
    assert not Outbox.objects.exists()
    assert client.post(URL, values | hidden(text) | {"send": "1"}).status_code == 302
    assert Outbox.objects.count() == 3


def test_without_having_looked_nothing_is_sent(client):
    client.post(URL, form_of(client) | TEXT | {"send": "1"})

    assert not Outbox.objects.exists()


def test_a_wrong_placeholder_is_told_and_nothing_typed_is_lost(client):
    text, _values = looked_at(client, text="I/e nderuar {emir}")

    assert 'id="id_text_error"' in text
    assert "I/e nderuar {emir}" in text.partition("<textarea")[2]
    assert 'name="send"' not in text


def test_a_test_goes_to_oneself_alone(client, me):
    values = form_of(client) | TEXT

    text = client.post(URL, values | {"test": "1"}).content.decode()

    assert Outbox.objects.get().to_address == me.email
    assert me.email in text
    assert "ejani." in text.partition("<textarea")[2]


def test_the_text_can_be_changed_after_it_was_looked_at(client):
    _text, values = looked_at(client)

    text = client.post(URL, values | {"edit": "1"}).content.decode()

    assert 'id="id_subject"' in text
    assert "ejani." in text


def test_an_address_that_is_understood_in_part_chooses_nobody(client):
    for query in ("role=emperor", "owes=999", "county=0"):
        text = client.get(f"/directory/mails/new/?{query}").content.decode()
        assert "<textarea" not in text
        assert client.post(f"/directory/mails/new/?{query}", TEXT | {"send": "1"}).status_code == 200
    assert not Outbox.objects.exists()


def test_those_who_owe_a_letter_are_written_to(client_of):
    scene = a_scene()
    client = client_of(scene.officer)

    text = client.get(f"/directory/mails/new/?owes={scene.letter.pk}").content.decode()

    assert scene.coordinator.email in text
    assert "Ministria MK" in text  # owes, and nobody acts for it
    assert "ana@a.al" not in text


def test_the_fate_of_each_mail_is_told(client, office):
    _text, values = looked_at(client)
    url = client.post(URL, values | {"send": "1"}).url
    Outbox.objects.filter(to_address="ana@a.al").update(state=MailState.REFUSED, last_error="550 No such user")

    text = client.get(url).content.decode()
    refused = client.get(url, {"state": "refused"}).content.decode()

    assert faults_of(text) == []
    assert "550 No such user" in text.partition("Ana Çela")[2].partition("</tr>")[0]
    assert "1 asks for your decision" in text
    assert f"/office/mail/?office={office.pk}" in text
    assert "ana@a.al" in refused
    assert "ben@b.al" not in refused
    assert "1 did not arrive" in client.get("/directory/mails/").content.decode()


def test_the_mails_of_another_office_are_not_there(client):
    foreign = GroupMailFactory(subject="E huaja")

    assert client.get(f"/directory/mails/{foreign.pk}/").status_code == 404
    assert "E huaja" not in client.get("/directory/mails/").content.decode()
    assert client.get(f"/history/groupmail/{foreign.pk}/").status_code == 404


def test_the_list_takes_the_same_queries_for_one_mail_and_for_three(client, office):
    def add() -> None:
        GroupMailFactory(office=office, written_by=PersonFactory())

    add()
    for_one = queries_of(client, "/directory/mails/")
    add()
    add()
    assert queries_of(client, "/directory/mails/") == for_one <= 9


def test_who_works_in_two_offices_writes_in_the_name_of_the_one_chosen(client_of, me, office):
    other = OfficeFactory(sender_name="Zyra tjetër")
    MandateFactory(person=me, role=Role.CLERK, institution=other.unit)
    client = client_of(me)
    url = f"{URL}&office={other.pk}"

    _text, values = looked_at(client, url)
    client.post(url, values | {"send": "1"})

    assert GroupMail.objects.get().office == other
    assert set(Outbox.objects.values_list("from_name", flat=True)) == {"Zyra tjetër"}
