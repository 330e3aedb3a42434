"""The search page: what is found, for whom, and what it says when there is nothing."""

import pytest
from django.urls import reverse

from sekretariat.ground.search.queries import Hit
from sekretariat.web.routes import all_routes
from sekretariat.web.search.links import KINDS, link_of
from tests.web.world import build_world

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def world():
    return build_world()


def found_by(world, role: str, words: str) -> str:
    """The page below the menu."""
    return world.client(role).get(URL, {"q": words}).content.decode().partition("<main")[2]


def test_an_officer_finds_a_letter_by_its_number_and_its_subject(world):
    link = reverse("letters:detail", kwargs={"pk": world.sent.pk})

    for words in ("11", "shkresave 3", "Shkresa 3"):
        assert link in found_by(world, "officer", words)


def test_an_addressee_finds_the_sent_letter_but_no_draft(world):
    page = found_by(world, "coordinator", "Shkresa")

    assert reverse("letters:detail", kwargs={"pk": world.sent.pk}) in page
    assert reverse("letters:detail", kwargs={"pk": world.draft.pk}) not in page


@pytest.mark.parametrize("role", ["outsider", "nobody", "other_officer"])
def test_who_may_not_see_the_letter_finds_neither_it_nor_its_duties(world, role):
    page = found_by(world, role, "Shkresa") + found_by(world, role, "kalendarin")

    assert "/letters/" not in page
    assert "/duties/" not in page


@pytest.mark.parametrize("words", ["", "zzzz", "' OR 1=1 --", '"*', "AND NOT", "ë" * 5000])
def test_any_question_gets_a_page(world, words):
    assert world.client("officer").get(URL, {"q": words, "page": "x", "kind": "nothing"}).status_code == 200


def test_every_kind_leads_to_a_route_that_exists():
    routes = {route.name for route in all_routes()}

    assert {route for route, _label in KINDS.values()} <= routes
    assert link_of(Hit(kind="letter", key="7", title="", snippet="", on=None)) == "/letters/7/"


def test_queries_do_not_grow_with_what_is_found(world, django_assert_max_num_queries):
    client = world.client("officer")
    client.get(URL)

    with django_assert_max_num_queries(9):
        client.get(URL, {"q": "Shkresa"})
