"""An office with its officer and clerk, and clients of theirs that read English."""

import datetime

import html5lib
import pytest
from django.test import Client

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role
from tests.factories import MandateFactory, OfficeFactory, PersonFactory

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d.%m.%Y").date()


def person_in(role: Role, institution: Institution, **mandate: object) -> Person:
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=role, institution=institution, **mandate)
    return person


@pytest.fixture
def office(db) -> Office:
    return OfficeFactory()


@pytest.fixture
def paper_office(db) -> Office:
    return OfficeFactory(paper_book=True)


@pytest.fixture
def english(client_of):
    def sign_in(person: Person) -> Client:
        client = client_of(person)
        client.cookies["language"] = "en"
        return client

    return sign_in


@pytest.fixture
def officer_of(english):
    """A client of an officer of the office."""
    return lambda office: english(person_in(Role.OFFICER, office.unit))


def words(response) -> str:
    """The page's main part without its markup's line breaks."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(main.split())


def row_names(response) -> list[str]:
    """The cell that names its row, of every row of the page's tables."""
    tree = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    cells = (cell for cell in tree.iter("th") if cell.get("scope") == "row")
    return [" ".join("".join(cell.itertext()).split()) for cell in cells]
