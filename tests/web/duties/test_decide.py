"""Accepting, returning and withdrawing, each on its page or straight from the list."""

import pytest
from django.urls import reverse

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import accept
from sekretariat.ground.actors import Role
from tests.factories import officer
from tests.web.html import faults_of

from .making import day, person_in
from .test_lists import text_of

pytestmark = pytest.mark.django_db


def url_of(duty: Obligation, decision: str) -> str:
    return reverse("duties:decide", args=[duty.pk, decision])


@pytest.fixture
def duty(scene):
    Obligation.objects.filter(pk=scene.duty.pk).update(state=ObligationState.ANSWERED, answered_on=day("28.05.2018"))
    return scene.duty


@pytest.fixture
def client(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


@pytest.mark.parametrize(
    ("decision", "reason", "state"),
    [
        ("accept", "", ObligationState.ACCEPTED),
        ("return", "Mungon zëvendësi.", ObligationState.RETURNED),
        ("withdraw", "U kërkua gabimisht.", ObligationState.WITHDRAWN),
    ],
)
def test_a_decision_is_taken_with_its_reason(scene, duty, client, decision, reason, state):
    page = client.get(url_of(duty, decision))
    assert faults_of(page.content.decode()) == []

    page = client.post(url_of(duty, decision), {"reason": reason}, follow=True)

    assert (scene.duty.state, scene.duty.decision_reason) == (state, reason)
    assert "MFE" in text_of(page)


def test_accepting_from_the_list_goes_back_to_it(duty, client):
    back = f"{reverse('duties:list')}?show=answered&page=2"

    assert client.post(url_of(duty, "accept"), {"next": back}).url == back


def test_nobody_is_sent_to_another_site_afterwards(duty, client):
    response = client.post(url_of(duty, "accept"), {"next": "https://example.com/"})

    assert response.url == reverse("duties:detail", args=[duty.pk])


@pytest.mark.parametrize("decision", ["return", "withdraw"])
@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_asked_for_and_what_was_typed_stays(scene, duty, client, decision, reason):
    page = client.post(url_of(duty, decision), {"reason": reason})

    assert page.status_code == 200
    assert 'id="id_reason_error"' in page.content.decode()
    assert reason.strip() in page.content.decode()
    assert scene.duty.state == ObligationState.ANSWERED


def test_what_another_officer_decided_meanwhile_is_told(scene, duty, client):
    accept(obligation=duty, by=officer(scene.office), on=day("29.05.2018"))

    page = client.post(url_of(duty, "accept"))

    assert "Only a duty that has been answered can be accepted." in text_of(page)
    assert scene.duty.decided_on == day("29.05.2018")


def test_looking_decides_nothing(scene, duty, client):
    client.get(url_of(duty, "accept"))

    assert scene.duty.state == ObligationState.ANSWERED


def test_there_is_no_other_decision(duty, client):
    assert client.get(url_of(duty, "delete")).status_code == 404


def test_a_clerk_sees_and_does_not_decide_and_the_institution_neither(scene, duty, client_of):
    clerk = person_in(Role.CLERK, scene.office.unit)

    for person in (clerk, scene.coordinator):
        assert client_of(person).get(url_of(duty, "accept")).status_code == 403
        assert client_of(person).post(url_of(duty, "accept")).status_code == 403
    assert scene.duty.state == ObligationState.ANSWERED
