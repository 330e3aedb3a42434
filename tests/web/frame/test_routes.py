"""`sekretariat urls` and what it reads."""

from io import StringIO

import pytest
from django.core.management import call_command

from sekretariat.web.routes import all_routes


def lines_of_command() -> list[str]:
    out = StringIO()
    call_command("urls", stdout=out)
    return out.getvalue().splitlines()


def test_the_command_prints_every_route_with_verbs_and_permission():
    lines = lines_of_command()

    login = next(line for line in lines if "account_login" in line)
    assert login.split() == ["/accounts/login/", "account_login", "GET", "POST", "public"]
    assert lines[-1] == f"{len(lines) - 1} routes"


@pytest.mark.urls("tests.web.frame.urls")
def test_a_route_that_declares_nothing_is_shown_as_such():
    assert [route.name for route in all_routes() if route.page is None] == ["undeclared"]
    assert any(line.endswith("not declared") for line in lines_of_command())


def test_names_of_routes_are_given_once():
    names = [route.name for route in all_routes()]

    assert len(names) == len(set(names))
