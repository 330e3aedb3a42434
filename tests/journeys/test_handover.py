"""People change: a coordinator is replaced by letter, another hands over with the folder; nothing open is lost."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from sekretariat.domain.continuity.models import HandOver
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.mail.models import Outbox
from sekretariat.officefiles import docx
from tests.domain.letters.making import asks, sent
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    UserFactory,
    coordinator,
    officer,
)

DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def world(today):
    """An office, an institution with coordinator A: one duty answered, six open, a personal link to one of them."""
    office, network = OfficeFactory(), BodyFactory()
    institution = InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë")
    old = MandateFactory(institution=institution, body=network, person=PersonFactory(name="Arta Duka", signs_in=True))
    asked_on = today - 20 * DAY
    demands = [DemandOf(demand=asks(ask_sq=f"Dërgoni raportin {place}")) for place in range(7)]
    sent(office, to=[institution], on=asked_on, body=network, subject="Raportet", demands=demands)
    first, *_rest = Obligation.objects.order_by("pk")
    reply(
        obligation=first,
        content=FreeAnswer(),
        given=Given(received_on=asked_on, text="Raporti Q1"),
        channel=Channel.PAGE,
        by=coordinator(institution, body=network, person=old.person),
        on=asked_on,
    )
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=Role.OFFICER, institution=office.unit)
    duty = Obligation.objects.still_owed().first()
    recipient = Recipient(email=old.person.email, name=old.person.name, mandate=old)
    link = make_link(obligation=duty, recipient=recipient, by=officer(office), on=asked_on)
    return {"office": office, "institution": institution, "old": old, "officer": person, "link": link, "body": network}


def address_of(link: Link) -> str:
    return f"/l/{link.obligation_id}/{token_of(link.nonce)}/"


def test_a_coordinator_replaced_by_letter_leaves_six_open_things_to_the_new_one(world, client_of, today):
    old, institution, link = world["old"], world["institution"], world["link"]
    old_client, anybody = client_of(old.person), Client()
    assert old_client.get(f"/duties/{link.obligation_id}/").status_code == 200
    assert anybody.get(address_of(link)).status_code == 200

    client_of(world["officer"]).post(
        f"/institutions/{institution.pk}/mandates/new/",
        {
            "role": "coordinator",
            "body": world["body"].pk,
            "name": "Genc Basha",
            "email": "genc@drejtesia.al",
            "letter_number": "771 prot",
            "letter_on": f"{today:%d.%m.%Y}",
            "on": f"{today:%d.%m.%Y}",
        },
    )

    # The old link and the old sign-in stop at the next request.
    assert old_client.get(f"/duties/{link.obligation_id}/").status_code == 404
    refused = anybody.get(address_of(link))
    assert refused.status_code != 200
    assert f"{today - DAY:%d.%m.%Y}" in refused.content.decode()
    # The new one sees the six.
    new = Person.objects.get(email="genc@drejtesia.al")
    page = client_of(new).get("/").content.decode()
    assert sum(f"Dërgoni raportin {place}" in page for place in range(7)) == 6
    # The old name stays on what was answered.
    answer = Answer.objects.get()
    assert answer.person.name == "Arta Duka"
    duty_page = client_of(world["officer"]).get(f"/duties/{answer.obligations.get().pk}/").content.decode()
    assert "Arta Duka" in duty_page


def test_everything_open_is_handed_over_in_one_act_with_its_folder(world, client_of, today):
    old, link = world["old"], world["link"]
    client, old_client = client_of(world["officer"]), client_of(old.person)
    preview = client.get(f"/continuity/mandates/{old.pk}/").content.decode()
    assert preview.count("Dërgoni raportin") == 6
    assert not HandOver.objects.exists()

    response = client.post(
        f"/continuity/mandates/{old.pk}/",
        {
            "name": "Genc Basha",
            "email": "genc@drejtesia.al",
            "letter_number": "771 prot",
            "letter_on": f"{today:%d.%m.%Y}",
            "on": f"{today:%d.%m.%Y}",
        },
    )

    done = HandOver.objects.get()
    assert response.url == f"/continuity/hand-overs/{done.pk}/"
    folder = b"".join(client.get(f"{response.url}folder/").streaming_content)
    text = docx.text(folder)
    for said in ("Arta Duka", "Genc Basha", "771 prot", "Dërgoni raportin 6", "Raporti Q1", "Raportet"):
        assert said in text
    assert old_client.get(f"/duties/{link.obligation_id}/").status_code == 404
    assert Client().get(address_of(link)).status_code != 200
    # Who comes is written to: the folder, and a link of their own to each of the six.
    mail = Outbox.objects.get(to_address="genc@drejtesia.al", about_type="mandate")
    assert mail.attachments.get().file == done.folder
    new_link = Link.objects.filter(mandate=done.begun, obligation=link.obligation).get()
    assert Client().get(address_of(new_link)).status_code == 200
    assert client_of(done.begun.person).get(response.url).status_code == 200
    assert Mandate.objects.get(pk=old.pk).is_stopped


def test_who_signs_in_already_takes_over_with_the_same_sign_in(world, client_of, today):
    known = PersonFactory(name="Genc Basha", user=UserFactory(email="genc@drejtesia.al"), email="genc@drejtesia.al")

    client_of(world["officer"]).post(
        f"/continuity/mandates/{world['old'].pk}/",
        {"name": "Genc Basha", "email": "genc@drejtesia.al", "letter_number": "771", "on": f"{today:%d.%m.%Y}"},
    )

    assert HandOver.objects.get().begun.person == known
    assert client_of(known).get(f"/duties/{world['link'].obligation_id}/").status_code == 200
