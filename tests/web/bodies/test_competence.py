"""The page that says who was competent on a day: its first sentence is the answer."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.config.reference import fill_in
from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, LegalBasis
from sekretariat.ground.actors import system_actor
from tests.factories import ActFactory, BodyFactory, InstitutionFactory, SeatFactory
from tests.web.html import faults_of
from tests.web.letters.conftest import words
from tests.web.queries import queries_of

SEED_ELI = "https://qbz.gov.al/eli/vendim/2018/12/19/749/6cb19f61-6275-4ac5-af7b-5c61ee155b4"

pytestmark = pytest.mark.django_db


@pytest.fixture
def gnpie():
    fill_in(by=system_actor(), on=datetime.date(2026, 11, 21))
    return Body.objects.get(short_name="GNPIE 22")


def ask(client, body: Body, on: str, **query):
    return client.get(reverse("bodies:competence", args=[body.pk]), {"on": on, **query})


def test_the_three_days_of_chapter_22(keeper, gnpie):
    before, doubtful, after = (words(ask(keeper, gnpie, on)) for on in ("01.06.2020", "1.6.2021", "01.03.2022"))

    assert "On 01.06.2020 nobody was technical secretariat, by the acts that are entered here." in before
    assert "Not yet: AMVV is named by VKM 746/2021, later." in before
    assert "For 01.06.2021 it cannot be said whether AMVV was technical secretariat" in doubtful
    assert "the date of VKM 746/2021 is not confirmed and lies between 01.01.2021 and 31.12.2021" in doubtful
    assert "(AMVV), by VKM 746/2021 was technical secretariat." in after
    for text in (before, doubtful, after):
        assert f'href="{SEED_ELI}"' in text
        assert "746/2021" in text.partition("By which acts")[2]
        assert "422, 06.05.2020" in text.partition("By which acts")[2]


def test_in_albanian_the_first_sentence_is_the_answer_too(client_of, keeper, gnpie):
    keeper.cookies["language"] = "sq"

    text = words(ask(keeper, gnpie, "01.03.2022"))

    assert "Më 01.03.2022 sekretariat teknik ishte Agjencia për Mbështetjen e Vetëqeverisjes Vendore (AMVV)" in text


def test_confirming_the_date_by_the_button_of_the_answer_changes_it(keeper, gnpie):
    act = Act.objects.get(number="746", year=2021)
    confirm = reverse("acts:confirm", args=[act.pk])
    assert f'href="{confirm}"' in words(ask(keeper, gnpie, "01.06.2021"))

    keeper.post(confirm, {"on": "15.3.2021", "revision": act.revision})

    text = words(ask(keeper, gnpie, "01.06.2021"))
    assert "was technical secretariat." in text
    assert confirm not in text


def test_every_answer_is_valid_html(keeper, gnpie):
    for on in ("01.06.2020", "01.06.2021", "01.03.2022", "dje", ""):
        assert faults_of(ask(keeper, gnpie, on).content.decode()) == []


@pytest.mark.parametrize(
    ("seat", "sentence"),
    [
        ({}, "(by which act and since when is not entered) was technical secretariat."),
        ({"valid_from": datetime.date(2022, 1, 1)}, "Not yet: MB is it from 01.01.2022."),
        ({"valid_to": datetime.date(2020, 1, 1)}, "Not any more: MB was it until 01.01.2020."),
    ],
    ids=["always", "later", "earlier"],
)
def test_the_answer_says_what_is_known_of_the_day(keeper, seat, sentence):
    body = BodyFactory()
    institution = InstitutionFactory(short_name="MB", name_sq="Ministria e Brendshme")
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=institution, **seat)

    assert sentence in words(ask(keeper, body, "01.06.2021"))


def test_before_its_act_the_body_was_not_there(keeper, served):
    LegalBasis.objects.create(body=served, act=ActFactory(number="910", year=2016, on=None))

    text = words(ask(keeper, served, "01.06.2015"))

    assert "On 01.06.2015 the body was not there yet: it stands on VKM 910/2016." in text


def test_another_role_is_asked_for(keeper, served):
    institutions = [InstitutionFactory(name_sq=name, short_name="") for name in ("Ministria A", "Ministria B")]
    for institution in institutions:
        SeatFactory(body=served, role=SeatRole.RESPONSIBLE, institution=institution)

    text = words(ask(keeper, served, "01.06.2021", role="responsible"))

    assert "On 01.06.2021 these were responsible institution: Ministria A" in text
    assert "Ministria B" in text


def test_a_role_that_is_none_asks_for_the_secretariat(keeper, served):
    assert "was technical secretariat." in words(ask(keeper, served, "01.06.2021", role="s'ka"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_seats_and_acts(keeper, served, count):
    for _ in range(count):
        LegalBasis.objects.create(body=served, act=ActFactory())
        SeatFactory(body=served, role=SeatRole.MEMBER, act=ActFactory())

    url = reverse("bodies:competence", args=[served.pk]) + "?on=01.06.2021&role=member"

    assert queries_of(keeper, url) == 10
