"""An office with its officer, who reads English."""

import pytest

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.ground.actors import Role
from tests.factories import BodyFactory, OfficeFactory, SeatFactory
from tests.web.letters.conftest import english, office, person_in

__all__ = ["english", "office"]


@pytest.fixture
def keeper(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def stranger(english):
    """An officer of another office."""
    return english(person_in(Role.OFFICER, OfficeFactory().unit))


@pytest.fixture
def served(office):
    """A body whose technical secretariat the office is."""
    body = BodyFactory(name_sq="Këshilli i provës", name_en="Trial Council")
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit)
    return body
