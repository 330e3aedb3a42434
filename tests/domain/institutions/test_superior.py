"""Under whom an institution stood on a day."""

import datetime

import pytest

from sekretariat.domain.institutions.queries import superior_of
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
