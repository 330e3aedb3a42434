"""The register kept here: numbers without gaps, fractions within a matter, a new row of numbers each year."""

import datetime

import pytest
from django.db import transaction

from sekretariat.domain.letters.models import Letter, Matter, Register
from sekretariat.domain.letters.queries import later_documents, registers_of, report_of
from sekretariat.domain.letters.services import close_matter, register_letter
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.ground.actors import Role
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import InstitutionFactory, OfficeFactory, actor, clerk, officer

from .making import ON, drafted, received, registered, sent, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def numbers(office) -> list[str]:
    return [letter.number_label for letter in Letter.objects.filter(office=office).order_by("pk")]


def test_each_new_matter_takes_the_next_number(office):
    letters = [registered(office) for _ in range(3)]

    assert [letter.number_label for letter in letters] == ["1", "2", "3"]
    assert [letter.citation for letter in letters][2] == "3 prot, 21.05.2018"


def test_incoming_and_outgoing_letters_share_one_row_of_numbers(office):
    registered(office)
    received(office)
    registered(office)

    assert numbers(office) == ["1", "2", "3"]


def test_later_documents_of_a_matter_take_its_number_with_the_next_fraction(office):
    first = sent(office)

    answers = [received(office, follows=first) for _ in range(2)]
    reminder = registered(office, follows=answers[-1])
    other = registered(office)

    assert [a.number_label for a in answers] == ["1/1", "1/2"]
    assert (reminder.number_label, other.number_label) == ("1/3", "2")
    assert list(later_documents(first)) == [*answers, reminder]


def test_a_letter_that_follows_a_closed_matter_opens_a_new_number(office):
    first = sent(office)
    close_matter(letter=first, by=officer(office), on=ON)

    assert received(office, follows=first).number_label == "2"


def test_numbers_begin_again_with_the_year_and_a_matter_does_not_cross_it(office):
    last_of_year = sent(office, on=datetime.date(2018, 12, 31))
    registered(office, on=datetime.date(2018, 12, 31))

    first_of_year = registered(office, on=datetime.date(2019, 1, 1))
    answer = received(office, follows=last_of_year, on=datetime.date(2019, 1, 1))

    assert (first_of_year.number_label, answer.number_label) == ("1", "2")
    assert [register.year for register in registers_of(office.registers_at_id)] == [2019, 2018]


def test_a_number_with_an_earlier_date_is_refused_and_takes_nothing(office):
    registered(office, on=datetime.date(2018, 5, 22))
    letter = signed(office)

    with pytest.raises(DomainError, match=r"22\.05\.2018") as refused:
        register_letter(letter=letter, by=officer(office), on=ON)

    assert refused.value.field == "on"
    assert Register.objects.get().next_number == 2
    assert registered(office, on=datetime.date(2018, 5, 22)).number_label == "2"


def test_a_letter_dated_before_its_signature_is_refused(office):
    letter = signed(office)

    with pytest.raises(DomainError, match="before the day it was signed"):
        register_letter(letter=letter, by=officer(office), on=ON - datetime.timedelta(days=1))


def test_a_registration_that_fails_later_gives_its_number_back(office):
    with transaction.atomic():
        registered(office)
        transaction.set_rollback(True)

    assert registered(office).number_label == "1"
    assert report_of(Register.objects.get()).gaps == []


def test_a_typed_number_is_refused_where_numbers_are_given(office):
    with pytest.raises(DomainError, match="leave the number empty"):
        registered(office, number="2470")


def test_a_letter_is_registered_only_after_signature_and_only_once(office):
    for letter in (drafted(office), registered(office)):
        with pytest.raises(DomainError, match="after it is signed, and once"):
            register_letter(letter=letter, by=officer(office), on=ON)


def test_registering_needs_the_right_in_this_very_office(office):
    letter = signed(office)
    strangers = [officer(OfficeFactory()), actor(Role.ADMINISTRATOR, office), actor(Role.COORDINATOR, office)]

    for by in strangers:
        with pytest.raises(NotAllowed):
            register_letter(letter=letter, by=by, on=ON)

    assert register_letter(letter=letter, by=clerk(office), on=ON).number == 1


def test_registering_is_told_in_the_trail_with_number_and_day(office):
    letter = registered(office)

    event = Event.objects.get(what="letter.registered")
    assert (event.target_key, event.data["number"], event.counts_from) == (str(letter.pk), "1", ON)


def test_registers_of_two_offices_never_mix():
    offices = [OfficeFactory(), OfficeFactory()]

    for _ in range(3):
        for office in offices:
            registered(office)

    for office in offices:
        assert numbers(office) == ["1", "2", "3"]
        report = report_of(Register.objects.get(institution=office.registers_at))
        assert (report.letters, report.gaps, report.doubles) == (3, [], [])


def test_two_offices_at_one_protocol_share_its_register():
    protocol = InstitutionFactory()
    first, second = OfficeFactory(registers_at=protocol), OfficeFactory(registers_at=protocol)

    letters = [registered(first), registered(second), registered(first)]

    assert [letter.number for letter in letters] == [1, 2, 3]
    assert Register.objects.get().institution == protocol


def test_a_letter_does_not_join_the_matter_of_another_register():
    ours, theirs = OfficeFactory(), OfficeFactory()
    registered(ours)
    foreign = sent(theirs)

    assert received(ours, follows=foreign).number_label == "2"


def test_the_mode_of_an_open_register_outlives_a_change_of_the_office(office):
    registered(office)
    office.register_mode = RegisterMode.PAPER_BOOK
    office.save()

    assert registered(office).number_label == "2"
    assert registered(office, number="1500", on=datetime.date(2019, 1, 7)).number_label == "1500"


def test_a_gap_made_by_hand_is_reported(office):
    for _ in range(3):
        registered(office)
    lost = Letter.objects.get(number=2)
    matter = lost.matter
    lost.addressees.all().delete()
    lost.demands.all().delete()
    Letter.objects.filter(pk=lost.pk).delete()
    matter.delete()

    report = report_of(Register.objects.get())

    assert (report.letters, report.gaps, report.doubles) == (2, [2], [])
    assert Matter.objects.count() == 2
