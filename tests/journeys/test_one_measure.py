"""A measure of three plans is entered once and changed once; each plan shows the change under its own code.

The lead changes it; the secretariats of the plans that only claim it see the change and may not edit. Each plan's file,
in every form, says the same as its page.
"""

import json

import pytest
from django.test import Client
from django.urls import reverse

from sekretariat.domain.plans.models import Measure, Node, Plan
from sekretariat.ground.actors import Role
from sekretariat.officefiles import docx, xlsx
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MandateFactory,
    NodeFactory,
    OfficeFactory,
    PersonFactory,
    PlanFactory,
)

pytestmark = pytest.mark.django_db

TITLE, CHANGED = "Plane integriteti në bashki", "Plane integriteti në të gjitha bashkitë"
CODES = {"PV PQH": "4.5.1", "Antikorrupsion": "A.9", "SNDQV": "4.2"}


class Scene:
    """Two secretariats with three plans, and the ministry that leads the measure."""

    def __init__(self, client_of) -> None:
        self.client_of = client_of
        self.office, self.other = OfficeFactory(), OfficeFactory()
        self.network = BodyFactory()
        self.lead = InstitutionFactory(short_name="MD")
        self.plans: dict[str, Plan] = {
            "PV PQH": PlanFactory(office=self.office, network=self.network, short_name="PV PQH"),
            "Antikorrupsion": PlanFactory(office=self.office, short_name="Antikorrupsion", adopted=True),
            "SNDQV": PlanFactory(office=self.other, short_name="SNDQV", adopted=True),
        }
        self.nodes: dict[str, Node] = {name: NodeFactory(plan=plan) for name, plan in self.plans.items()}
        self.officer = self._signed_in(Role.OFFICER, self.office.unit)
        self.other_officer = self._signed_in(Role.OFFICER, self.other.unit)
        self.coordinator = self._signed_in(Role.COORDINATOR, self.lead, body=self.network)

    def _signed_in(self, role: Role, institution, **mandate) -> Client:
        person = PersonFactory(signs_in=True)
        MandateFactory(person=person, role=role, institution=institution, **mandate)
        return self.client_of(person)

    def claims(self, client: Client, name: str, measure: Measure) -> None:
        given = {"measure": measure.pk, "node": self.nodes[name].pk, "code": CODES[name]}
        response = client.post(reverse("plans:link_measure", args=[self.plans[name].pk]), given)
        assert response.status_code == 302, response.content.decode()

    def page(self, client: Client, name: str) -> str:
        return client.get(reverse("plans:detail", args=[self.plans[name].pk])).content.decode()

    def paper(self, client: Client, name: str, form: str) -> bytes:
        address = reverse("plans:paper", args=[self.plans[name].pk])
        response = client.get(address, {"form": form, "language": "sq"})
        assert response.status_code == 200
        return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def scene(client_of):
    return Scene(client_of)


def test_a_measure_of_three_plans_is_entered_once_and_changed_once(scene):
    plan, node = scene.plans["PV PQH"], scene.nodes["PV PQH"]
    entered = {"title_sq": TITLE, "node": node.pk, "code": CODES["PV PQH"], "leads": "MD", "due": "T4 2020"}
    scene.officer.post(reverse("plans:new_measure", args=[plan.pk]), entered)
    measure = Measure.objects.get()

    # While the same words are entered in another plan, the measure is shown, and linked instead of entered again.
    similar = reverse("plans:similar", args=[scene.plans["Antikorrupsion"].pk])
    near = scene.officer.get(similar, {"title_sq": "Planet e integritetit në bashki"})
    assert TITLE in near.content.decode()
    scene.claims(scene.officer, "Antikorrupsion", measure)
    scene.claims(scene.other_officer, "SNDQV", measure)
    assert Measure.objects.count() == 1

    # The lead changes it once, for all its plans.
    typed = {"title_sq": CHANGED, "due": "T4 2020", "revision": Measure.objects.get().revision}
    saved = scene.coordinator.post(reverse("plans:edit_measure", args=[measure.pk]), typed)
    assert saved.status_code == 302, saved.content.decode()

    for name, client in (("PV PQH", scene.officer), ("Antikorrupsion", scene.officer), ("SNDQV", scene.other_officer)):
        shown = scene.page(client, name)
        assert CHANGED in shown
        assert CODES[name] in shown
        assert not [code for other, code in CODES.items() if other != name and f">{code}<" in shown]


def test_each_plans_file_holds_the_measure_under_its_own_code(scene):
    plan, node = scene.plans["PV PQH"], scene.nodes["PV PQH"]
    entered = {"title_sq": TITLE, "node": node.pk, "code": CODES["PV PQH"], "leads": "MD"}
    scene.officer.post(reverse("plans:new_measure", args=[plan.pk]), entered)
    scene.claims(scene.officer, "Antikorrupsion", Measure.objects.get())

    for name in ("PV PQH", "Antikorrupsion"):
        other = next(code for plan_name, code in CODES.items() if plan_name not in (name, "SNDQV"))
        word = docx.text(scene.paper(scene.officer, name, "docx"))
        table = scene.paper(scene.officer, name, "csv").decode()
        data = scene.paper(scene.officer, name, "json").decode()

        assert TITLE in word
        assert CODES[name] in word
        assert other not in word
        assert CODES[name] in table
        assert f'"{CODES[name]}"' in data
        assert f'"{other}"' not in data
        assert scene.paper(scene.officer, name, "pdf").startswith(b"%PDF")
        cells = json.dumps(xlsx.read(scene.paper(scene.officer, name, "xlsx")), ensure_ascii=False, default=str)
        assert TITLE in cells
        assert CODES[name] in cells


def test_rights_follow_the_measure(scene):
    plan, node = scene.plans["PV PQH"], scene.nodes["PV PQH"]
    scene.officer.post(
        reverse("plans:new_measure", args=[plan.pk]),
        {"title_sq": TITLE, "node": node.pk, "code": "4.5.1", "leads": "MD"},
    )
    measure = Measure.objects.get()
    hidden = scene.other_officer.get(reverse("plans:measure", args=[measure.pk]))
    scene.claims(scene.officer, "Antikorrupsion", measure)
    scene.claims(scene.other_officer, "SNDQV", measure)

    seen = scene.other_officer.get(reverse("plans:measure", args=[measure.pk]))
    edits = {
        name: client.get(reverse("plans:edit_measure", args=[measure.pk])).status_code
        for name, client in (
            ("home", scene.officer),
            ("lead", scene.coordinator),
            ("other", scene.other_officer),
        )
    }

    assert (hidden.status_code, seen.status_code) == (404, 200)
    assert edits == {"home": 200, "lead": 200, "other": 403}
    # The plan that is being prepared is not told to the other secretariat, not even by its code.
    assert "4.5.1" not in seen.content.decode()
