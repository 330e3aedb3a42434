"""The settings: changed by the administrator, read by officers, never overwritten unseen."""

import pytest

from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from tests.factories import OfficeFactory
from tests.web.html import faults_of

URL = "/office/"
TYPED = {
    "sender_name": "DZHM",
    "sender_email": "dzhm@shembull.al",
    "place": "Durrës",
    "register_mode": "paper_book",
    "link_days": "14",
    "long_overdue_days": "5",
    "remind_before_days": "2",
    "reminds_on_day": "on",
    "remind_after_days": "0",
    "escalate_after_days": "10",
    "revision": "0",
}


def text(response) -> str:
    return response.content.decode()


def test_what_the_administrator_saves_holds_and_is_recorded(office, administrator):
    response = administrator.post(URL, TYPED)

    assert response.status_code == 302
    office.refresh_from_db()
    assert (office.sender_name, office.place, office.link_days, office.revision) == ("DZHM", "Durrës", 14, 1)
    assert Event.objects.get(what="office.edited").data["after"]["link_days"] == "14"


def test_when_the_office_reminds_is_saved_too(office, administrator):
    administrator.post(URL, TYPED | {"reminds_on_day": ""})

    office.refresh_from_db()
    delays = (office.remind_before_days, office.reminds_on_day, office.remind_after_days, office.escalate_after_days)
    assert delays == (2, False, 0, 10)


def test_an_officer_reads_the_settings_and_has_no_form(office, officer):
    page = text(officer.get(URL))

    assert office.sender_email in page
    assert 'name="sender_email"' not in page
    assert officer.post(URL, TYPED).status_code == 403


def test_the_second_to_save_sees_the_first_ones_change_and_keeps_what_was_typed(administrator):
    administrator.post(URL, TYPED)

    second = text(administrator.post(URL, TYPED | {"sender_name": "Departamenti", "place": "Vlorë"}))

    assert "<dd>Durrës</dd>" in second
    assert 'value="Vlorë"' in second
    assert Office.objects.get().place == "Durrës"
    assert 'name="revision" value="1"' in second
    assert administrator.post(URL, TYPED | {"place": "Vlorë", "revision": "1"}).status_code == 302
    assert Office.objects.get().place == "Vlorë"


@pytest.mark.parametrize(
    "wrong",
    [
        {"link_days": "0"},
        {"link_days": "366"},
        {"link_days": "9" * 30},
        {"link_days": "-1"},
        {"long_overdue_days": "dhjetë"},
        {"remind_before_days": "61"},
        {"remind_before_days": "-1"},
        {"remind_after_days": ""},
        {"escalate_after_days": "121"},
        {"sender_email": "dzhm"},
        {"sender_name": ""},
        {"sender_name": "x" * 121},
        {"register_mode": "other"},
        {"revision": "x"},
        {"revision": ""},
    ],
)
def test_what_cannot_stand_is_told_and_nothing_is_saved(office, administrator, wrong):
    response = administrator.post(URL, TYPED | wrong)

    assert response.status_code == 200
    assert "form-errors" in text(response)
    assert Office.objects.get().sender_name == office.sender_name


def test_a_line_break_cannot_enter_the_header_of_a_mail(office, administrator):
    administrator.post(URL, TYPED | {"sender_name": "DZHM\r\nBcc: x@y.al\u2028\x00"})

    assert Office.objects.get().sender_name == "DZHM Bcc: x@y.al"


def test_who_works_in_two_offices_chooses_and_every_tab_stays_in_it(works_as, client_of, office):
    other = OfficeFactory()
    person = works_as(Role.ADMINISTRATOR)
    works_as(Role.OFFICER, at=other, person=person)
    client = client_of(person)

    first, second = text(client.get(f"{URL}?office={office.pk}")), text(client.get(f"{URL}?office={other.pk}"))

    assert office.sender_email in first
    assert other.sender_email in second
    assert f"/office/people/?office={other.pk}" in second
    assert client.post(f"{URL}?office={other.pk}", TYPED).status_code == 403
    assert client.get(f"{URL}?office=7x").status_code == 404
    assert client.get(f"{URL}?office={OfficeFactory().pk}").status_code == 404


@pytest.mark.parametrize("path", ["", "template/", "people/", "mail/", "holidays/?year=2018"])
@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_pages_are_valid_html(administrator, path, language):
    administrator.cookies["language"] = language

    assert faults_of(text(administrator.get(f"{URL}{path}"))) == []
