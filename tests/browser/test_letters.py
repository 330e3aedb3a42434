"""The pages of letters in a real browser: accessible in every look, and whole without a script."""

import itertools

import pytest
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import DemandOf
from sekretariat.domain.obligations.enums import Clock
from sekretariat.ground.actors import Role
from tests.browser.looks import FEW
from tests.browser.moving import click_through, press_through
from tests.domain.letters.making import asks, drafted, received, registered, sent, signed
from tests.factories import BodyFactory, InstitutionFactory, MandateFactory, OfficeFactory, PersonFactory


@pytest.fixture
def office(transactional_db):
    return OfficeFactory(paper_book=True)


@pytest.fixture
def officer(office):
    person = PersonFactory(signs_in=True, name="Drita Hoxha")
    MandateFactory(person=person, role=Role.OFFICER, institution=office.unit)
    return person


@pytest.fixture
def pages(office) -> list[str]:
    to = [InstitutionFactory(short_name="MFE", email="zyra@mfe.al"), InstitutionFactory(short_name="MD")]
    demands = [DemandOf(demand=asks()), DemandOf(demand=asks(clock=Clock.RECEIPT, term_days=5))]
    draft, ready = drafted(office, to=to, demands=demands), signed(office)
    numbered = registered(office, number="2471", to=to, demands=demands)
    letter = sent(
        office, number="2470", to=to, demands=demands, body=BodyFactory(), subject="Përcjellja e çështjes " * 20
    )
    answer = received(office, number="2470/1", follows=letter)
    names = ("list", "new", "incoming")
    rows = [("detail", one) for one in (draft, ready, numbered, letter, answer)]
    rows += [("edit", draft), ("sign", draft), ("enclose", draft), ("register", ready), ("send", numbered)]
    rows += [("scan", letter), ("mail", letter), ("close", letter), ("assign", answer)]
    return [
        *(reverse(f"letters:{name}") for name in names),
        *(reverse(f"letters:{name}", args=[one.pk]) for name, one in rows),
        reverse("letters:register_report", args=[2018]),
        reverse("letters:receipt", args=[letter.pk, letter.addressees.first().pk]),
    ]


def test_every_page_of_letters_is_accessible_in_every_look(open_page, axe, officer, pages):
    for path, look in itertools.product(pages, FEW):
        axe(open_page(path, person=officer, **look))


def test_a_letter_is_written_with_two_demands_without_a_script(open_page, officer):
    InstitutionFactory(short_name="MFE", name_sq="Ministria e Financave")
    InstitutionFactory(short_name="MD", name_sq="Ministria e Drejtësisë")
    page = open_page(reverse("letters:new"), person=officer, language="en", scripts=False)

    page.fill("[name=subject]", "Për caktimin e koordinatorit")
    page.fill("[name=to]", "MFE")
    page.fill("[name=one]", "MD – Ministria e Drejtësisë")
    press_through(page, "[name=one]")
    page.fill("[name=demands-0-ask_sq]", "Caktoni koordinatorin")
    page.fill("[name=demands-0-term_days]", "10")
    click_through(page, "text=Ask one more thing")
    page.fill("[name=demands-1-ask_sq]", "Dërgoni kalendarin")
    page.fill("[name=demands-1-due]", "T3 2019")
    click_through(page, ".actions >> text=Save the draft")

    letter = Letter.objects.get()
    assert page.url.startswith(page.url.partition("/letters/")[0] + reverse("letters:detail", args=[letter.pk]))
    assert set(letter.addressees.values_list("institution__short_name", flat=True)) == {"MFE", "MD"}
    assert [demand.ask_sq for demand in letter.demands.all()] == ["Caktoni koordinatorin", "Dërgoni kalendarin"]


def test_enter_in_the_subject_saves_the_draft(open_page, officer):
    page = open_page(reverse("letters:new"), person=officer, language="en")

    page.fill("[name=subject]", "Për caktimin")
    press_through(page, "[name=follows]")

    assert Letter.objects.get().subject == "Për caktimin"


def test_the_faulty_form_is_accessible_and_takes_the_focus(open_page, axe, officer):
    page = open_page(reverse("letters:new"), person=officer)

    page.fill("[name=to]", "Ministria e Diellit")
    page.fill("[name=demands-0-term_days]", "10")
    click_through(page, "main .button.primary")

    axe(page)
    assert page.evaluate("document.activeElement.className").endswith("form-errors")
