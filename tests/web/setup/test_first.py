"""Setting up: with the code, once, and never again."""

import stat

import pytest
from django.test import Client

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role
from sekretariat.web.setup.code import is_setup_code, setup_code
from tests.factories import InstitutionFactory, OfficeFactory
from tests.web.html import faults_of

pytestmark = pytest.mark.django_db
URL = "/setup/"


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def ministry():
    return InstitutionFactory(name_sq="Ministria e Financave", short_name="MFE")


@pytest.fixture
def typed(ministry):
    return {
        "code": setup_code(),
        "unit": "MFE",
        "registers_at": "Ministria e Financave",
        "register_mode": "kept_here",
        "sender_name": "Sekretariati",
        "sender_email": "sekretariati@mfe.al",
        "name": "Blerim Hoxha",
        "email": "blerim@mfe.al",
        "password": "tre-fjalë-të-gjata",
        "password_again": "tre-fjalë-të-gjata",
    }


def post(typed: dict):
    return Client().post(URL, typed)


def test_the_code_is_made_once_and_only_its_owner_reads_it(data):
    assert setup_code() == setup_code()
    assert stat.S_IMODE((data / "setup-code").stat().st_mode) == 0o600
    assert not is_setup_code("")
    assert not is_setup_code("ë")
    assert is_setup_code(f" {setup_code()}\n")


def test_the_office_and_its_administrator_are_there_and_the_page_is_gone(typed, ministry, data):
    client = Client()

    response = client.post(URL, typed)

    assert (response.status_code, response.url) == (302, "/accounts/login/")
    office, mandate = Office.objects.get(), Mandate.objects.get()
    assert (office.unit, office.registers_at, office.sender_email) == (ministry, ministry, "sekretariati@mfe.al")
    assert (mandate.role, mandate.person.name) == (Role.ADMINISTRATOR, "Blerim Hoxha")
    assert mandate.person.user.check_password(typed["password"])
    assert not (data / "setup-code").exists()
    assert client.get(URL).status_code == 404
    assert client.post(URL, typed).status_code == 404
    assert not (data / "setup-code").exists()


def test_a_unit_that_is_not_in_the_list_is_entered_under_its_institution(typed, ministry):
    post(typed | {"unit": "", "name_sq": "Drejtoria e Integrimit", "part_of": "MFE"})

    unit = Office.objects.get().unit
    assert (unit.name_sq, unit.kind, unit.part_of) == ("Drejtoria e Integrimit", InstitutionKind.UNIT, ministry)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "x"}, "code"),
        ({"code": ""}, "code"),
        ({"unit": ""}, "unit"),
        ({"unit": "Ministria e Diellit"}, "unit"),
        ({"name_sq": "Njësia"}, "unit"),
        ({"unit": "", "name_sq": "Njësia"}, "part_of"),
        ({"registers_at": ""}, "registers_at"),
        ({"register_mode": "other"}, "register_mode_0"),
        ({"sender_email": "x"}, "sender_email"),
        ({"email": "x"}, "email"),
        ({"password": "shkurt", "password_again": "shkurt"}, "password"),
        ({"password": "blerim@mfe.al", "password_again": "blerim@mfe.al"}, "password"),
        ({"password_again": "tjetër"}, "password_again"),
        ({"name": "\x00"}, "name"),
    ],
)
def test_what_cannot_stand_is_told_at_its_field_and_nothing_is_saved(typed, wrong, field):
    response = post(typed | wrong)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'href="#id_{field}"' in page
    assert typed["password"] not in page
    assert not Office.objects.exists()
    assert not Institution.objects.filter(kind=InstitutionKind.UNIT).exists()


def test_without_institutions_the_page_says_what_to_run():
    page = Client().get(URL).content.decode()

    assert "sekretariat init" in page
    assert "<input" not in page.partition("<main")[2]


def test_where_an_office_works_there_is_no_such_page_and_no_code(data):
    OfficeFactory()

    assert Client().get(URL).status_code == 404
    assert not (data / "setup-code").exists()


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_page_is_valid_html(typed, language):
    client = Client()
    client.cookies["language"] = language

    assert faults_of(client.get(URL).content.decode()) == []
    assert faults_of(client.post(URL, typed | {"unit": "", "code": ""}).content.decode()) == []
