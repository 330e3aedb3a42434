"""The page of one's own calendar addresses."""

import pytest
from django.urls import reverse

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.tokens import feed_token_of
from sekretariat.ground.actors import Role
from tests.factories import BodyFactory, PersonFactory, SeatFactory
from tests.web.duties.making import person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

from .reading import address_of, feed_of

pytestmark = pytest.mark.django_db
PAGE = "/calendars/"


@pytest.fixture
def officer(scene, client_of):
    return client_of(scene.officer)


def text_of(client, **query) -> str:
    page = client.get(PAGE, query)
    assert page.status_code == 200
    assert faults_of(page.content.decode()) == []
    return page.content.decode()


def test_an_address_is_made_shown_whole_renewed_and_closed(scene, officer, settings):
    settings.BASE_URL = "https://sekretariat.example"
    assert "/calendar/" not in text_of(officer)

    officer.post(reverse("calendars:open"))
    first = Feed.objects.get()
    assert f'value="https://sekretariat.example{address_of(first)}"' in text_of(officer)

    officer.post(reverse("calendars:renew", args=[first.pk]))
    second = Feed.objects.standing().get()
    assert feed_token_of(second.nonce) in text_of(officer)
    assert feed_token_of(first.nonce) not in text_of(officer)

    officer.post(reverse("calendars:close", args=[second.pk]))
    assert "/calendar/" not in text_of(officer)


def test_bodies_that_the_office_serves_are_offered_and_the_one_asked_for_comes_first(scene, officer):
    served, other = BodyFactory(name_sq="Rrjeti A"), BodyFactory(name_sq="Rrjeti Z")
    SeatFactory(body=served, institution=scene.office.unit, role=SeatRole.SECRETARIAT)

    assert "Rrjeti A" in text_of(officer)
    assert "Rrjeti Z" not in text_of(officer)
    text = text_of(officer, body=other.pk)
    assert text.index("Rrjeti Z") < text.index("Rrjeti A")


def test_after_making_a_bodys_address_one_is_led_back_to_it(scene, officer):
    response = officer.post(reverse("calendars:open"), {"body": scene.duty.body.pk})

    assert response.url == f"{PAGE}?body={scene.duty.body.pk}"
    assert Feed.objects.get().body == scene.duty.body


@pytest.mark.parametrize("body", ["0", "x", "999999"])
def test_a_body_that_is_not_there_is_404(officer, body):
    assert officer.post(reverse("calendars:open"), {"body": body}).status_code == 404
    assert officer.get(PAGE, {"body": body}).status_code == 200


def test_whoever_sees_no_duties_is_told_so(scene, client_of):
    for person in (PersonFactory(signs_in=True), person_in(Role.ADMINISTRATOR, scene.office.unit)):
        assert "<form" not in text_of(client_of(person)).partition("<main")[2].partition("</main")[0]


def test_my_duties_and_a_bodys_page_lead_to_the_calendar(scene, client_of, officer):
    coordinator = client_of(scene.coordinator)

    assert f'href="{PAGE}"' in coordinator.get("/").content.decode()
    body = reverse("bodies:detail", args=[scene.duty.body.pk])
    for client in (coordinator, officer):
        assert f'href="{PAGE}?body={scene.duty.body.pk}"' in client.get(body).content.decode()


def test_the_queries_do_not_grow_with_the_calendars(scene, officer):
    feed_of(scene.officer, scene.duty.body)
    one = queries_of(officer, PAGE)
    for _ in range(2):
        feed_of(scene.officer, BodyFactory())

    assert queries_of(officer, PAGE) == one
