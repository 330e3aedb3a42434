"""Views declare themselves, and are held to it."""

import pytest
from django.urls import reverse

from sekretariat.ground.actors import Permission
from sekretariat.web.page import PUBLIC, SIGNED_IN, Page

pytestmark = pytest.mark.urls("tests.web.frame.urls")


@pytest.mark.parametrize("verb", ["put", "delete", "patch", "options"])
def test_a_verb_that_is_not_declared_is_refused_and_the_declared_ones_are_named(sign_in, coordinator_person, verb):
    response = getattr(sign_in(coordinator_person), verb)(reverse("private"))

    assert (response.status_code, response["Allow"]) == (405, "GET, POST")


def test_head_is_answered_where_get_is(sign_in, coordinator_person):
    client = sign_in(coordinator_person)

    assert client.head(reverse("private")).status_code == 200
    assert client.head(reverse("only_post")).status_code == 405


def test_a_permission_held_nowhere_is_403_and_named_in_the_sentence(sign_in, coordinator_person):
    client = sign_in(coordinator_person)
    client.cookies["language"] = "en"

    response = client.get(reverse("letters_page"))

    assert response.status_code == 403
    assert "the right “See the office&#39;s letters”" in response.content.decode()


def test_a_permission_held_somewhere_opens_the_page(sign_in, officer_person):
    assert sign_in(officer_person).get(reverse("letters_page")).content == b"letters"


@pytest.mark.parametrize(
    ("page", "verb", "answered"),
    [
        (Page(permission=PUBLIC), "GET", True),
        (Page(permission=PUBLIC), "HEAD", True),
        (Page(permission=SIGNED_IN), "POST", False),
        (Page(permission=Permission.LETTERS_SEE, verbs=("POST",)), "HEAD", False),
    ],
)
def test_what_a_declaration_answers(page, verb, answered):
    assert page.answers(verb) == answered
