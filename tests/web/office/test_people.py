"""Letting somebody into the office and out of it."""

import datetime

import pytest
from django.utils import timezone

from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Role
from sekretariat.ground.mail.models import Outbox
from tests.factories import MandateFactory, OfficeFactory, PersonFactory

URL = "/office/people/"
TYPED = {"name": "Dea Leka", "email": "Dea@dzhm.al", "role": "clerk"}


def mandate_of(person) -> Mandate:
    return Mandate.objects.get(person=person)


def end(client, mandate, **values):
    today = timezone.localdate()
    return client.post(f"{URL}{mandate.pk}/end/", {"on": f"{today:%d.%m.%Y}", "reason": "U largua"} | values)


def test_who_is_added_stands_in_the_list_and_is_written_to(office, administrator):
    response = administrator.post(URL, TYPED, follow=True)

    mandate = Mandate.objects.get(role=Role.CLERK)
    assert (mandate.person.name, mandate.institution_id) == ("Dea Leka", office.pk)
    assert mandate.valid_from == timezone.localdate()
    assert "Dea Leka" in response.content.decode()
    assert Outbox.objects.get().to_address == "dea@dzhm.al"


def test_the_address_of_somebody_else_gives_nobody_a_role(administrator):
    PersonFactory(name="Arta Duka", email="dea@dzhm.al")

    page = administrator.post(URL, TYPED).content.decode()

    assert "Arta Duka" in page.partition("form-errors")[2]
    assert 'value="Dea Leka"' in page
    assert not Mandate.objects.filter(role=Role.CLERK).exists()


@pytest.mark.parametrize(
    "wrong", [{"role": "coordinator"}, {"role": ""}, {"email": "dea"}, {"email": ""}, {"name": ""}]
)
def test_what_is_missing_or_wrong_is_told(administrator, wrong):
    response = administrator.post(URL, TYPED | wrong)

    assert response.status_code == 200
    assert "form-errors" in response.content.decode()
    assert Mandate.objects.count() == 1


def test_whose_role_was_ended_has_no_rights_at_the_next_request(works_as, client_of, administrator):
    person = works_as(Role.OFFICER)
    client = client_of(person)
    assert client.get("/office/").status_code == 200

    response = end(administrator, mandate_of(person))

    assert response.status_code == 302
    assert client.get("/office/").status_code == 403
    assert person.name not in administrator.get(URL).content.decode().partition("<table")[2]
    assert mandate_of(person).end_reason == "U largua"


def test_a_role_that_ends_later_stays_until_then(works_as, administrator):
    person = works_as(Role.CLERK)
    last = timezone.localdate() + datetime.timedelta(days=9)

    end(administrator, mandate_of(person), on=f"{last:%d.%m.%Y}")

    assert not mandate_of(person).is_stopped
    assert f"{last:%d.%m.%Y}" in administrator.get(URL).content.decode()


def test_the_last_administrator_cannot_be_ended(office, administrator):
    last = Mandate.objects.get(role=Role.ADMINISTRATOR)

    page = end(administrator, last).content.decode()

    assert "form-errors" in page
    last.refresh_from_db()
    assert (last.valid_to, last.is_stopped) == (None, False)


def test_an_administrator_who_ends_the_own_role_is_led_to_the_first_page(works_as, client_of):
    works_as(Role.ADMINISTRATOR)
    own = works_as(Role.ADMINISTRATOR)

    response = end(client_of(own), mandate_of(own))

    assert (response.status_code, response.url) == (302, "/")


def test_mandates_that_are_no_roles_of_this_office_cannot_be_ended_here(office, works_as, administrator):
    coordinator = MandateFactory(institution=office.unit, role=Role.COORDINATOR)
    elsewhere = mandate_of(works_as(Role.CLERK, at=OfficeFactory()))

    assert [end(administrator, mandate).status_code for mandate in (coordinator, elsewhere)] == [404, 404]


@pytest.mark.parametrize("wrong", [{"on": ""}, {"on": "31.02.2026"}, {"reason": ""}, {"reason": "x" * 301}])
def test_an_end_without_day_or_reason_is_refused(works_as, administrator, wrong):
    mandate = mandate_of(works_as(Role.CLERK))

    assert end(administrator, mandate, **wrong).status_code == 200
    assert not Mandate.objects.get(pk=mandate.pk).is_stopped


def test_queries_do_not_grow_with_the_people(works_as, officer, django_assert_num_queries):
    officer.get(URL)
    with django_assert_num_queries(8):
        officer.get(URL)
    for role in (Role.CLERK, Role.OFFICER):
        works_as(role)

    with django_assert_num_queries(8):
        officer.get(URL)
