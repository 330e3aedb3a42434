"""Reorganisations shown before they are confirmed, what has no holder, and the data of a person."""

import json

import pytest

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.services import end_mandate
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Role
from tests.domain.obligations.making import asked
from tests.factories import InstitutionFactory, MandateFactory, PersonFactory, SeatFactory, officer
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of
from tests.web.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def client(scene, client_of):
    client = client_of(scene.officer)
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def administrator(scene, client_of):
    client = client_of(person_in(Role.ADMINISTRATOR, scene.office.unit))
    client.cookies["language"] = "en"
    return client


def address(institution: Institution) -> str:
    return f"/continuity/institutions/{institution.pk}/"


def test_what_a_renaming_will_do_is_shown_first_and_done_when_confirmed(scene, client):
    old = scene.institutions[0]
    SeatFactory(institution=old)
    typed = {"change": "renamed", "on": "01.09.2026", "name_sq": "Ministria e Re", "short_name": "MR"}

    page = client.post(address(old), typed | {"preview": "1"}).content.decode()

    for said in ("1 open duty passes to Ministria e Re.", "1 person acts on for", "1 seat passes to"):
        assert said in page
    assert 'name="confirm"' in page
    assert faults_of(page) == []
    old.refresh_from_db()
    assert old.valid_to is None
    response = client.post(address(old), typed | {"confirm": "1"}, follow=True)
    new = Institution.objects.get(name_sq="Ministria e Re")
    assert response.redirect_chain == [(f"/institutions/{new.pk}/", 302)]
    assert "it was called" in response.content.decode()
    assert Obligation.objects.get(institution=new) == Obligation.objects.get(
        pk=scene.letter.addressees.first().obligations.get().pk
    )


def test_a_dissolution_without_a_successor_offers_to_name_one(scene, client):
    old = scene.institutions[0]

    page = client.post(address(old), {"change": "dissolved", "on": "01.09.2026", "preview": "1"}).content.decode()
    assert "1 open duty has no holder." in page
    page = client.post(
        address(old), {"change": "dissolved", "on": "01.09.2026", "confirm": "1"}, follow=True
    ).content.decode()

    assert f"{address(old)}successor/" in page
    assert "No successor is named" in page
    assert address(old) + '"' not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"change": ""},
        {"on": "01.01.2999"},
        {"on": ""},
        {"successor": ""},
        {"successor": "Ministria e Hënës"},
        {"name_sq": "Edhe e re"},
        {"act": "VKM 0/0"},
    ],
    ids=str,
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(scene, client, wrong):
    old, heir = scene.institutions[:2]
    typed = {"change": "merged", "on": "01.09.2026", "successor": heir.name_sq, "short_name": "ZZ", "confirm": "1"}

    page = client.post(address(old), typed | wrong).content.decode()

    assert "form-errors" in page
    assert 'value="ZZ"' in page
    assert 'name="confirm"' not in page
    assert faults_of(page) == []
    old.refresh_from_db()
    assert old.valid_to is None


def test_what_the_service_refuses_is_told_in_the_form(scene, client):
    page = client.post(
        address(scene.office.unit), {"change": "dissolved", "on": "01.09.2026", "confirm": "1"}
    ).content.decode()

    assert "works here as a secretariat" in page.partition("form-errors")[2]


def test_duties_of_another_office_are_not_counted(scene, client):
    old = scene.institutions[0]
    asked(institution=old)

    page = client.post(address(old), {"change": "dissolved", "on": "01.09.2026", "preview": "1"}).content.decode()

    assert "1 open duty has no holder." in page


def test_nobody_reachable_leads_to_a_letter_that_asks_for_a_coordinator(scene, client):
    institution = scene.institutions[1]

    page = client.get("/continuity/orphans/").content.decode()

    link = f"/letters/new/?coordinator_of={institution.pk}&amp;body={scene.letter.body_id}"
    assert link in page
    assert faults_of(page) == []
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert institution.name_sq in form.partition('name="to"')[2].partition("</textarea>")[0]
    assert "Caktoni koordinatorin dhe zëvendësin" in form


def test_when_everything_has_a_holder_the_page_says_so(scene, client):
    Institution.objects.update(email="zyra@shembull.al")
    SeatFactory(body=scene.letter.body, role="secretariat", institution=scene.office.unit)
    scene.letter.drafter = None
    scene.letter.save()

    page = client.get("/continuity/orphans/").content.decode()

    assert "Everything has a holder." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_page_do_not_grow(scene, client, count):
    for _one in range(count):
        asked(office=scene.office, institution=InstitutionFactory(valid_to="2018-01-01"))
        asked(office=scene.office, institution=InstitutionFactory())
        SeatFactory(body=scene.letter.body)

    assert queries_of(client, "/continuity/orphans/") == 18


def test_an_administrator_downloads_and_erases_the_data_of_who_has_left(scene, administrator):
    person = scene.coordinator
    page = administrator.get(f"/continuity/persons/{person.pk}/").content.decode()
    assert f"/continuity/persons/{person.pk}/erase/" not in page
    end_mandate(
        mandate=Mandate.objects.get(person=person),
        reason="U largua",
        by=officer(scene.office),
        on=Mandate.objects.get(person=person).valid_from,
    )

    given = b"".join(administrator.get(f"/continuity/persons/{person.pk}/data/").streaming_content)
    assert person.name in json.dumps(json.loads(given), ensure_ascii=False)
    refused = administrator.post(f"/continuity/persons/{person.pk}/erase/", {})
    assert refused.status_code == 200
    page = administrator.post(f"/continuity/persons/{person.pk}/erase/", {"sure": "on"}, follow=True).content.decode()

    assert Person.objects.get(pk=person.pk).name == f"Personi {person.pk}"
    assert f"Personi {person.pk}" in page
    assert person.name not in page


def test_who_acts_still_is_not_erased(administrator):
    person = MandateFactory().person

    page = administrator.post(f"/continuity/persons/{person.pk}/erase/", {"sure": "on"}).content.decode()

    assert "still holds a mandate" in page.partition("form-errors")[2]


def test_a_mandate_that_cannot_be_handed_over_is_refused(client):
    assert client.get(f"/continuity/mandates/{MandateFactory(role=Role.STAFF).pk}/").status_code == 403


@pytest.mark.parametrize("wrong", [{"email": ""}, {"letter_number": ""}, {"on": "nesër"}, {"email": "ben@gov.al"}])
def test_a_hand_over_that_cannot_be_taken_keeps_what_was_typed(scene, client, wrong):
    PersonFactory(name="Ben Dervishi", email="ben@gov.al")
    mandate = Mandate.objects.get(person=scene.coordinator)
    typed = {"name": "Arta Duka", "email": "arta@mfe.al", "letter_number": "7", "on": "01.09.2026"}

    page = client.post(f"/continuity/mandates/{mandate.pk}/", typed | wrong).content.decode()

    assert "form-errors" in page
    assert 'value="Arta Duka"' in page
    assert faults_of(page) == []
    mandate.refresh_from_db()
    assert not mandate.is_stopped
