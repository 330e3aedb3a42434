"""An office with its people."""

import pytest

from sekretariat.ground.actors import Role
from tests.factories import MandateFactory, OfficeFactory, PersonFactory


@pytest.fixture
def office(db):
    return OfficeFactory()


@pytest.fixture
def works_as(office):
    """A person in a role of the office: `works_as(Role.CLERK)`."""

    def hire(role: Role, *, at=None, **values):
        person = values.pop("person", None) or PersonFactory(signs_in=True)
        MandateFactory(person=person, role=role, institution=(at or office).unit, **values)
        return person

    return hire


@pytest.fixture
def administrator(works_as, client_of):
    return client_of(works_as(Role.ADMINISTRATOR))


@pytest.fixture
def officer(works_as, client_of):
    return client_of(works_as(Role.OFFICER))
