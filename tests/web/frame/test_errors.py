"""What goes wrong is told on a page of its own, in both languages, without technical words."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sekretariat.web import errors

pytestmark = pytest.mark.urls("tests.web.frame.urls")


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("missing", 404),
        ("forbidden", 403),
        ("not-allowed", 403),
        ("too-large", 413),
        ("bug", 500),
        ("database", 503),
        ("disk", 507),
        ("database-full", 507),
    ],
)
def test_a_fault_has_its_status_and_its_page_without_touching_the_database(visitor, fault, status):
    response = visitor.get(reverse("fail", args=[fault]))

    page = response.content.decode()
    assert response.status_code == status
    assert '<html lang="en">' in page
    assert '<section class="in-other-language" lang="sq">' in page
    assert "technical words" not in page
    assert "10.0.0.1" not in page


def test_a_refusal_says_its_own_sentence(visitor):
    assert "<p>no deadline</p>" in visitor.get(reverse("fail", args=["not-allowed"])).content.decode()


def test_an_unknown_address_is_told_with_its_text_escaped(visitor):
    response = visitor.get("/<script>alert(1)</script>/")

    assert response.status_code == 404
    assert "<script>alert" not in response.content.decode()


def test_an_outdated_form_is_told_as_such():
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = "en"

    response = client.post(reverse("language"))

    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()


def test_a_host_that_is_not_ours_is_a_bad_request(settings, visitor):
    settings.ALLOWED_HOSTS = ["sekretariat.al"]

    assert visitor.get(reverse("about"), headers={"host": "elsewhere.example"}).status_code == 400


def test_too_many_tries_say_when_to_come_back():
    response = errors.too_many_requests(RequestFactory().get("/"))

    assert (response.status_code, response["Retry-After"]) == (429, "900")


@pytest.mark.parametrize("status", sorted(errors.TROUBLES))
def test_every_trouble_says_what_happened_and_what_to_do(status):
    told = errors.TROUBLES[status]

    assert all(str(words).strip() for words in (told.title, told.happened, told.mend))
