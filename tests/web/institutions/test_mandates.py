"""Naming a person by letter on the institution's page, and ending a mandate."""

import datetime

import pytest
from django.utils import timezone

from sekretariat.domain.mandates.enums import Basis
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.mail.models import Outbox
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, PersonFactory, SeatFactory
from tests.web.duties.making import Scene, a_scene, person_in
from tests.web.html import faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.fixture
def officer(scene, client_of):
    return client_of(scene.officer)


def typed(**values) -> dict:
    return {
        "role": "coordinator",
        "name": "Mirela Kola",
        "email": "Mirela@financa.al",
        "letter_number": "9214 prot",
        "letter_on": "28.05.2018",
        "on": "28.05.2018",
    } | values


def begin(client, institution, **values):
    return client.post(f"/institutions/{institution.pk}/mandates/new/", typed(**values))


def end(client, mandate, **values):
    given = {"on": f"{timezone.localdate():%d.%m.%Y}", "reason": "U largua"}
    return client.post(f"/institutions/mandates/{mandate.pk}/end/", given | values)


def test_who_is_named_acts_by_the_letter_and_is_invited_by_the_office(officer, scene):
    institution, body = scene.institutions[1], scene.letter.body

    response = begin(officer, institution, body=body.pk, phone="069 1")

    mandate = Mandate.objects.get(institution=institution)
    assert response.url == f"/institutions/{institution.pk}/"
    assert (mandate.person.email, mandate.role, mandate.body) == ("mirela@financa.al", Role.COORDINATOR, body)
    assert (mandate.basis, mandate.paper) == (Basis.LETTER, "9214 prot, 28.05.2018")
    assert mandate.valid_from == datetime.date(2018, 5, 28)
    assert Outbox.objects.get(to_address="mirela@financa.al").office_id == scene.office.pk
    told = officer.get(response.url).content.decode().partition('id="messages"')[2].partition("</div>")[0]
    assert "Mirela Kola" in told
    assert "9214 prot" in told


def test_a_new_coordinator_takes_the_place_of_the_one_before(officer, scene):
    before = Mandate.objects.get(person=scene.coordinator)

    begin(officer, scene.institutions[0], body=scene.letter.body.pk)

    before.refresh_from_db()
    assert before.is_stopped


def test_a_member_is_given_a_seat_of_the_institution(officer):
    seat = SeatFactory()

    begin(officer, seat.institution, role="member", seat=seat.pk)

    mandate = Mandate.objects.get(seat=seat)
    assert (mandate.role, mandate.body) == (Role.MEMBER, seat.body)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "member"}, "seat"),
        ({"role": "coordinator", "seat": "own"}, "seat"),
        ({"seat": "other"}, "seat"),
        ({"role": "administrator"}, "role"),
        ({"name": ""}, "name"),
        ({"email": "mirela"}, "email"),
        ({"letter_number": ""}, "letter_number"),
        ({"letter_on": "31.02.2018"}, "letter_on"),
        ({"on": ""}, "on"),
        ({"body": "999999"}, "body"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_at_its_field(officer, wrong, field):
    institution = InstitutionFactory()
    seats = {"own": SeatFactory(institution=institution).pk, "other": SeatFactory().pk}
    values = {name: seats.get(value, value) for name, value in wrong.items()}

    response = begin(officer, institution, **values)

    text = response.content.decode()
    assert response.status_code == 200
    assert f"id_{field}" in text.partition("form-errors")[2].partition("</section>")[0]
    assert not Mandate.objects.filter(institution=institution).exists()
    assert faults_of(text) == []


def test_an_address_that_is_somebody_elses_is_told_and_nothing_is_saved(officer, scene):
    PersonFactory(name="Ben Dervishi", email="mirela@financa.al")

    text = begin(officer, scene.institutions[1]).content.decode()

    assert "Ben Dervishi" in text.partition("form-errors")[2]
    assert 'value="Mirela Kola"' in text
    assert not Mandate.objects.filter(institution=scene.institutions[1]).exists()
    assert not Event.objects.filter(what="institution.named_person").exists()


def test_an_institution_without_seats_is_not_asked_for_one(officer):
    text = officer.get(f"/institutions/{InstitutionFactory().pk}/mandates/new/").content.decode()

    assert 'name="seat"' not in text
    assert 'value="member"' not in text


def test_the_mechanism_in_the_address_is_chosen_already(officer):
    body = BodyFactory()

    text = officer.get(f"/institutions/{InstitutionFactory().pk}/mandates/new/?body={body.pk}").content.decode()

    assert f'<option value="{body.pk}" selected>' in text


def test_ending_a_mandate_takes_its_rights_at_the_next_request(officer, client_of, scene):
    coordinator, duty = client_of(scene.coordinator), scene.duty
    assert coordinator.get(f"/duties/{duty.pk}/").status_code == 200

    response = end(officer, Mandate.objects.get(person=scene.coordinator))

    assert response.status_code == 302
    assert coordinator.get(f"/duties/{duty.pk}/").status_code == 404
    assert Mandate.objects.get(person=scene.coordinator).end_reason == "U largua"


def test_a_get_ends_nothing(officer, scene):
    mandate = Mandate.objects.get(person=scene.coordinator)

    text = officer.get(f"/institutions/mandates/{mandate.pk}/end/").content.decode()

    mandate.refresh_from_db()
    assert not mandate.is_stopped
    assert scene.coordinator.name in text


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"on": ""}, {"on": "dje"}, {"reason": "x" * 301}])
def test_an_ending_without_day_or_reason_is_refused(officer, scene, wrong):
    mandate = Mandate.objects.get(person=scene.coordinator)

    response = end(officer, mandate, **wrong)

    mandate.refresh_from_db()
    assert response.status_code == 200
    assert not mandate.is_stopped


def test_a_mandate_ended_meanwhile_says_so(officer, scene):
    mandate = Mandate.objects.get(person=scene.coordinator)
    end(officer, mandate)

    text = end(officer, mandate).content.decode()

    assert "form-errors" in text
    assert Event.objects.filter(what="mandate.ended").count() == 1


def test_an_ended_mandate_offers_no_ending(officer, scene):
    institution = scene.institutions[0]
    today = timezone.localdate()
    stopped = MandateFactory(institution=institution, valid_to=today, is_stopped=True)

    text = officer.get(f"/institutions/{institution.pk}/").content.decode()

    assert f"mandates/{stopped.pk}/end/" not in text
    assert f"mandates/{Mandate.objects.get(person=scene.coordinator).pk}/end/" in text


def test_office_roles_are_ended_by_the_administrator_alone(officer, client_of, scene):
    clerk = MandateFactory(role=Role.CLERK, institution=scene.office.unit)
    administrator = client_of(person_in(Role.ADMINISTRATOR, scene.office.unit))

    assert end(officer, clerk).status_code == 403
    assert end(administrator, clerk).status_code == 302
