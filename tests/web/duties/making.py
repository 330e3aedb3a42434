"""An office that asks, an institution that owes, and the people of both, who can sign in."""

import datetime
from dataclasses import dataclass

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role
from tests.domain.letters.making import asks, sent
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d.%m.%Y").date()


@dataclass
class Scene:
    """Letter 2470 asks every institution of the scene for one thing; `duty` is the first one's."""

    office: Office
    institutions: list[Institution]
    letter: Letter
    officer: Person
    coordinator: Person

    @property
    def duty(self) -> Obligation:
        return self.duty_of(self.institutions[0])

    def duty_of(self, institution: Institution) -> Obligation:
        return Obligation.objects.get(institution=institution)


def person_in(role: Role, institution: Institution, **mandate: object) -> Person:
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=role, institution=institution, **mandate)
    return person


def a_scene(kind: str = ObligationKind.NAME_COORDINATOR, names: tuple[str, ...] = ("MFE", "MK", "MD")) -> Scene:
    office, network = OfficeFactory(paper_book=True), BodyFactory()
    institutions = [InstitutionFactory(short_name=name, name_sq=f"Ministria {name}") for name in names]
    demand = DemandOf(demand=asks(kind=kind, ask_sq="Caktoni koordinatorin", ask_en="Name the coordinator"))
    letter = sent(office, number="2470", to=institutions, body=network, demands=[demand])
    return Scene(
        office=office,
        institutions=institutions,
        letter=letter,
        officer=person_in(Role.OFFICER, office.unit),
        coordinator=person_in(Role.COORDINATOR, institutions[0], body=network),
    )
