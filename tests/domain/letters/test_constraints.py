"""What the database itself refuses, whatever the code above it does."""

import datetime

import pytest
from django.db import IntegrityError

from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Addressee, Letter, LetterDemand, Matter, Register
from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.offices.enums import RegisterMode
from tests.factories import InstitutionFactory, LetterFactory, OfficeFactory

from .making import ON, registered, sent

pytestmark = pytest.mark.django_db

DAY_BEFORE = ON - datetime.timedelta(days=1)


@pytest.fixture
def register():
    return Register.objects.create(institution=InstitutionFactory(), year=2018, mode=RegisterMode.KEPT_HERE)


def refused(constraint: str):
    """SQLite names a CHECK by its name, a UNIQUE by its columns; PostgreSQL names both by name."""
    return pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE constraint failed")


def test_a_year_has_one_register_for_an_institution(register):
    with refused("register_once_a_year"):
        Register.objects.create(institution=register.institution, year=2018, mode=RegisterMode.PAPER_BOOK)


def test_a_number_stands_once_in_a_register(register):
    fields = {"register": register, "number": 7, "office": OfficeFactory(), "subject": "x", "opened_on": ON}
    Matter.objects.create(**fields)

    with refused("matter_number_once"):
        Matter.objects.create(**fields)


def test_a_fraction_stands_once_in_a_matter():
    first, second = registered(OfficeFactory()), registered(OfficeFactory())

    with refused("letter_number_once_in_matter"):
        Letter.objects.filter(pk=second.pk).update(matter=first.matter)


def test_a_matter_is_not_closed_before_it_was_opened():
    matter = registered(OfficeFactory()).matter

    with refused("matter_closed_after_opened"):
        Matter.objects.filter(pk=matter.pk).update(closed_on=DAY_BEFORE)


@pytest.mark.parametrize("missing", ["matter", "number", "on", "fraction"])
def test_a_registered_letter_without_one_of_number_and_date_is_refused(missing):
    letter = registered(OfficeFactory())

    with refused("letter_number_and_date_come_together"):
        Letter.objects.filter(pk=letter.pk).update(**{missing: None})


@pytest.mark.parametrize("state", [LetterState.DRAFT, LetterState.SIGNED])
def test_a_numbered_letter_does_not_go_back_to_a_draft(state):
    letter = registered(OfficeFactory())

    with refused("letter_number_and_date_come_together"):
        Letter.objects.filter(pk=letter.pk).update(state=state)


@pytest.mark.parametrize("sent_on", [None, DAY_BEFORE])
def test_a_letter_is_not_sent_without_a_day_or_before_its_date(sent_on):
    letter = sent(OfficeFactory())

    with refused("letter_sent_has_its_day"):
        Letter.objects.filter(pk=letter.pk).update(sent_on=sent_on)


@pytest.mark.parametrize("missing", ["sender", "received_on"])
def test_an_incoming_letter_has_sender_and_receipt(missing):
    fields = {"sender": InstitutionFactory(), "received_on": ON} | {missing: None}

    with refused("letter_incoming_has_sender_and_receipt"):
        LetterFactory(direction=Direction.INCOMING, **fields)


def test_an_institution_stands_once_among_the_addressees():
    addressee = sent(OfficeFactory()).addressees.get()

    with refused("addressee_once_in_letter"):
        Addressee.objects.create(letter=addressee.letter, institution=addressee.institution)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [({"term_days": 10, "due_on": ON}, "demand_term_or_date"), ({"term_days": 0}, "demand_term_at_least_a_day")],
)
def test_a_demand_has_a_term_or_a_day_and_no_term_of_nothing(fields, constraint):
    with refused(constraint):
        LetterDemand.objects.create(letter=LetterFactory(), kind=ObligationKind.ACKNOWLEDGE, ask_sq="x", **fields)
