"""The history of one row, for those who may read it."""

import pytest
from django.urls import reverse

from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.audit.services import record
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def officer(scene, client_of):
    return client_of(scene.officer)


def url(kind: str, key: int) -> str:
    return reverse("trail:row", args=[kind, key])


def history(client, kind: str, key: int, **query) -> list[str]:
    response = client.get(url(kind, key), query)
    assert response.status_code == 200
    text = response.content.decode()
    assert faults_of(text) == []
    listed = text.partition('<ol class="history"')[2].partition("</ol>")[0]
    return [" ".join(item.split()) for item in listed.split("<li>")[1:]]


def test_a_letters_history_tells_its_way_newest_first(officer, scene):
    officer.cookies["language"] = "en"

    said = history(officer, "letter", scene.letter.pk)

    assert ["was sent" in said[0], "registered" in said[1], "signed" in said[2], "began the letter" in said[3]] == [
        True
    ] * 4
    assert "no. 2470" in said[1]
    assert "21.05.2018" in said[1]


def test_an_institutions_history_holds_that_of_who_acts_for_it(officer, scene):
    institution = InstitutionFactory()
    by = Actor(person_id=scene.officer.pk, name=scene.officer.name)
    record("institution.added", by=by, target=institution, institution_id=institution.pk, name="X")
    mandate = MandateFactory(institution=institution)
    record("mandate.begun", by=by, target=mandate, institution_id=institution.pk, person=mandate.person_id, role="head")
    record("mandate.begun", by=by, target=MandateFactory(), institution_id=InstitutionFactory().pk, role="head")

    said = history(officer, "institution", institution.pk)

    assert len(said) == 2
    assert mandate.person.name in said[0]


def test_a_row_without_events_says_so(officer):
    response = officer.get(url("institution", InstitutionFactory().pk))

    assert 'class="empty"' in response.content.decode()


def test_the_page_leads_back_to_the_row(officer, scene):
    assert f'href="/letters/{scene.letter.pk}/"' in officer.get(url("letter", scene.letter.pk)).content.decode()


@pytest.mark.parametrize("kind", ["user", "file", "post", "session", "Letter", "s-ka"])
def test_a_kind_without_a_history_is_no_page(officer, kind):
    assert officer.get(url(kind, 1)).status_code == 404


def test_a_row_one_does_not_see_is_no_page(client_of, scene):
    stranger = client_of(person_in(Role.OFFICER, OfficeFactory().unit))

    assert stranger.get(url("letter", scene.letter.pk)).status_code == 404
    assert stranger.get(url("obligation", scene.duty.pk)).status_code == 404


def test_who_sees_the_row_but_may_not_read_its_history_is_refused(client_of, scene):
    clerk = client_of(person_in(Role.CLERK, scene.office.unit))
    assert clerk.get(f"/letters/{scene.letter.pk}/").status_code == 200

    assert clerk.get(url("letter", scene.letter.pk)).status_code == 403
    assert client_of(scene.coordinator).get(url("obligation", scene.duty.pk)).status_code == 403


def test_reading_in_one_office_is_not_reading_in_another(client_of, scene):
    """An officer elsewhere who is also coordinator here sees the letter, but it is not his office's history."""
    both = person_in(Role.OFFICER, OfficeFactory().unit)
    MandateFactory(person=both, role=Role.COORDINATOR, institution=scene.institutions[0], body=scene.letter.body)
    client = client_of(both)
    assert client.get(f"/letters/{scene.letter.pk}/").status_code == 200

    assert client.get(url("letter", scene.letter.pk)).status_code == 403


def test_a_long_history_pages_with_the_same_queries(officer, scene):
    institution = InstitutionFactory()

    def add(count: int) -> None:
        for _ in range(count):
            record("institution.added", by=Actor(person_id=scene.officer.pk, name="A"), target=institution, name="X")

    add(1)
    for_one = queries_of(officer, url("institution", institution.pk))
    add(60)

    assert queries_of(officer, url("institution", institution.pk)) == for_one <= 11
    assert len(history(officer, "institution", institution.pk)) == 50
    assert len(history(officer, "institution", institution.pk, page=2)) == 11
