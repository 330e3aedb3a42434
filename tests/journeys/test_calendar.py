"""Shtojca V: four calendars are asked by 03.07.2018; two come, one is late, one goes back for its last day.

It is mended, and all are joined; a step that moves pushes others, and a new holiday moves what it must and says so.
"""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.services import DemandOf, Draft, draft_letter, register_letter, send_letter, sign_letter
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand
from sekretariat.domain.plans.calendar import Window
from sekretariat.domain.plans.enums import CalendarState, PlanLetterPurpose, StepKind
from sekretariat.domain.plans.models import CalendarStep, Node, Plan, PlanCalendar, PlanLetter
from sekretariat.domain.plans.queries import joint_calendar
from sekretariat.domain.plans.services import set_frame
from sekretariat.ground.actors import Role
from sekretariat.ground.days.services import fill_holidays
from sekretariat.ground.mail.models import Outbox
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    NodeFactory,
    NodePartyFactory,
    OfficeFactory,
    PersonFactory,
    PlanFactory,
    officer,
)

pytestmark = pytest.mark.django_db

LEADS = ("AKSHI", "MD", "DZHM", "MFE")  # of the components 1 to 4
LETTER_ON = datetime.date(2018, 6, 22)
DUE = datetime.date(2018, 7, 3)


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d.%m.%Y").date()


class Secretariat:
    """The plan with its four components, letter 3004, and the people of both sides."""

    def __init__(self, client_of) -> None:
        fill_holidays(years=[2018])
        self.office = OfficeFactory(paper_book=True)
        self.network = BodyFactory(name_sq="Rrjeti i koordinatorëve kombëtarë për OGP")
        self.body = BodyFactory(name_sq="Grupi Tematik Antikorrupsioni", short_name="GT Antikorrupsioni")
        self.plan: Plan = PlanFactory(
            office=self.office, network=self.network, short_name="PV 2018-2020", adoption_on=day("28.09.2018")
        )
        self.leads: dict[str, Institution] = {}
        self.nodes: dict[str, Node] = {}
        self.client_of = client_of
        self.people: dict[str, Person] = {}
        for number, name in enumerate(LEADS, start=1):
            self.leads[name] = InstitutionFactory(short_name=name, email=f"{name.lower()}@shembull.al")
            self.nodes[name] = NodeFactory(plan=self.plan, code=str(number))
            NodePartyFactory(node=self.nodes[name], institution=self.leads[name])
            self._person(name, Role.COORDINATOR, self.leads[name], body=self.network)
        self._person("officer", Role.OFFICER, self.office.unit)
        self._person("administrator", Role.ADMINISTRATOR, self.office.unit)

    def _person(self, name: str, role: Role, institution: Institution, **mandate: object) -> None:
        self.people[name] = PersonFactory(signs_in=True)
        MandateFactory(person=self.people[name], role=role, institution=institution, **mandate)

    def by(self, name: str) -> Client:
        """Signed in anew: no session lasts from one week to another."""
        return self.client_of(self.people[name])

    def asks(self) -> None:
        """Letter 3004, with one demand for each lead."""
        by = officer(self.office)
        demands = [
            DemandOf(
                demand=Demand(
                    kind=ObligationKind.SEND_CALENDAR,
                    ask_sq=f"Dërgoni kalendarin e komponentit {number}",
                    due_on=DUE,
                ),
                institution=self.leads[name],
            )
            for number, name in enumerate(LEADS, start=1)
        ]
        draft = Draft(
            subject="Për kalendarin",
            to=list(self.leads.values()),
            body=self.network,
            signatory="Drejtori",
            demands=demands,
        )
        letter = draft_letter(office=self.office, draft=draft, by=by, on=LETTER_ON)
        letter = sign_letter(letter=letter, by=by, on=LETTER_ON)
        letter = register_letter(letter=letter, number_text="3004", by=by, on=LETTER_ON)
        send_letter(letter=letter, by=by, on=LETTER_ON)
        PlanLetter.objects.create(plan=self.plan, letter=letter, purpose=PlanLetterPurpose.CALENDAR)

    def duty(self, name: str) -> Obligation:
        return Obligation.objects.get(institution=self.leads[name], kind=ObligationKind.SEND_CALENDAR)

    def sends(self, name: str, *rows: dict[str, str], **more: str) -> str:
        cells = {f"step{number}-{column}": v for number, row in enumerate(rows, 1) for column, v in row.items()}
        page = self.by(name).post(reverse("duties:detail", args=[self.duty(name).pk]), cells | more, follow=True)
        return " ".join(page.content.decode().split())

    def calendar(self, name: str) -> PlanCalendar:
        return PlanCalendar.objects.get(node=self.nodes[name])

    def joins(self, name: str) -> str:
        page = self.by("officer").post(reverse("plans:join_calendar", args=[self.calendar(name).pk]), follow=True)
        return " ".join(page.content.decode().split())

    def sees(self) -> str:
        page = self.by("officer").get(reverse("plans:calendar", args=[self.plan.pk]))
        return " ".join(page.content.decode().split())

    def dues(self, name: str) -> list[str]:
        steps = CalendarStep.objects.filter(calendar__node=self.nodes[name]).order_by("position")
        return [f"{one:%d.%m}" for one in steps.values_list("obligation__due_on", flat=True)]


@pytest.fixture
def secretariat(client_of) -> Secretariat:
    with time_machine.travel("2018-06-22 10:00", tick=False):
        made = Secretariat(client_of)
        made.asks()
        set_frame(
            plan=made.plan,
            windows=[
                Window(kind=StepKind.CONSULTATION, starts_on=day("04.07.2018"), ends_on=day("31.08.2018")),
                Window(kind=StepKind.ADOPTION, starts_on=day("24.09.2018"), ends_on=day("28.09.2018")),
            ],
            seen=0,
            by=officer(made.office),
            on=LETTER_ON,
        )
    return made


MEETING = {"title": "Takimi i grupit", "kind": "preparation", "ends": "9.7.2018"}
TALKS = {"title": "Konsultimi", "kind": "consultation", "after": "1", "days": "10"}
CHECKED = {"title": "Validimi në GT Antikorrupsioni", "kind": "validation", "body": "GT Antikorrupsioni"}


def test_four_calendars_become_one(secretariat):
    with time_machine.travel("2018-07-02 12:00", tick=False):
        secretariat.sends("AKSHI", MEETING, TALKS, CHECKED | {"after": "2", "days": "5"})
        secretariat.sends("MD", MEETING, TALKS, {"title": "Raporti", "after": "1/3", "days": "3"})
        late = CHECKED | {"ends": "15.10.2018"}
        shown = secretariat.sends("DZHM", MEETING, TALKS, {"title": "Hartimi", "ends": "31.8.2018"}, late)
        reason = "Hapi 4 “Validimi në GT Antikorrupsioni” mbaron më 15.10.2018, pas ditës së miratimit, 28.09.2018."
        assert reason in shown  # beside its row, before anything is sent
        assert secretariat.duty("DZHM").state == ObligationState.OPEN
        secretariat.sends("DZHM", MEETING, TALKS, {"title": "Hartimi", "ends": "31.8.2018"}, late, anyway="1")

    with time_machine.travel("2018-07-05 12:00", tick=False):
        said = secretariat.sees()
        assert "3 nga 4 komponentë e kanë kthyer kalendarin. Me vonesë: MFE (4)." in said
        assert reason in said
        secretariat.joins("AKSHI"), secretariat.joins("MD")
        assert reason in secretariat.joins("DZHM")  # refused with its reason, not joined
        address = reverse("plans:return_calendar", args=[secretariat.calendar("DZHM").pk])
        assert secretariat.by("officer").post(address, {"note": ""}).status_code == 302
        duty = secretariat.duty("DZHM")
        assert (duty.state, duty.decision_reason) == (ObligationState.RETURNED, reason)

    with time_machine.travel("2018-07-06 12:00", tick=False):
        secretariat.sends(
            "DZHM", MEETING, TALKS, {"title": "Hartimi", "ends": "31.8.2018"}, CHECKED | {"ends": "17.9.2018"}
        )
        secretariat.sends("MFE", MEETING, TALKS)
        secretariat.joins("DZHM"), secretariat.joins("MFE")
        assert [part.state for part in joint_calendar(secretariat.plan, on=day("06.07.2018")).parts] == [
            CalendarState.JOINED
        ] * 4
        assert secretariat.dues("DZHM") == ["09.07", "23.07", "31.08", "17.09"]
        assert secretariat.duty("DZHM").state == ObligationState.ACCEPTED
        assert Obligation.objects.filter(kind=ObligationKind.FREE_ANSWER).count() == 12


def test_a_step_that_moves_and_a_new_holiday_take_others_with_them_and_say_so(secretariat):
    with time_machine.travel("2018-07-02 12:00", tick=False):
        secretariat.sends("AKSHI", MEETING, TALKS, CHECKED | {"after": "2", "days": "5"})
        secretariat.sends("MD", MEETING, TALKS, {"title": "Raporti", "after": "1/3", "days": "3"})
        secretariat.joins("AKSHI"), secretariat.joins("MD")
        assert secretariat.dues("AKSHI") == ["09.07", "23.07", "30.07"]
        assert secretariat.dues("MD") == ["09.07", "23.07", "02.08"]

        first = secretariat.calendar("AKSHI").steps.all()[0]
        typed = {
            "ends_on": "16.07.2018",
            "reason": "Komiteti u shty",
            "revision": secretariat.calendar("AKSHI").revision,
        }
        address = reverse("plans:move_step", args=[first.pk])
        looked = " ".join(secretariat.by("officer").post(address, typed).content.decode().split())
        assert "3 hapa zhvendosen bashkë me të" in looked
        assert "Raporti" in looked
        secretariat.by("officer").post(address, typed | {"move": "1"})
        assert secretariat.dues("AKSHI") == ["16.07", "30.07", "06.08"]
        assert secretariat.dues("MD") == ["09.07", "23.07", "09.08"]
        assert sum("afati ishte" in mail.text for mail in Outbox.objects.all()) == 2

        holiday = {"on_day": "23.7.2018", "name_sq": "Ditë zie", "name_en": "Day of mourning"}
        page = secretariat.by("administrator").post(reverse("office:holidays"), holiday, follow=True)
        said = " ".join(page.content.decode().split())
        assert secretariat.dues("AKSHI") == ["16.07", "31.07", "07.08"]
        assert secretariat.dues("MD") == ["09.07", "24.07", "10.08"]
        assert "“Konsultimi” 23.07.2018 → 24.07.2018" in said
        assert "“Raporti” 09.08.2018 → 10.08.2018" in said
