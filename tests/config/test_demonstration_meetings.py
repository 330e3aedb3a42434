"""The meetings of the demonstration: what the sources say stands as they say it, what they do not is marked."""

import datetime

import pytest

from sekretariat.config.demonstration.amvv import build_amvv
from sekretariat.config.demonstration.build import build
from sekretariat.config.demonstration.meetings import build_meetings
from sekretariat.config.demonstration.plans import build_plans
from sekretariat.config.reference import fill_in
from sekretariat.domain.meetings.enums import MeetingState, MinutesState
from sekretariat.domain.meetings.exporters import notes_document
from sekretariat.domain.meetings.models import BodyDecision, Meeting
from sekretariat.domain.meetings.queries.arising import arising_of
from sekretariat.ground.actors import Channel, system_actor
from tests.officefiles.noted_papers import lines

pytestmark = pytest.mark.django_db
CREATED = datetime.datetime(2018, 6, 29, 9, tzinfo=datetime.UTC)


@pytest.fixture
def demonstration():
    fill_in(by=system_actor(Channel.COMMAND), on=datetime.date(2018, 5, 1))
    build()
    build_amvv()
    build_plans()
    build_meetings()


def test_the_demonstration_holds_the_workshop_of_the_seed_and_the_meetings_of_both_offices(demonstration):
    workshop = Meeting.objects.get(title_sq__startswith="Workshopi")
    assert (workshop.state, workshop.record.state) == (MeetingState.HELD, MinutesState.CIRCULATED)
    said = lines(notes_document(workshop, form="docx", language="sq", is_public=False, created=CREATED).body)
    for line in (
        "KRYEMINISTRIA",
        "PARTNERITETI PËR QEVERISJEN E HAPUR (OGP)",
        "TË WORKSHOPIT ME GRUPIN E KOORDINATORËVE TË OGP-së",
        "Data: 25 Qershor 2018",
    ):
        assert line in said
    assert any("2470 prot" in line for line in said)
    assert any(line.startswith("Paketa metodologjike përbëhet nga 5 anekse") for line in said)

    # The four calendars stand once: two came and were taken, one was returned, one is late.
    after = Meeting.objects.get(office=workshop.office, body=workshop.body, number=2)
    items = list(after.items.order_by("position"))
    [calendars] = next(
        iter(arising_of(items, system_actor(), sees_restricted=True, on=datetime.date(2018, 7, 16)).values())
    )
    assert sorted(duty.obligation.institution.short_name for duty in calendars.duties) == ["AKSHI", "DZHM", "MD", "MFE"]
    assert calendars.late_count == 2

    decided = BodyDecision.objects.filter(body__short_name="Komiteti PQH").order_by("number")
    assert [(one.number_label, one.verb) for one in decided] == [
        ("1/2022", "approved"), ("2/2022", "approved"), ("3/2022", "agreed"), ("4/2022", "presented"),
        ("5/2022", "agreed"),
    ]  # fmt: skip
    council = Meeting.objects.get(body__short_name="KK", state=MeetingState.HELD)
    assert council.quorum_met is True
    assert council.quorum_said
