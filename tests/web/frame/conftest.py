"""People who open pages."""

import pytest
from django.core.cache import cache
from django.test import Client

from sekretariat.ground.actors import Role
from tests.factories import MandateFactory, OfficeFactory, PersonFactory

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def officer_person(db):
    person = PersonFactory(signs_in=True, name="Drita Hoxha")
    MandateFactory(person=person, role=Role.OFFICER, institution=OfficeFactory().unit)
    return person


@pytest.fixture
def coordinator_person(db):
    person = PersonFactory(signs_in=True, name="Arben Leka")
    MandateFactory(person=person, role=Role.COORDINATOR)
    return person


@pytest.fixture
def sign_in():
    """A client of its own, signed in as the person."""

    def as_person(person, **options) -> Client:
        client = Client(**options)
        client.force_login(person.user, backend=SIGNED_IN_BY)
        return client

    return as_person


@pytest.fixture(autouse=True)
def _no_tries_counted_before(request):
    """Limits of tries are kept in the cache, which outlives a test."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def visitor() -> Client:
    """Somebody who reads English and has not signed in."""
    client = Client(raise_request_exception=False)
    client.cookies["language"] = "en"
    return client
