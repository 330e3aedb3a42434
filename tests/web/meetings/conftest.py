"""An office with its officer, who reads English."""

import pytest

from sekretariat.ground.actors import Role
from tests.web.letters.conftest import english, office, person_in

__all__ = ["english", "office"]


@pytest.fixture
def officer(english, office):
    return english(person_in(Role.OFFICER, office.unit))
