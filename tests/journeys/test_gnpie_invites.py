"""GNPIE for Chapter 22 is called: whoever sits in it on the day of the meeting is invited, nobody else."""

import datetime
import re

import pytest
import time_machine
from django.urls import reverse

from sekretariat.config.reference import fill_in
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.services import end_seat
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.meetings.services import MeetingSaid, plan_meeting
from sekretariat.ground.actors import Channel, Role, system_actor
from sekretariat.ground.mail.models import Outbox
from tests.domain.meetings.making import a_seat
from tests.factories import OfficeFactory, officer
from tests.web.letters.conftest import person_in

TODAY = datetime.date(2026, 11, 20)
DAY = datetime.date(2026, 12, 10)
A_DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-20 10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def gnpie():
    fill_in(by=system_actor(Channel.COMMAND), on=TODAY)
    return Body.objects.get(short_name="GNPIE 22")


def test_the_members_of_the_day_are_invited(client_of, gnpie):
    office = OfficeFactory(unit=Institution.objects.get(short_name="AMVV"))
    leaves = a_seat(gnpie, "Larguari")
    a_seat(gnpie, "Mbetesi")
    a_seat(gnpie, "Ardhësi", valid_from=DAY)
    a_seat(gnpie, "Vonesa", valid_from=DAY + A_DAY)
    a_seat(gnpie, "Fundi", valid_to=DAY)
    end_seat(seat=leaves, last_day=DAY - A_DAY, by=officer(office), on=TODAY)
    said = MeetingSaid(on=DAY, begins_at=datetime.time(11), place_sq="AMVV")
    meeting = plan_meeting(office=office, body=gnpie, said=said, by=officer(office), on=TODAY)
    browser = client_of(person_in(Role.OFFICER, office.unit))

    browser.post(reverse("meetings:call", args=[meeting.pk]))
    page = browser.post(reverse("meetings:invite", args=[meeting.pk]), {"whom": "new"}, follow=True)

    names = set(meeting.attendances.exclude(name="").values_list("name", flat=True))
    assert {"Mbetesi", "Ardhësi", "Fundi"} <= names
    assert not {"Larguari", "Vonesa"} & names
    mailed = {mail.to_name for mail in Outbox.objects.all()}
    assert {"Mbetesi", "Ardhësi", "Fundi"} <= mailed
    assert not {"Larguari", "Vonesa"} & mailed
    # AMVV is the technical secretariat: it is on the list and does not count.
    [secretariat] = meeting.attendances.filter(role=SeatRole.SECRETARIAT)
    assert (secretariat.institution.short_name, secretariat.is_member) == ("AMVV", False)
    assert re.search(r"10\.12\.2026", Outbox.objects.get(to_name="Ardhësi").subject)
    assert page.status_code == 200
