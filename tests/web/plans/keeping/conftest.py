"""A plan of an office with its officer, a lead with its coordinator, and an officer of another office; in English."""

import re

import pytest

from sekretariat.ground.actors import Role
from tests.factories import (
    BodyFactory,
    InstitutionFactory,
    MeasurePartyFactory,
    NodeFactory,
    OfficeFactory,
    PlanEntryFactory,
    PlanFactory,
)
from tests.web.acts.conftest import faulty_fields
from tests.web.html import faults_of
from tests.web.letters.conftest import english, office, person_in, words

__all__ = ["english", "faults_of", "faulty_fields", "office", "words"]


@pytest.fixture
def plan(office):
    return PlanFactory(office=office, network=BodyFactory(), name_sq="Plani i hapjes", short_name="PQH")


@pytest.fixture
def node(plan):
    return NodeFactory(plan=plan, code="C1", title_sq="Qeverisje e hapur", title_en="Open government")


@pytest.fixture
def lead():
    return InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave", name_en="Ministry of Finance")


@pytest.fixture
def entry(plan, node, lead):
    entry = PlanEntryFactory(
        plan=plan, node=node, code="C1.1", measure__title_sq="Raportimi i hapur", measure__title_en="Open reporting"
    )
    MeasurePartyFactory(measure=entry.measure, institution=lead)
    return entry


@pytest.fixture
def measure(entry):
    return entry.measure


@pytest.fixture
def keeper(english, office):
    return english(person_in(Role.OFFICER, office.unit))


@pytest.fixture
def coordinator(english, plan, lead):
    return english(person_in(Role.COORDINATOR, lead, body=plan.network))


@pytest.fixture
def stranger(english):
    """An officer of another office."""
    return english(person_in(Role.OFFICER, OfficeFactory().unit))


def told(page) -> list[str]:
    """The mistakes as the page lists them, without their markup."""
    box = page.content.decode().partition('form-errors"')[2].partition("</section>")[0]
    return [" ".join(re.sub("<[^>]+>", "", one).split()) for one in re.findall(r"<li>(.*?)</li>", box, re.DOTALL)]


def list_of(prefix: str, *rows: dict, **more) -> dict:
    """A list inside a form, as a browser sends it."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows) or 1, f"{prefix}-INITIAL_FORMS": 0}
    return (
        data
        | {f"{prefix}-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
        | more
    )
