"""What is wrong with the numbers of a register, year by year."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import register_letter
from sekretariat.web.letters.views import Gap, runs_of
from tests.domain.letters.making import ON, registered, signed
from tests.factories import InstitutionFactory, OfficeFactory, officer
from tests.web.html import faults_of

from .conftest import words

pytestmark = pytest.mark.django_db


def url_of(year: int) -> str:
    return reverse("letters:register_report", args=[year])


def test_a_register_without_fault_says_so_with_its_years(office, officer_of):
    registered(office)
    registered(office, on=datetime.date(2019, 1, 7))

    page = officer_of(office).get(url_of(2018))

    assert faults_of(page.content.decode()) == []
    assert words(page).count("none") == 2  # neither gaps nor doubles
    assert url_of(2019) in page.content.decode()


def test_gaps_are_told_in_runs(office, officer_of):
    letters = [registered(office) for _ in range(6)]
    for lost in (letters[1], letters[2], letters[4]):
        matter = lost.matter
        lost.addressees.all().delete()
        lost.demands.all().delete()
        Letter.objects.filter(pk=lost.pk).delete()
        matter.delete()

    page = words(officer_of(office).get(url_of(2018)))

    assert "3 numbers are missing" in page
    assert "2–3, 5" in page


def test_doubles_of_a_paper_book_are_told_and_lead_to_their_letters(paper_office, officer_of):
    registered(paper_office, number="2470")
    by = officer(paper_office)
    register_letter(letter=signed(paper_office), number_text="2470", as_double=True, by=by, on=ON)
    client = officer_of(paper_office)

    page = client.get(url_of(2018))

    assert "1 number stands twice" in words(page)
    assert "Not told: the paper book" in words(page)
    link = page.content.decode().partition("/letters/?year=2018&amp;q=2470")
    assert link[1]


def test_two_offices_at_one_protocol_see_one_register_and_never_anothers(officer_of):
    protocol = InstitutionFactory(name_sq="Kryeministria", name_en="")
    first, second = OfficeFactory(registers_at=protocol), OfficeFactory(registers_at=protocol)
    registered(first)
    registered(second)
    registered(OfficeFactory())

    page = words(officer_of(first).get(url_of(2018)))

    assert "Kryeministria" in page
    assert '<a href="/letters/?year=2018">2</a>' in page
    assert page.count("How it is kept") == 1


def test_a_year_without_a_register_is_not_there(office, officer_of):
    registered(office)

    assert officer_of(office).get(url_of(2017)).status_code == 404


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [([], []), ([3], [Gap(first=3, last=3)]), ([1, 2, 3, 7], [Gap(first=1, last=3), Gap(first=7, last=7)])],
)
def test_missing_numbers_are_joined_into_runs(numbers, runs):
    assert runs_of(numbers) == runs


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_report_do_not_grow_with_the_letters(office, officer_of, count, django_assert_num_queries):
    for _ in range(count):
        registered(office)
    client = officer_of(office)

    with django_assert_num_queries(10):
        client.get(url_of(2018))
