"""Under whom an institution stood on a day."""

import datetime

import pytest

from sekretariat.domain.institutions.queries import chain_of, superior_of
from tests.factories import InstitutionFactory, SubordinationFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2015, 1, 1), datetime.date(2018, 8, 31)
DAY = datetime.timedelta(days=1)


def test_the_superior_is_the_one_of_the_day():
    agency, interior, justice = InstitutionFactory.create_batch(3)
    SubordinationFactory(institution=agency, superior=interior, valid_from=FIRST, valid_to=LAST)
    SubordinationFactory(institution=agency, superior=justice, valid_from=LAST + DAY)

    found = [superior_of(agency, on=on) for on in (FIRST - DAY, FIRST, LAST, LAST + DAY)]

    assert found == [None, interior, interior, justice]


def test_who_stands_under_nobody_has_no_superior():
    assert superior_of(InstitutionFactory(), on=FIRST) is None


def test_the_chain_goes_up_through_units_and_superiors_of_the_day():
    top, department, other = InstitutionFactory.create_batch(3)
    unit = InstitutionFactory(kind="unit", part_of=department)
    SubordinationFactory(institution=department, superior=other, valid_from=FIRST, valid_to=LAST)
    SubordinationFactory(institution=department, superior=top, valid_from=LAST + DAY)

    assert chain_of(unit, on=LAST) == [unit, department, other]
    assert chain_of(unit, on=LAST + DAY) == [unit, department, top]
    assert chain_of(top, on=LAST) == [top]


def test_two_that_stand_under_one_another_end_the_chain():
    one, other = InstitutionFactory.create_batch(2)
    SubordinationFactory(institution=one, superior=other)
    SubordinationFactory(institution=other, superior=one)

    assert chain_of(one, on=FIRST) == [one, other]
