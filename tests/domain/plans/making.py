"""A plan with components, each led by an institution that owes its calendar by 03.07.2018."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.plans.calendar import StepSaid, Window
from sekretariat.domain.plans.enums import StepKind
from sekretariat.domain.plans.models import Node, Plan, PlanCalendar
from sekretariat.domain.plans.services import set_frame
from sekretariat.domain.replying.contents import CalendarSent
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Channel
from tests.domain.obligations.making import asked
from tests.factories import InstitutionFactory, NodeFactory, NodePartyFactory, OfficeFactory, PlanFactory, officer

ASKED_ON = datetime.date(2018, 6, 22)
SENT_ON = datetime.date(2018, 7, 2)
DUE = datetime.date(2018, 7, 3)
ADOPTION = datetime.date(2018, 9, 28)


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d.%m.%Y").date()


@dataclass
class Planning:
    """The plan, its components and the duty of each lead, by the lead's short name."""

    plan: Plan
    nodes: dict[str, Node]
    leads: dict[str, Institution]
    duties: dict[str, Obligation] = field(default_factory=dict)

    @property
    def by(self):
        return officer(self.plan.office)

    def calendar(self, lead: str) -> PlanCalendar:
        return PlanCalendar.objects.get(node=self.nodes[lead])

    def sends(self, lead: str, steps: Sequence[StepSaid], *, on: datetime.date = SENT_ON) -> PlanCalendar:
        reply(
            obligation=self.duties[lead],
            content=CalendarSent(steps=steps),
            given=Given(received_on=on),
            channel=Channel.PAPER,
            by=self.by,
            on=on,
        )
        return self.calendar(lead)


def a_planning(leads: Sequence[str] = ("AKSHI", "MD"), *, asks: bool = True, **plan: object) -> Planning:
    office = OfficeFactory()
    made = PlanFactory(**{"office": office, "adoption_on": ADOPTION, "short_name": "PV 2018-2020"} | plan)
    nodes, institutions = {}, {}
    for number, name in enumerate(leads, start=1):
        institutions[name] = InstitutionFactory(
            short_name=name, name_sq=f"Institucioni {name} {made.pk}", email=f"{name.lower()}@shembull.al"
        )
        nodes[name] = NodeFactory(plan=made, code=str(number), title_sq=f"Komponenti i {name}")
        NodePartyFactory(node=nodes[name], institution=institutions[name])
    planning = Planning(plan=made, nodes=nodes, leads=institutions)
    if asks:
        for name, institution in institutions.items():
            planning.duties[name] = asked(
                office=office,
                institution=institution,
                kind=ObligationKind.SEND_CALENDAR,
                ask_sq=f"Dërgoni kalendarin e komponentit {nodes[name].code}",
                term_days=None,
                due_on=DUE,
                on=ASKED_ON,
            )
    return planning


def step(title: str, ends: str, kind: StepKind = StepKind.CONSULTATION, **said: object) -> StepSaid:
    return StepSaid(title_sq=title, kind=kind, ends_on=day(ends), **said)


def framed(planning: Planning, *windows: tuple[StepKind, str, str]) -> PlanCalendar:
    return set_frame(
        plan=planning.plan,
        windows=[Window(kind=kind, starts_on=day(first), ends_on=day(last)) for kind, first, last in windows],
        seen=0,
        by=planning.by,
        on=ASKED_ON,
    )
