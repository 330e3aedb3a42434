"""The ground floor speaks English to its tests: its sentences are compared as they stand in the code."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
