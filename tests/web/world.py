"""A small world for the permission table: two offices, an institution that was written to, one that was not."""

import datetime
import io
from dataclasses import dataclass, field

from django.test import Client

from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, LegalBasis, Seat
from sekretariat.domain.consultations.models import Remark, RemarksRound
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf, Draft, draft_letter, enclose, register_letter, send_letter
from sekretariat.domain.letters.services import sign_letter as sign
from sekretariat.domain.meetings.models import AgendaItem, BodyDecision, BodyRule, Meeting
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Demand, Given
from sekretariat.domain.offices.models import Office
from sekretariat.domain.plans.enums import CalendarState
from sekretariat.domain.plans.models import CalendarStep, Edition, Measure, Node, Plan, PlanEntry
from sekretariat.domain.plans.services import EditionDecision, make_edition
from sekretariat.domain.replying.contents import FreeAnswer
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload
from sekretariat.ground.jobs.models import Job
from sekretariat.ground.jobs.services import start
from tests.factories import (
    ActFactory,
    AgendaItemFactory,
    AmendmentFactory,
    AttendanceFactory,
    BodyDecisionFactory,
    BodyFactory,
    BodyRuleFactory,
    CalendarStepFactory,
    InstitutionFactory,
    MandateFactory,
    MeasurePartyFactory,
    MeetingFactory,
    MinutesFactory,
    NodeFactory,
    OfficeFactory,
    PersonFactory,
    PlanCalendarFactory,
    PlanEntryFactory,
    PlanFactory,
    RemarksRoundFactory,
    SeatFactory,
    actor,
    officer,
)

ON = datetime.date(2018, 5, 21)

# anonymous: not signed in. nobody: signed in, without a mandate. outsider: coordinator of an institution that was not
# written to. other_officer: officer of another office.
ROLES = (
    "anonymous",
    "nobody",
    "outsider",
    "coordinator",
    "head",
    "clerk",
    "officer",
    "administrator",
    "other_officer",
)


@dataclass
class World:
    office: Office
    other_office: Office
    body: Body
    addressed: Institution
    not_addressed: Institution
    sent: Letter
    draft: Letter
    signed: Letter
    registered: Letter
    file: File
    open_obligation: Obligation
    answered: Obligation
    act: Act
    amendment: Amendment
    basis: LegalBasis
    seat: Seat
    plan: Plan  # being prepared by the office, in the body
    adopted_plan: Plan  # of the same office
    node: Node  # the plan's component, led by nobody
    measure: Measure  # of the plan alone, led by the institution that was written to
    entry: PlanEntry
    step: CalendarStep  # of the component's calendar, which came and is not joined yet
    meeting: Meeting  # of the body, called; the institution that was written to is invited to it
    planned_meeting: Meeting  # of the same body, not called yet
    item: AgendaItem  # of the called meeting
    decision: BodyDecision  # of the called meeting
    rule: BodyRule  # of the body
    remarks_round: RemarksRound  # of the body, open, with the remark of the institution that was written to
    remark: Remark
    people: dict[str, Person] = field(default_factory=dict)

    def job(self) -> Job:
        """Documents of the sent letter, started by the officer."""
        by = actor(Role.OFFICER, self.office, person=self.people["officer"])
        return start(what="letters.documents", by=by, letter=self.sent.pk, form="docx")

    def edition(self) -> Edition:
        """The plan that is being prepared, frozen once."""
        return self.plan.editions.first() or make_edition(
            plan=self.plan,
            title_sq="Versioni i provës",
            decision=EditionDecision(body_sq="Komiteti i provës", decided_on=ON),
            by=officer(self.office),
            on=ON,
        )

    def client(self, role: str) -> Client:
        client = Client()
        if role != "anonymous":
            client.force_login(self.people[role].user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


def a_file(by, name: str = "letër.pdf") -> File:
    return take_upload(stream=io.BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), name=name, by=by, on=ON)


def build_world() -> World:
    office = OfficeFactory(paper_book=True)
    body = BodyFactory()
    SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=office.unit)
    addressed, second, not_addressed = InstitutionFactory.create_batch(3)
    by = officer(office)
    demand = Demand(kind=ObligationKind.FREE_ANSWER, ask_sq="Dërgoni kalendarin", term_days=10)
    drafts = [
        draft_letter(
            office=office,
            draft=Draft(
                subject=f"Shkresa {place}",
                to=[addressed, second],
                body=body,
                signatory="Drejtori",
                demands=[DemandOf(demand=demand)],
            ),
            by=officer(office),
            on=ON,
        )
        for place in range(4)
    ]
    draft, signed, registered, sent = drafts
    for letter in (signed, registered, sent):
        sign(letter=letter, by=officer(office), on=ON)
    for number, letter in (("10", registered), ("11", sent)):
        register_letter(letter=letter, number_text=number, by=officer(office), on=ON)
    file = a_file(by)
    enclose(letter=sent, file=file, title="Shtojca 1", by=officer(office), on=ON)
    sent = send_letter(letter=sent, by=officer(office), on=ON)
    answered = Obligation.objects.get(institution=second)
    given = Given(received_on=ON, text="Ja kalendari", files=[file])
    reply(obligation=answered, content=FreeAnswer(), given=given, channel=Channel.PAPER, by=officer(office), on=ON)
    world = World(
        office=office,
        other_office=OfficeFactory(),
        body=body,
        addressed=addressed,
        not_addressed=not_addressed,
        sent=sent,
        draft=draft,
        signed=signed,
        registered=Letter.objects.get(pk=registered.pk),
        file=file,
        open_obligation=Obligation.objects.get(institution=addressed),
        answered=Obligation.objects.get(pk=answered.pk),
        **_law(body, addressed),
        **_plans(office, body, addressed),
        **_meetings(office, body, addressed),
    )
    _people(world)
    return world


def _law(body: Body, institution: Institution) -> dict[str, object]:
    """An act without a confirmed date, what it amends, and a seat by it in the body that stands on it."""
    act = ActFactory(number="746", year=2021, on=None, title_sq="Për disa ndryshime", title_en="On some amendments")
    return {
        "act": act,
        "amendment": AmendmentFactory(act=act, amended=ActFactory(number="422", year=2020, on=None)),
        "basis": LegalBasis.objects.create(body=body, act=act),
        "seat": SeatFactory(body=body, institution=institution, act=act, function_sq="Zëvendësministër"),
    }


def _plans(office: Office, body: Body, lead: Institution) -> dict[str, object]:
    plan = PlanFactory(office=office, body=body)
    node = NodeFactory(plan=plan)
    entry = PlanEntryFactory(plan=plan, node=node)
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    adopted = PlanFactory(office=office, body=body, adopted=True)
    calendar = PlanCalendarFactory(plan=plan, node=node, state=CalendarState.RECEIVED, received_on=ON)
    step = CalendarStepFactory(calendar=calendar, institution=lead)
    of_plan = {"plan": plan, "adopted_plan": adopted, "node": node, "entry": entry, "measure": entry.measure}
    return of_plan | {"step": step}


def _meetings(office: Office, body: Body, invited: Institution) -> dict[str, object]:
    meeting = MeetingFactory(office=office, body=body, called=True, on=ON)
    AttendanceFactory(meeting=meeting, institution=invited)
    item = AgendaItemFactory(meeting=meeting, position=1)
    planned = MeetingFactory(office=office, body=body, on=datetime.date(2018, 12, 14))
    for one in (meeting, planned):
        MinutesFactory(meeting=one)
    remarks_round = RemarksRoundFactory(office=office, body=body, plan=PlanFactory(office=office, body=body))
    remark = Remark.objects.create(round=remarks_round, institution=invited, text="Pa kosto", received_on=ON)
    return {
        "meeting": meeting,
        "planned_meeting": planned,
        "item": item,
        "decision": BodyDecisionFactory(meeting=meeting),
        "rule": BodyRuleFactory(body=body),
        "remarks_round": remarks_round,
        "remark": remark,
    }


def _people(world: World) -> None:
    mandates = {
        "outsider": (Role.COORDINATOR, world.not_addressed, world.body),
        "coordinator": (Role.COORDINATOR, world.addressed, world.body),
        "head": (Role.HEAD, world.addressed, None),
        "clerk": (Role.CLERK, world.office.unit, None),
        "officer": (Role.OFFICER, world.office.unit, None),
        "administrator": (Role.ADMINISTRATOR, world.office.unit, None),
        "other_officer": (Role.OFFICER, world.other_office.unit, None),
    }
    world.people["nobody"] = PersonFactory(signs_in=True)
    for name, (role, institution, body) in mandates.items():
        person = PersonFactory(signs_in=True)
        MandateFactory(person=person, role=role, institution=institution, body=body)
        world.people[name] = person
