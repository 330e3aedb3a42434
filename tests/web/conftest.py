"""Fixtures for pages: signed-in clients."""

import pytest
from django.test import Client

from sekretariat.domain.institutions.models import Person


@pytest.fixture
def client_of():
    """A client signed in as the person: `client_of(person).get(...)`."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
