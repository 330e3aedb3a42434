import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared by their message ids."""
    with translation.override("en"):
        yield
