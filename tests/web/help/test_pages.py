"""The manual on the page: whose, in which language, and the way to it."""

import html
import re

import pytest
from django.urls import reverse

from sekretariat.domain.followup.queries import Recipient
from sekretariat.domain.followup.services import make_link
from sekretariat.domain.followup.tokens import token_of
from sekretariat.ground.actors import ANONYMOUS, Actor, Capacity, Role
from sekretariat.web.help.manuals import NAMES, read_manual
from sekretariat.web.help.sections import SECTIONS, help_address, manuals_of
from tests.factories import MandateFactory, officer
from tests.web.html import faults_of
from tests.web.test_permissions import ROWS
from tests.web.world import ON, build_world

# As whom a page is opened: the first of these that may.
READERS = ("officer", "administrator", "coordinator", "anonymous")

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


def heading_of(response) -> str:
    return html.unescape(re.search(r"<h1>(.*?)</h1>", response.content.decode())[1])


@pytest.mark.parametrize(
    ("reader", "title"),
    [
        ("anonymous", "Manuali i koordinatorit"),
        ("nobody", "Manuali i koordinatorit"),
        ("coordinator", "Manuali i koordinatorit"),
        ("head", "Manuali i koordinatorit"),
        ("clerk", "Manuali i punonjësit të protokollit"),
        ("officer", "Manuali i zyrtarit të sekretariatit"),
        ("administrator", "Manuali i administratorit të zyrës"),
    ],
)
def test_each_reader_finds_the_own_manual_first_and_the_others_below(world, reader, title):
    page = world.client(reader).get(reverse("help:own"))

    assert heading_of(page) == title
    text = page.content.decode()
    others = [reverse("help:manual", args=[name]) for name in NAMES if read_manual(name, "sq").title != title]
    assert all(f'href="{address}"' in text for address in others)


def test_who_is_two_things_finds_both_manuals_before_the_others(world):
    person = world.people["officer"]
    MandateFactory(person=person, role=Role.COORDINATOR, institution=world.addressed, body=world.body)

    text = world.client("officer").get(reverse("help:own")).content.decode()

    order = [text.index(f'href="{reverse("help:manual", args=[name])}"') for name in ("coordinator", "clerk")]
    assert order == sorted(order)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_manual_is_a_valid_page_in_the_readers_language(client, name, language):
    client.cookies["language"] = language

    page = client.get(reverse("help:manual", args=[name]))

    assert heading_of(page) == read_manual(name, language).title
    assert page.headers["Content-Language"] == language
    assert faults_of(page.content.decode()) == []


def test_a_manual_that_does_not_exist_is_no_page(client):
    assert client.get(reverse("help:manual", args=["minister"])).status_code == 404


def test_a_page_that_would_refuse_the_reader_is_named_but_not_linked(world):
    address = reverse("help:manual", args=["officer"])

    for_coordinator = world.client("coordinator").get(address).content.decode()
    for_officer = world.client("officer").get(address).content.decode()

    assert f'href="{reverse("letters:new")}"' not in for_coordinator
    assert "Hapni Shkresë e re." in for_coordinator
    assert f'Hapni <a href="{reverse("letters:new")}">Shkresë e re</a>.' in for_officer


@pytest.mark.parametrize(
    ("reader", "route", "section"),
    [
        ("officer", "letters:new", "officer/#write"),
        ("officer", "duties:list", "officer/#duties"),
        ("officer", "office:template", "officer/#office"),
        ("clerk", "letters:incoming", "clerk/#incoming"),
        ("administrator", "office:template", "administrator/#template"),
        ("coordinator", "duties:list", "coordinator/#duties"),
        ("anonymous", "account_login", "coordinator/#sign-in"),
        ("officer", "about", ""),
    ],
)
def test_a_page_leads_to_its_section_of_the_readers_manual(world, reader, route, section):
    page = world.client(reader).get(reverse(route))

    assert f'href="{reverse("help:own")}{section}">Ndihmë</a>' in page.content.decode()


def test_every_page_leads_to_a_section_that_is_there(world):
    wrong = []
    for row in (row for row in ROWS if row.verb == "GET"):
        reader = next(
            (reader for reader in ("officer", "coordinator", "anonymous") if row.statuses[reader] == 200), None
        )
        page = reader and world.client(reader).get(reverse(row.name, kwargs=row.arguments(world)))
        text = b"".join(page).decode(errors="replace") if page else ""
        if not text.lstrip().startswith("<!doctype html>"):
            continue
        found = re.search(r'class="help-link" href="/help/(?:(\w+)/[^"#]*#([\w-]+))?"', text)
        if found is None or (found[1] and not read_manual(found[1], "sq").has(found[2])):
            wrong.append(f"{row.name} leads nowhere")
        elif not found[1] and row.name in SECTIONS:
            wrong.append(f"{row.name} as {reader} leads to no section")

    assert wrong == []


def test_a_personal_link_leads_to_the_manual_in_its_own_language(client, world):
    recipient = Recipient(email="zyra@shembull.al", name="Zyra")
    link = make_link(obligation=world.open_obligation, recipient=recipient, by=officer(world.office), on=ON)
    address = reverse("links:open", args=[link.obligation_id, token_of(link.nonce)])

    opened = client.get(f"{address}?language=en").content.decode()

    there = re.search(r'href="([^"#]*)#by-link">Help</a>', opened)[1]
    assert there == "/help/coordinator/?language=en"
    manual = client.get(there)
    assert heading_of(manual) == "Manual of the coordinator"
    assert manual.cookies.get("language") is None


def test_changing_the_language_holds_also_where_the_address_named_one(client):
    page = client.get(reverse("help:own") + "?language=en").content.decode()

    assert re.search(r'name="next" value="([^"]*)"', page)[1] == reverse("help:own")


def test_what_went_wrong_leads_to_help_too(client):
    assert 'href="/help/">Ndihmë</a>' in client.get("/nuk-ka/").content.decode()


def test_a_manual_is_given_for_every_role_and_for_nobody():
    assert manuals_of(ANONYMOUS) == ["coordinator"]
    assert help_address("no:such", ANONYMOUS) == reverse("help:own")
    for role in Role:
        assert len(manuals_of(Actor(capacities=(Capacity(role=role, institution_id=1),)))) == 1
