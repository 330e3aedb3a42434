"""The `sekretariat` commands that only read."""

import io

import pytest
from django.core.management import call_command

from sekretariat.ground.days.services import fill_holidays
from sekretariat.web.routes import all_routes
from tests.factories import InstitutionFactory, LetterFactory

pytestmark = pytest.mark.django_db


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_urls_prints_every_route_with_its_verbs_and_permission():
    lines = printed("urls").splitlines()

    for route in all_routes():
        assert any(route.path in line and all(verb in line for verb in route.page.verbs) for line in lines), route


def test_the_canonical_dump_is_stable_and_holds_every_row():
    InstitutionFactory(name_sq="Ministria e Çështjeve")
    LetterFactory(subject="Për provën e dytë")
    fill_holidays(years=[2018])

    first, second = printed("dump", "--canonical"), printed("dump", "--canonical")

    assert first == second
    assert "Ministria e Çështjeve" in first
    assert "Për provën e dytë" in first
    assert first.count("ground.holiday ") > 10


def test_reference_data_filled_in_twice_adds_nothing():
    printed("init")
    before = printed("dump", "--canonical")

    assert (
        "Added: 0 counties and municipalities, 0 central institutions, 0 acts, 0 amendments, 0 bodies, 0 holidays."
        in printed("init")
    )
    assert printed("dump", "--canonical") == before
