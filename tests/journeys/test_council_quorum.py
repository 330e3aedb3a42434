"""A meeting of the Consultative Council: two co-chairs, as many seats of the state as of the municipalities, and a
quorum that each side must make by itself (Law 139/2015).
"""

import re

import pytest
import time_machine
from django.urls import reverse

from sekretariat.config.reference import fill_in
from sekretariat.domain.bodies.enums import BodyKind, SeatRole, Side
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.meetings.enums import MeetingState
from sekretariat.domain.meetings.models import Attendance
from sekretariat.domain.meetings.queries.inviting import quorum_of
from sekretariat.ground.actors import Channel, Role, system_actor
from tests.domain.meetings.making import DAY, a_seat
from tests.factories import ActFactory, BodyRuleFactory, MeetingFactory, OfficeFactory
from tests.web.letters.conftest import person_in

pytestmark = pytest.mark.django_db

STATE = ["Kryetarja e shtetit", "Anëtari 1", "Anëtari 2", "Anëtari 3"]
TOWNS = ["Kryetari i bashkive", "Kryetari i Shkodrës", "Kryetarja e Vlorës", ""]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2018-06-25 09:30:00+02:00", tick=False):
        yield


@pytest.fixture
def council():
    """Eight seats, one of the municipalities' vacant; more than half of each side must be there."""
    fill_in(by=system_actor(Channel.COMMAND), on=DAY)
    body = Body.objects.filter(kind=BodyKind.COUNCIL).first() or Body.objects.create(
        kind=BodyKind.COUNCIL, name_sq="Këshilli Konsultativ"
    )
    body.seats.exclude(role=SeatRole.SECRETARIAT).delete()
    for side, names in ((Side.CENTRAL, STATE), (Side.LOCAL, TOWNS)):
        for place, name in enumerate(names):
            a_seat(body, name, side=side, role=SeatRole.MEMBER if place else SeatRole.CO_CHAIR)
    BodyRuleFactory(body=body, by_side=True, act=ActFactory(number="139", year=2015, on=None), reference="neni 12")
    return body


@pytest.fixture
def meeting(council):
    return MeetingFactory(office=OfficeFactory(), body=council, on=DAY)


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def ticked(meeting, *present: str, **represented: str) -> dict[str, str]:
    sent = {"came-TOTAL_FORMS": "0", "came-INITIAL_FORMS": "0"}
    for place in meeting.attendances.all():
        said = "represented" if place.name in represented else "present" if place.name in present else "absent"
        sent |= {
            f"p{place.pk}-presence": said,
            f"p{place.pk}-substitute": represented.get(place.name, ""),
            f"p{place.pk}-was": place.presence + place.substitute_name,
        }
    return sent


def test_each_side_makes_its_own_quorum(client_of, meeting):
    officer = client_of(person_in(Role.OFFICER, meeting.office.unit))

    def go(name: str, data=()):
        page = officer.post(reverse(f"meetings:{name}", args=[meeting.pk]), dict(data), follow=True)
        assert page.status_code == 200
        return text_of(page)

    go("call")
    chairs = meeting.attendances.filter(role=SeatRole.CO_CHAIR).order_by("position")
    assert [(chair.name, chair.side) for chair in chairs] == [(STATE[0], Side.CENTRAL), (TOWNS[0], Side.LOCAL)]
    assert [place.position for place in chairs] == sorted(meeting.attendances.values_list("position", flat=True))[:2]

    # All of the state and two of the four seats of the municipalities: many are there, one side is not.
    said = go("presence", ticked(meeting, *STATE, *TOWNS[:2]))
    assert f"{Side.CENTRAL.label}: 4 nga 4 vende; duheshin 3" in said
    assert f"{Side.LOCAL.label}: 2 nga 4 vende; duheshin 3" in said
    assert quorum_of(meeting).met is False

    # Somebody stands in for the mayor of Vlora: a substitute fills the seat.
    said = go("presence", ticked(meeting, *STATE[:3], *TOWNS[:2], **{TOWNS[2]: "Nënkryetari i Vlorës"}))
    assert f"{Side.LOCAL.label}: 3 nga 4 vende; duheshin 3" in said
    assert "neni 12" in said

    go("hold")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.quorum_met) == (MeetingState.HELD, True)
    central, local = meeting.quorum_said.split(". ")
    assert central == f"{Side.CENTRAL.label}: 3 nga 4 vende; duheshin 3"
    assert local == f"{Side.LOCAL.label}: 3 nga 4 vende; duheshin 3"
    assert Attendance.objects.get(name=TOWNS[2]).substitute_name == "Nënkryetari i Vlorës"
