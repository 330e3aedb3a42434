"""The workshop of 25 June 2018 entered through the pages by the secretary: the notes that come out are those of the
seed, line by line, as `test_workshop.py` compares them. Then the next meeting.
"""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sekretariat.domain.meetings.enums import ItemKind, MeetingState, MinutesState, PaperKind, Presence, StatementKind
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation, ObligationSource
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import CalendarSent
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from tests.factories import MandateFactory, PersonFactory
from tests.journeys.test_workshop import BY_HAND, SOURCES, compared
from tests.journeys.workshop import (
    APPRAISAL,
    CALENDARS,
    CALENDARS_DUE,
    CONCLUSIONS,
    OPENING,
    STEPS,
    Secretariat,
)
from tests.officefiles.noted_papers import lines
from tests.web.filling import fill

pytestmark = pytest.mark.django_db

BEFORE, AT, AFTER = (datetime.datetime(2018, 6, day, 9, tzinfo=datetime.UTC) for day in (18, 25, 29))
NEXT = datetime.datetime(2018, 7, 16, 9, tzinfo=datetime.UTC)
CITED = ("2470", "2783; 3004", "")


class Secretary:
    """She has the pages and nothing else."""

    def __init__(self, client: Client, pk: int = 0) -> None:
        self.client, self.pk = client, pk

    def at(self, name: str, *more: int) -> str:
        return reverse(f"meetings:{name}", args=[self.pk, *more])

    def plans(self, **typed: object) -> None:
        answer = fill(self.client, reverse("meetings:new"), holding="day", **typed)
        self.pk = int(re.search(r"/meetings/(\d+)/", answer.url)[1])

    def puts_on_the_agenda(self, **typed: object) -> None:
        fill(self.client, self.at("new_item"), holding="title_sq", **typed)

    def adds_a_paper(self, **typed: object) -> None:
        fill(self.client, self.at("papers"), holding="letter", **typed)

    def presses(self, name: str, **fields: object) -> None:
        answer = self.client.post(self.at(name), fields)
        assert answer.status_code == 302, answer.content.decode()

    def notes_presence(self) -> None:
        page = self.client.get(self.at("people")).content.decode()
        ticks = dict.fromkeys(re.findall(r'name="(p\d+-presence)"', page), Presence.PRESENT)
        some = next(iter(ticks))
        fill(self.client, self.at("people"), holding=some, **ticks)

    def writes(self, form: str, item: int, **typed: object) -> None:
        table = f"{self.at('table')}?item={item}"
        fill(self.client, table, holding=f"{form}-text_sq", **{f"{form}__{key}": value for key, value in typed.items()})

    def items(self) -> list[int]:
        return [item.pk for item in Meeting.objects.get(pk=self.pk).items.order_by("position")]

    def notes(self) -> list[str]:
        answer = self.client.get(self.at("record_file"), {"form": "docx", "language": "sq"})
        return lines(b"".join(answer.streaming_content) if answer.streaming else answer.content)


@pytest.fixture
def scene() -> Secretariat:
    scene = Secretariat()
    for institution in (scene.finance, scene.justice, scene.agency):
        person = PersonFactory(name=f"Koordinatori {institution.short_name}", email=f"k@{institution.pk}.example")
        MandateFactory(
            person=person,
            role=Role.COORDINATOR,
            institution=institution,
            body=scene.network,
            valid_from=datetime.date(2018, 5, 28),
        )
    return scene


@pytest.fixture
def secretary(scene, client_of) -> Secretary:
    person = PersonFactory(signs_in=True, name="Ana Prifti")
    MandateFactory(
        person=person, role=Role.OFFICER, institution=scene.office.unit, valid_from=datetime.date(2018, 1, 1)
    )
    return Secretary(client_of(person))


def enter(scene: Secretariat, secretary: Secretary) -> None:
    with time_machine.travel(BEFORE):
        secretary.plans(
            body=f"{scene.office.pk}-{scene.network.pk}",
            kind="workshop",
            day="25.06.2018",
            begins_at="10:00",
            title_sq="Workshopi me Grupin e Koordinatorëve të OGP-së",
            title_en="Workshop with the group of OGP coordinators",
            place_sq="COD – Qendra për Hapje dhe Dialog, Zyra e Kryeministrit",
            led_by=scene.directorate.name_sq,
        )
        secretary.puts_on_the_agenda(title_sq="Hapja")
        secretary.puts_on_the_agenda(
            title_sq="Procesi i hartimit dhe kalendarët e komponentëve", kind=ItemKind.CALENDARS, plan=scene.plan.pk
        )
        for kind, title in (
            (PaperKind.AGENDA, "Agjenda"),
            (PaperKind.FRAMEWORK, "Kuadri Metodologjik"),
            (PaperKind.PRESENTATION, "Prezantimi i procesit të OGP-së"),
            (PaperKind.ATTENDANCE_LIST, "Listë-prezenca e pjesëmarrjes"),
        ):
            secretary.adds_a_paper(kind=kind, title_sq=title)
        for number in ("2470", "2783", "3004"):
            secretary.adds_a_paper(kind=PaperKind.LETTERS, letter=number)
        secretary.presses("call")
        secretary.presses("invite", whom="new")
    with time_machine.travel(AT):
        secretary.notes_presence()
        write(secretary)
        secretary.presses("hold")


def write(secretary: Secretary) -> None:
    opening, process = secretary.items()
    for text in OPENING:
        secretary.writes("said", opening, text_sq=text)
    for text, cited in zip(STEPS, CITED, strict=True):
        secretary.writes("said", process, kind=StatementKind.STEP_TAKEN, text_sq=text, letters=cited)
    for kind, text in CONCLUSIONS:
        secretary.writes("conclusion", process, kind=kind, text_sq=text)
    secretary.writes("said", process, kind=StatementKind.APPRAISAL, text_sq=APPRAISAL)
    duties = Obligation.objects.filter(kind=ObligationKind.SEND_CALENDAR).values_list("pk", flat=True)
    secretary.writes("action", process, text_sq=CALENDARS, standing_duties=list(duties))


def test_the_workshop_entered_on_pages_gives_the_notes_of_the_seed(scene, secretary):
    before = Obligation.objects.count()

    enter(scene, secretary)

    with time_machine.travel(AT):
        on_pages = secretary.notes()
    meeting = Meeting.objects.get(pk=secretary.pk)
    assert (meeting.state, meeting.number_label) == (MeetingState.HELD, "1/2018")
    # The step with a day is the four duties that stood already; the others are conclusions and nobody's duty.
    assert Obligation.objects.count() == before
    linked = meeting.action_points.get().obligations.all()
    assert [duty.due_on for duty in linked] == [CALENDARS_DUE] * 4
    named = ObligationSource.objects.filter(source=f"meeting:{meeting.pk}")
    assert set(named.values_list("obligation", flat=True)) == {duty.pk for duty in linked}
    # What differs from the paper of the seed is only what is named there.
    differing = [start for (start, _), one in zip(SOURCES, compared(on_pages, [], set()), strict=True) if one.differs]
    assert differing == list(BY_HAND)


def test_the_next_meeting_opens_with_their_approval_and_tells_which_calendars_came(scene, secretary):
    enter(scene, secretary)
    workshop = Meeting.objects.get(pk=secretary.pk)
    with time_machine.travel(AFTER):
        fill(secretary.client, secretary.at("record"), holding="remarks_until", remarks_until="06.07.2018")
    came = Obligation.objects.get(kind=ObligationKind.SEND_CALENDAR, institution=scene.agency)
    reply(
        obligation=came,
        content=CalendarSent(),
        given=Given(received_on=datetime.date(2018, 7, 2), text="Kalendari i komponentit 2"),
        channel=Channel.PAPER,
        by=scene.by,
        on=datetime.date(2018, 7, 2),
    )

    with time_machine.travel(NEXT):
        secretary.plans(body=f"{scene.office.pk}-{scene.network.pk}", day="16.07.2018", begins_at="10:00")
        matters = secretary.client.get(secretary.at("open_matters")).content.decode()
        picked = re.findall(r'name="matters" value="([^"]+)"', matters)
        secretary.presses("add_matters", matters=picked)
        secretary.presses("call")
        after = Meeting.objects.get(pk=secretary.pk)
        first, second = after.items.order_by("position")[:2]
        assert (first.kind, first.earlier_id) == (ItemKind.LAST_MINUTES, workshop.pk)
        assert second.kind == ItemKind.MATTERS_ARISING
        for page in (secretary.at("detail"), f"{secretary.at('table')}?item={second.pk}"):
            told = " ".join(secretary.client.get(page).content.decode().split())
            assert CALENDARS in told
            assert "erdhën 1 nga 4" in told
            assert "3 janë me vonesë" in told
        answer = secretary.client.post(
            reverse("meetings:approve", args=[workshop.pk]), {"at": after.pk, "back": "agenda"}
        )

    assert answer.status_code == 302
    workshop.record.refresh_from_db()
    assert (workshop.record.state, workshop.record.approved_at_id) == (MinutesState.APPROVED, after.pk)
