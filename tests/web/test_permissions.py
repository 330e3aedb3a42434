"""Every route x role x verb answers as the permission table says. A route without a row fails."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from sekretariat.web.routes import all_routes
from tests.web import permissions
from tests.web.permissions import Row
from tests.web.world import ROLES, World, build_world

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(permissions.__path__)
    for row in importlib.import_module(f"{permissions.__name__}.{module.name}").ROWS
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One world for the whole table; what a test changes of it is taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db) -> World:
    return built


def ask(world, role: str, verb: str, url: str, data: dict) -> int:
    """The status, with whatever the request changed taken back."""
    client = world.client(role)
    with transaction.atomic():
        answer = client.generic(verb, url) if verb not in {"GET", "POST"} else getattr(client, verb.lower())(url, data)
        transaction.set_rollback(True)
    b"".join(answer)  # a download read to its end closes its file
    return answer.status_code


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_route_answers_each_role_as_the_table_says(world, row):
    url = reverse(row.name, kwargs=row.arguments(world))

    answered = {role: ask(world, role, row.verb, url, row.data(world)) for role in ROLES}

    assert answered == row.statuses


def test_every_verb_of_every_route_stands_in_the_table():
    declared = {(route.name, verb) for route in all_routes() if route.page for verb in route.page.verbs}

    assert declared - {(row.name, row.verb) for row in ROWS} == set()


def test_every_route_declares_its_permission():
    assert [route.path for route in all_routes() if route.page is None] == []


def test_verbs_a_route_does_not_declare_are_refused(world):
    urls = {row.name: reverse(row.name, kwargs=row.arguments(world)) for row in ROWS}
    wrong = {}
    for route in all_routes():
        if route.name not in urls or route.page is None:
            continue
        for verb in set(VERBS) - set(route.page.verbs):
            status = ask(world, "officer", verb, urls[route.name], {})
            if status != 405:
                wrong[f"{verb} {route.name}"] = status

    assert wrong == {}
