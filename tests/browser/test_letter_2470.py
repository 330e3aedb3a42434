"""The first thread through the house, by its pages: letter 2470 goes out, fourteen answers come home by four ways."""

import datetime
import re
from contextlib import contextmanager
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.ground.actors import Channel, Role
from sekretariat.ground.mail.message import message_bytes
from sekretariat.ground.mail.models import Outbox
from tests.browser.moving import click_through, press_through
from tests.browser.test_duties import drop_on
from tests.factories import BodyFactory, InstitutionFactory, OfficeFactory
from tests.web.duties.making import PDF, day, person_in

SUBJECT = "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur"
SHORT_NAMES = "MFE MEPJ MD MB MIE MASR MSHMS MBZHR MTM MK MM AKSHI ADISA DAP INSTAT APP AMVV".split()
MISSING = {"ADISA", "APP", "AMVV"}
IN_GRID = [name for name in SHORT_NAMES if name not in {"MFE", "MD", "INSTAT", *MISSING}]
PASSWORD = "nje-fjalekalim-i-gjate"


@contextmanager
def at(text: str):
    """Everything inside happens on that day, in the server too."""
    morning = datetime.datetime.combine(day(text), datetime.time(10), tzinfo=ZoneInfo("Europe/Tirane"))
    with time_machine.travel(morning, tick=True):
        yield


@pytest.fixture
def institutions(transactional_db):
    made = {
        name: InstitutionFactory(short_name=name, name_sq=f"Institucioni {name}", name_en=f"Institution {name}")
        for name in SHORT_NAMES
    }
    made["MFE"].email = "zyra@financa.al"
    made["MFE"].save()
    return made


@pytest.fixture
def network(transactional_db):
    return BodyFactory(name_sq="Rrjeti i koordinatorëve për Partneritetin e Qeverisjes së Hapur")


@pytest.fixture
def officer(transactional_db):
    return person_in(Role.OFFICER, OfficeFactory(paper_book=True).unit, valid_from=day("02.01.2018"))


@pytest.fixture
def visit(open_page):
    """Opens a page in English, in a window of its own."""

    def opened(path: str, **options) -> Page:
        return open_page(path, language="en", **options)

    return opened


def save(page: Page) -> None:
    click_through(page, "main form button.primary")
    assert page.locator(".form-errors").count() == 0, page.inner_text(".form-errors")


def write_2470(visit, officer, network) -> Letter:
    page = visit(reverse("letters:new"), person=officer)
    page.fill("[name=subject]", SUBJECT)
    page.select_option("[name=body]", str(network.pk))
    page.fill("[name=to]", "\n".join(SHORT_NAMES))
    page.select_option("[name$='-kind']", "name_coordinator")
    page.fill("[name$='-ask_sq']", "Caktoni koordinatorin dhe zëvendësin")
    page.fill("[name$='-term_days']", "10")
    page.fill("[name=signatory]", "Drejtori")
    save(page)
    letter = Letter.objects.get()
    page.goto(reverse("letters:sign", args=[letter.pk]))
    save(page)
    page.goto(reverse("letters:register", args=[letter.pk]))
    page.fill("[name=number]", "2470 prot")
    page.fill("[name=on]", "21.05.2018")
    save(page)
    page.goto(reverse("letters:scan", args=[letter.pk]))
    page.set_input_files("[name=file]", {"name": "2470.pdf", "mimeType": "application/pdf", "buffer": PDF})
    save(page)
    page.goto(reverse("letters:send", args=[letter.pk]))
    save(page)
    page.goto(reverse("letters:mail", args=[letter.pk]))
    save(page)
    return Letter.objects.get()


def name_coordinator(page: Page, name: str, email: str) -> None:
    page.fill("[name=coordinator_name]", name)
    page.fill("[name=coordinator_email]", email)


def address_in_mail_to(email: str, piece: str) -> str:
    """The path in the mail as it would leave: its addresses are made only then."""
    message = message_from_bytes(message_bytes(Outbox.objects.get(to_address=email)), policy=policy.default)
    return re.search(rf"https?://[^/]+({piece}\S+)", message.get_body().get_content())[1]


def answer_by_dropped_mail(visit, officer, letter: Letter) -> None:
    page = visit(reverse("letters:detail", args=[letter.pk]), person=officer)
    drop_on(page, "tr:has(input[aria-label$='INSTAT'])")
    click_through(page, "form[action$='/record/'] button.primary")
    assert page.locator(".form-errors").count() == 0


def answer_signed_in(visit, head, duty: Obligation) -> None:
    page = visit("/", person=head)
    click_through(page, f"a[href='{reverse('duties:detail', args=[duty.pk])}#answer']")
    name_coordinator(page, "Arta Duka", "arta@drejtesia.al")
    save(page)


def answer_by_link(visit) -> None:
    page = visit(address_in_mail_to("zyra@financa.al", "/l/"))
    name_coordinator(page, "Mirela Kola", "mirela@financa.al")
    page.fill("[name=deputy_name]", "Ilir Dervishi")
    page.fill("[name=deputy_email]", "ilir@financa.al")
    page.fill("[name=letter_number]", "9214 prot")
    page.fill("[name=letter_on]", "25.05.2018")
    save(page)
    assert str(Answer.objects.get(channel=Channel.LINK).pk) in page.inner_text(".notice.done")


def answer_in_grid(visit, officer, letter: Letter) -> None:
    page = visit(reverse("duties:grid", args=[letter.pk]), person=officer)
    lines = [f"{name}\t30.05.2018\tKoordinatori {name}\t{name.lower()}@shembull.al" for name in IN_GRID]
    page.fill("[name=pasted]", "\n".join(lines))
    click_through(page, "button[name=fill]")
    click_through(page, "button[name=save]")
    assert page.url.endswith(reverse("letters:detail", args=[letter.pk]))


def board_on(visit, officer, letter: Letter, on: str) -> tuple[str, set[str]]:
    """What the board says in words, and who stands in it as missing."""
    page = visit(f"{reverse('letters:detail', args=[letter.pk])}?on={on}&show=missing", person=officer)
    return page.inner_text("#board"), set(page.locator("#board tbody th").all_inner_texts())


def test_letter_2470_goes_out_and_the_answers_come_home(visit, officer, network, institutions):
    with at("21.05.2018"):
        letter = write_2470(visit, officer, network)
    assert letter.citation == "2470 prot, 21.05.2018"
    assert Obligation.objects.filter(due_on=day("04.06.2018")).count() == 17

    with at("28.05.2018"):
        answer_by_link(visit)
    with at("29.05.2018"):
        answer_by_dropped_mail(visit, officer, letter)
        head = person_in(Role.HEAD, institutions["MD"])
        answer_signed_in(visit, head, Obligation.objects.get(institution=institutions["MD"]))
    with at("30.05.2018"):
        answer_in_grid(visit, officer, letter)
    assert sorted(Answer.objects.values_list("channel", flat=True)) == ["email", *["grid"] * 11, "link", "page"]

    with at("05.06.2018"):
        on_day_8, missing_on_day_8 = board_on(visit, officer, letter, "31.05.2018")
        on_day_11, missing_on_day_11 = board_on(visit, officer, letter, "05.06.2018")
        the_network_shows_both(visit, officer, network)
        the_coordinator_signs_in_to_just_that(visit, letter, institutions)
    for said in (on_day_8, on_day_11):
        assert "14 of 17 have answered" in said
        assert "10 working days from 21.05.2018, 0 holidays → 04.06.2018" in said
    assert missing_on_day_8 == missing_on_day_11 == MISSING
    assert "2 working days left" in on_day_8
    assert "late since" not in on_day_8
    assert "3 are late since 04.06.2018" in on_day_11
    assert on_day_11.count("late by 1 working day") == 3


def the_network_shows_both(visit, officer, network) -> None:
    page = visit(f"{reverse('bodies:detail', args=[network.pk])}?part=network", person=officer)
    rows = [row for row in page.locator("main tbody tr").all_inner_texts() if "MFE" in row]
    assert [("Mirela Kola" in row, "Ilir Dervishi" in row) for row in rows] == [(True, False), (False, True)]
    assert all("9214 prot" in row and "25.05.2018" in row for row in rows), rows


def the_coordinator_signs_in_to_just_that(visit, letter: Letter, institutions) -> None:
    page = visit(address_in_mail_to("mirela@financa.al", "/accounts/"))
    for name in ("password1", "password2"):
        page.fill(f"[name={name}]", PASSWORD)
    press_through(page, "[name=password2]")

    page = visit("/accounts/login/")
    page.fill("[name=login]", "mirela@financa.al")
    page.fill("[name=password]", PASSWORD)
    press_through(page, "[name=password]")

    page.goto("/?show=all")
    mine = Obligation.objects.get(institution=institutions["MFE"])
    assert page.locator("main tbody th a").evaluate_all("links => links.map(link => link.pathname)") == [
        reverse("duties:detail", args=[mine.pk])
    ]
    assert Mandate.objects.filter(person__email="mirela@financa.al").count() == 1
    other = Obligation.objects.get(institution=institutions["MD"])
    statuses = {
        path: page.request.get(path).status
        for path in (
            reverse("letters:detail", args=[letter.pk]),
            reverse("duties:detail", args=[other.pk]),
            reverse("duties:grid", args=[letter.pk]),
        )
    }
    assert list(statuses.values()) == [200, 404, 403]
