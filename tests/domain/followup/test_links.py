"""A personal link opens its own duty while it stands, tells why it does not, and leaves no token behind."""

import datetime

import pytest
from django.core import serializers
from django.utils import timezone

from sekretariat.domain.followup.errors import LinkEnded, LinkOfAnotherDuty, LinkUnknown
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import Recipient, open_link, recipients_of
from sekretariat.domain.followup.services import make_link, withdraw_links
from sekretariat.domain.followup.tokens import hash_of, new_nonce, token_of
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.audit.models import Event
from tests.domain.obligations.making import asked
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, PersonFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty():
    return asked()


def link_to(duty, mandate=None) -> Link:
    recipient = Recipient(email="zyra@financa.al", name="Zyra", mandate=mandate)
    return make_link(obligation=duty, recipient=recipient, by=officer(duty.office), on=timezone.localdate())


def opened(link: Link, *, at: datetime.datetime | None = None, obligation_id: int | None = None):
    return open_link(
        token_of(link.nonce),
        obligation_id=obligation_id or link.obligation_id,
        language="sq",
        now=at or timezone.now(),
    )


def test_a_link_acts_for_its_holder_and_for_its_duty_alone(duty):
    mandate = MandateFactory(institution=duty.institution, role=Role.COORDINATOR)
    other = asked(institution=duty.institution, office=duty.office)

    link, actor = opened(link_to(duty, mandate))

    assert (actor.person_id, actor.channel, actor.capacities) == (mandate.person_id, Channel.LINK, ())
    assert list(Obligation.objects.visible_to(actor)) == [duty]
    assert other not in Obligation.objects.visible_to(actor)
    assert link.obligation == duty


def test_a_link_of_the_official_mailbox_names_the_institution(duty):
    _link, actor = opened(link_to(duty))

    assert (actor.person_id, actor.name) == (None, duty.institution.name_sq)


def test_an_unknown_token_is_refused(duty):
    with pytest.raises(LinkUnknown):
        open_link("gabim", obligation_id=duty.pk, language="sq", now=timezone.now())


def test_a_link_for_another_duty_is_refused(duty):
    other = asked()

    with pytest.raises(LinkOfAnotherDuty):
        opened(link_to(duty), obligation_id=other.pk)


def test_an_expired_link_says_whom_to_ask(duty):
    link = link_to(duty)

    opened(link, at=link.expires_at - datetime.timedelta(seconds=1))
    with pytest.raises(LinkEnded, match=duty.office.sender_email):
        opened(link, at=link.expires_at)


def test_a_link_lives_as_long_as_the_office_has_set(duty):
    duty.office.link_days = 3
    duty.office.save()

    link = link_to(Obligation.objects.get(pk=duty.pk))

    assert link.expires_at - timezone.now() == pytest.approx(
        datetime.timedelta(days=3), abs=datetime.timedelta(minutes=1)
    )


def test_a_withdrawn_link_is_refused(duty):
    link = link_to(duty)

    withdraw_links(obligation=duty, by=officer(duty.office), on=timezone.localdate())

    with pytest.raises(LinkEnded):
        opened(link)


@pytest.mark.parametrize("days_ago", [0, 1])
def test_a_link_ends_with_its_mandate_also_when_that_ends_today(duty, days_ago):
    mandate = MandateFactory(institution=duty.institution)
    link = link_to(duty, mandate)
    opened(link)

    last_day = timezone.localdate() - datetime.timedelta(days=days_ago)
    end_mandate(mandate=mandate, reason="Lëvizje", by=officer(duty.office), on=last_day)

    with pytest.raises(LinkEnded, match=last_day.strftime("%d.%m.%Y")):
        opened(link)


def test_a_mandate_that_ends_later_keeps_its_link_until_then(duty):
    mandate = MandateFactory(institution=duty.institution)
    link = link_to(duty, mandate)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    end_mandate(mandate=mandate, reason="Lëvizje", by=officer(duty.office), on=tomorrow)

    opened(link)
    with pytest.raises(LinkEnded):
        opened(link, at=timezone.now() + datetime.timedelta(days=2))


def test_the_token_is_kept_nowhere(duty):
    link = link_to(duty)
    token = token_of(link.nonce)

    kept = serializers.serialize("json", [*Link.objects.all(), *Event.objects.all()])

    assert token not in kept
    assert (link.token_hash in kept, link.token_hash) == (True, hash_of(token))


def test_the_token_needs_the_secret_key(settings):
    nonce = new_nonce()
    token = token_of(nonce)

    settings.SECRET_KEY = "another-key"

    assert token_of(nonce) != token


def test_opening_a_link_changes_nothing(duty, django_assert_num_queries):
    link = link_to(duty)
    before = serializers.serialize("json", Link.objects.all())

    with django_assert_num_queries(1):
        opened(link)

    assert serializers.serialize("json", Link.objects.all()) == before


def test_the_chain_is_coordinator_deputy_focal_point_head_and_then_the_mailbox():
    institution, network = InstitutionFactory(email="zyra@md.al"), BodyFactory()
    for role in (Role.HEAD, Role.FOCAL_POINT, Role.DEPUTY, Role.COORDINATOR, Role.MEMBER):
        body = None if role == Role.HEAD else network
        MandateFactory(role=role, institution=institution, body=body, person=PersonFactory(email=f"{role}@md.al"))

    chain = recipients_of(institution, body_id=network.pk, on=timezone.localdate())

    assert [r.email for r in chain] == [
        "coordinator@md.al",
        "deputy@md.al",
        "focal_point@md.al",
        "head@md.al",
        "zyra@md.al",
    ]


def test_the_chain_passes_over_who_has_ended_has_no_address_or_answers_for_another_body():
    institution, network = InstitutionFactory(email=""), BodyFactory()
    today = timezone.localdate()
    MandateFactory(institution=institution, body=BodyFactory())
    MandateFactory(institution=institution, body=network, person=PersonFactory(email=""))
    MandateFactory(institution=institution, body=network, valid_to=today - datetime.timedelta(days=1))
    MandateFactory(institution=institution, body=network, is_stopped=True, valid_to=today)
    deputy = MandateFactory(institution=institution, body=network, role=Role.DEPUTY)

    chain = recipients_of(institution, body_id=network.pk, on=today)

    assert [r.mandate for r in chain] == [deputy]
