"""An office with its officer, who reads English, and somebody who answers for an institution."""

import pytest

from sekretariat.ground.actors import Role
from tests.factories import InstitutionFactory
from tests.web.letters.conftest import english, office, person_in

__all__ = ["english", "office"]


@pytest.fixture
def officer(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def institution(db):
    return InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë", name_en="Ministry of Justice")


@pytest.fixture
def coordinator(english, institution):
    return english(person_in(Role.COORDINATOR, institution))
