"""Journeys that look at pages sign in as the tests of pages do."""

from tests.web.conftest import client_of

__all__ = ["client_of"]
