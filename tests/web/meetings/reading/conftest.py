"""A meeting of a body that an office serves, its officer, and the coordinator of an invited member; in English."""

import datetime

import pytest

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.ground.actors import Role
from tests.factories import (
    AttendanceFactory,
    BodyFactory,
    InstitutionFactory,
    MeetingFactory,
    MinutesFactory,
    OfficeFactory,
    SeatFactory,
)
from tests.web.letters.conftest import english, office, person_in

__all__ = ["english", "office"]


@pytest.fixture
def body(office):
    body = BodyFactory(name_sq="Grupi i provës", name_en="Trial group", short_name="GP")
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit)
    return body


@pytest.fixture
def meeting(office, body):
    meeting = MeetingFactory(office=office, body=body, called=True, number=4, title_en="Workshop of coordinators")
    MinutesFactory(meeting=meeting)
    return meeting


@pytest.fixture
def planned(office, body):
    meeting = MeetingFactory(office=office, body=body, number=5, on=datetime.date(2018, 9, 14))
    MinutesFactory(meeting=meeting)
    return meeting


@pytest.fixture
def keeper(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def place(meeting):
    return AttendanceFactory(meeting=meeting, institution=InstitutionFactory())


@pytest.fixture
def member(english, place):
    """The coordinator of the invited institution."""
    return english(person_in(Role.COORDINATOR, place.institution))


@pytest.fixture
def guest(english, meeting):
    """The coordinator of an institution that is invited without a seat."""
    institution = InstitutionFactory()
    AttendanceFactory(meeting=meeting, institution=institution, is_member=False)
    return english(person_in(Role.COORDINATOR, institution))


@pytest.fixture
def stranger(english):
    """An officer of another office."""
    return english(person_in(Role.OFFICER, OfficeFactory().unit))
