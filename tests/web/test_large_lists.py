"""Lists at their real size: 5,000 letters and 20,000 obligations page, filter and sort with the queries of a few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sekretariat.ground.actors import Role
from sekretariat.ground.words import sort_key
from tests.bulk import many_letters, many_obligations
from tests.factories import InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory

NAMES = "Shkodër Skrapar Tiranë Çorovodë Cërrik Dibër Durrës Xibër Xhafzotaj Ersekë Ëndërr".split()
LETTERS = [
    "/letters/",
    "/letters/?page=40",
    "/letters/?sort=subject",
    "/letters/?sort=-number",
    "/letters/?q=raportimi",
    "/letters/?direction=outgoing&state=sent&year=2018",
]
OBLIGATIONS = [
    "/?show=all",
    "/?show=all&page=100",
    "/?show=late",
    "/?show=all&sort=institution",
    "/?show=all&sort=-due",
    "/?show=all&institution=Skrapar",
]

SHOWN = r'Bashkia [^<">\n]+'

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory(paper_book=True)


@pytest.fixture
def institutions():
    return [InstitutionFactory(name_sq=f"Bashkia {name}", short_name="") for name in NAMES]


@pytest.fixture
def client(office, client_of):
    person = PersonFactory(signs_in=True)
    MandateFactory(person=person, role=Role.OFFICER, institution=office.unit)
    return client_of(person)


def queries_of(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_of_thousands_take_the_queries_of_a_few(client, office, institutions):
    many_letters(office, institutions, 60)
    many_obligations(office, institutions, 60)
    few = {url: queries_of(client, url) for url in LETTERS + OBLIGATIONS}

    many_letters(office, institutions, 4_940)
    many_obligations(office, institutions, 19_940)
    many = {url: queries_of(client, url) for url in LETTERS + OBLIGATIONS}

    assert {url: many[url] - few[url] for url in many if many[url] > few[url]} == {}


def test_twenty_thousand_obligations_stand_in_the_albanian_order_of_their_institutions(client, office, institutions):
    many_obligations(office, institutions, 20_000)

    first = client.get("/?show=all&sort=institution").content.decode()
    last = client.get("/?show=all&sort=institution&page=400").content.decode()

    order = sorted((f"Bashkia {name}" for name in NAMES), key=sort_key)
    assert set(re.findall(SHOWN, first.partition("<tbody")[2])) == {order[0]}
    assert set(re.findall(SHOWN, last.partition("<tbody")[2])) == {order[-1]}
    assert (order[0], order[-1]) == ("Bashkia Cërrik", "Bashkia Xhafzotaj")
