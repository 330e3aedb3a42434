"""A council of parity with its office: two co-chairs, seats of both sides, one of them vacant."""

import datetime
from dataclasses import dataclass

from sekretariat.domain.bodies.enums import BodyKind, SeatRole, Side
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.meetings.models import Attendance, Meeting
from sekretariat.domain.meetings.services import call_meeting
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Role
from sekretariat.ground.words import fold
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    OfficeFactory,
    PersonFactory,
    SeatFactory,
    officer,
)

ON = datetime.date(2018, 6, 18)
DAY = datetime.date(2018, 6, 25)


@dataclass
class Council:
    office: Office
    body: Body
    meeting: Meeting
    by: Actor

    def called(self) -> Meeting:
        self.meeting = call_meeting(meeting=self.meeting, by=self.by, on=ON)
        return self.meeting

    def places(self) -> list[Attendance]:
        return list(self.meeting.attendances.order_by("position"))

    def place_of(self, name: str) -> Attendance:
        return self.meeting.attendances.get(name=name)


def written(name: str) -> str:
    """The name as the first part of an address."""
    return fold(name).replace(" ", ".")


def a_seat(body: Body, holder: str = "", *, role: str = SeatRole.MEMBER, **fields) -> Seat:
    """Held by a person of that name, or vacant."""
    institution = fields.pop("institution", None) or InstitutionFactory(
        email=f"zyra-{written(holder) or 'bosh'}@prova.example"
    )
    seat = SeatFactory(body=body, role=role, institution=institution, **fields)
    if holder:
        person = PersonFactory(name=holder, email=f"{written(holder)}@prova.example")
        MandateFactory(person=person, role=Role.MEMBER, institution=institution, body=body, seat=seat)
    return seat


def a_council(**meeting) -> Council:
    """Ana and Ben chair; Cen and nobody sit for the state, Dea and Eda for the municipalities; AMVV serves it."""
    office = OfficeFactory()
    body = BodyFactory(kind=BodyKind.COUNCIL, name_sq="Këshilli i provës", name_en="Council of trial")
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit)
    a_seat(body, "Cen", side=Side.CENTRAL, function_sq="Zëvendësministër")
    a_seat(body, side=Side.CENTRAL)
    a_seat(body, "Dea", side=Side.LOCAL)
    a_seat(body, "Eda", side=Side.LOCAL)
    a_seat(body, "Ana", role=SeatRole.CO_CHAIR, side=Side.CENTRAL)
    a_seat(body, "Ben", role=SeatRole.CO_CHAIR, side=Side.LOCAL)
    meeting = MeetingFactory(office=office, body=body, on=DAY, **meeting)
    return Council(office=office, body=body, meeting=meeting, by=officer(office))
