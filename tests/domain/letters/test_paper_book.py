"""The paper book: the number is typed as it stands there, a double is refused until somebody says it is true."""

import datetime

import pytest

from sekretariat.domain.letters.errors import NumberTaken
from sekretariat.domain.letters.models import Letter, Matter, Register
from sekretariat.domain.letters.queries import report_of
from sekretariat.domain.letters.services import register_letter
from sekretariat.ground.errors import DomainError
from tests.factories import InstitutionFactory, OfficeFactory, officer

from .making import ON, received, registered, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory(paper_book=True)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("2470", "2470"),
        ("2783prot", "2783"),
        ("2470 prot", "2470"),
        ("Nr. 2783/1 Prot.", "2783/1"),
        ("2783/1", "2783/1"),
        ("  3004 PROT. ", "3004"),
    ],
)
def test_a_number_is_read_as_it_stands_on_paper(office, typed, label):
    letter = registered(office, number=typed)

    assert letter.number_label == label
    assert letter.citation == f"{label} prot, 21.05.2018"


@pytest.mark.parametrize("typed", ["", "prot", "24-70", "2470/", "2470/3/1", "0", "dymijë", "2470 8"])
def test_a_number_that_cannot_be_read_is_refused_with_an_example(office, typed):
    letter = signed(office)

    with pytest.raises(DomainError, match="2470/3") as refused:
        register_letter(letter=letter, number_text=typed, by=officer(office), on=ON)

    assert refused.value.field == "number"
    assert not Matter.objects.exists()


def test_fractions_gather_under_one_matter_in_whatever_order_they_come(office):
    answer = received(office, number="2470/2")
    first = registered(office, number="2470")
    other = received(office, number="2470/1")

    assert Matter.objects.count() == 1
    assert {letter.matter_id for letter in (answer, first, other)} == {Matter.objects.get().pk}


def test_dates_need_not_rise_with_numbers_on_paper(office):
    registered(office, number="2471", on=datetime.date(2018, 5, 22))

    assert registered(office, number="2470").on == ON


def test_a_number_twice_is_refused_and_names_the_way_out(office):
    registered(office, number="2470")
    letter = signed(office)

    with pytest.raises(NumberTaken, match="2018 has number 2470 prot already") as refused:
        register_letter(letter=letter, number_text="2470 prot", by=officer(office), on=ON)

    assert refused.value.field == "number"
    assert Letter.objects.get(pk=letter.pk).number is None


def test_a_double_that_the_book_truly_has_is_recorded_and_reported(office):
    registered(office, number="2470")
    by = officer(office)

    for _ in range(2):
        register_letter(letter=signed(office), number_text="2470", as_double=True, by=by, on=ON)

    report = report_of(Register.objects.get())
    assert (report.letters, report.doubles, report.gaps) == (3, ["2470"], [])
    # Each is a matter of its own: one number may not mix two affairs.
    assert sorted(Matter.objects.values_list("number", "repeat")) == [(2470, 0), (2470, 1), (2470, 2)]


def test_a_fraction_twice_stays_in_its_matter(office):
    registered(office, number="2470")
    received(office, number="2470/1")

    with pytest.raises(NumberTaken):
        received(office, number="2470/1")
    double = received(office, number="2470/1", as_double=True)

    assert (double.number_label, double.repeat) == ("2470/1", 1)
    assert Matter.objects.count() == 1
    assert report_of(Register.objects.get()).doubles == ["2470/1"]


def test_the_same_number_in_another_year_or_another_book_is_no_double(office):
    other = OfficeFactory(paper_book=True)

    registered(office, number="2470")
    registered(other, number="2470")
    registered(office, number="2470", on=datetime.date(2019, 5, 21))

    assert all(report_of(register).doubles == [] for register in Register.objects.all())


def test_no_gaps_are_told_of_a_book_that_holds_letters_of_others_too(office):
    registered(office, number="2470")
    registered(office, number="3004")

    assert report_of(Register.objects.get()).gaps == []


def test_an_incoming_letter_keeps_both_numbers(office):
    sender = InstitutionFactory()

    letter = received(office, number="2470/1", foreign_number="9214 prot", foreign_on=datetime.date(2018, 5, 18))

    assert (letter.number_label, letter.foreign_number) == ("2470/1", "9214 prot")
    assert letter.sender != sender
