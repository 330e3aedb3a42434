"""The mail's mark becomes the address only while it is sent, and only while the link stands."""

import datetime
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.ground.actors import system_actor
from sekretariat.ground.mail.errors import MailRefused
from sekretariat.ground.mail.fillers import NoLongerValid, mark
from sekretariat.ground.mail.message import message_bytes
from sekretariat.ground.mail.models import Outbox
from sekretariat.ground.mail.services import enqueue
from sekretariat.web.links.mail import link_address
from tests.factories import MandateFactory, officer

from .making import address_of

pytestmark = pytest.mark.django_db


def test_the_address_is_made_from_the_nonce_of_a_link_that_stands(scene, linked, settings):
    settings.BASE_URL = "https://sekretariat.al"
    link = linked(scene.duty)

    assert link_address(str(link.pk)) == f"https://sekretariat.al{address_of(link)}"


def test_a_mail_holds_the_address_only_while_it_is_sent(scene, linked):
    link = linked(scene.duty)
    place = mark("link", link.pk)
    mail = enqueue(
        to_address="zyra@financa.al", to_name="", subject="x", text=f"Hapni: {place}", marks=[place], by=system_actor()
    )

    sent = message_from_bytes(message_bytes(mail), policy=policy.default).get_body().get_content()

    assert address_of(link) in sent
    assert token_of(link.nonce) not in Outbox.objects.get().text


def test_what_somebody_types_is_never_filled(scene, linked):
    link = linked(scene.duty)

    with pytest.raises(MailRefused):
        enqueue(to_address="a@b.al", to_name="", subject="x", text=mark("link", link.pk), marks=[], by=system_actor())


@pytest.mark.parametrize("ending", ["unknown", "expired", "revoked", "mandate"])
def test_a_link_that_has_ended_is_not_sent(scene, linked, ending):
    mandate = MandateFactory(institution=scene.institutions[0])
    link = linked(scene.duty, mandate)
    key = str(link.pk)
    mail = enqueue(
        to_address="a@b.al",
        to_name="",
        subject="x",
        text=mark("link", key),
        marks=[mark("link", key)],
        by=system_actor(),
    )
    links = Link.objects.filter(pk=link.pk)
    if ending == "unknown":
        links.delete()
    elif ending == "expired":
        links.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    elif ending == "revoked":
        links.update(revoked_at=timezone.now())
    else:
        end_mandate(mandate=mandate, reason="Lëvizje", by=officer(scene.office), on=timezone.localdate())

    assert link_address(key) is None
    with pytest.raises(NoLongerValid):
        message_bytes(mail)
