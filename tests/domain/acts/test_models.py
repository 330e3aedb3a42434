"""What the database refuses of acts."""

import datetime

import pytest
from django.db import IntegrityError

from sekretariat.domain.acts.enums import ActType
from sekretariat.domain.acts.models import Act
from tests.factories import ActFactory, IssuerFactory

pytestmark = pytest.mark.django_db


def test_type_issuer_number_and_year_name_an_act_once():
    act = ActFactory(number="422")

    with pytest.raises(IntegrityError):
        ActFactory(type=act.type, issuer=act.issuer, number="422", year=act.year)


@pytest.mark.parametrize("other", [{"type": ActType.ORDER}, {"number": "423"}, {"year": 2019, "on": None}], ids=str)
def test_the_same_number_of_another_type_or_year_is_another_act(other):
    act = ActFactory(number="422")

    ActFactory(**{"type": act.type, "issuer": act.issuer, "number": "422", "year": act.year} | other)

    assert Act.objects.count() == 2


def test_the_same_number_of_another_issuer_is_another_act():
    ActFactory(number="76", issuer=IssuerFactory())
    ActFactory(number="76", issuer=IssuerFactory())

    assert Act.objects.filter(number="76").count() == 2


def test_a_date_outside_its_year_is_refused():
    with pytest.raises(IntegrityError):
        ActFactory(year=2018, on=datetime.date(2019, 1, 1))


def test_an_act_of_which_only_the_year_is_known_is_kept():
    assert ActFactory(year=2021, on=None).on is None


def test_a_date_that_is_not_known_cannot_be_confirmed():
    with pytest.raises(IntegrityError):
        ActFactory(on=None, is_confirmed=True)


def test_an_issuer_has_its_name_once():
    IssuerFactory(name_sq="Këshilli i Ministrave")

    with pytest.raises(IntegrityError):
        IssuerFactory(name_sq="Këshilli i Ministrave")


@pytest.mark.parametrize(
    ("type_", "said"),
    [(ActType.DCM, "VKM 422/2020"), (ActType.LAW, "Ligj 422/2020"), (ActType.ORDER, "Urdhër 422/2020")],
)
def test_an_act_is_cited_as_in_papers(type_, said):
    assert str(Act(type=type_, number="422", year=2020)) == said
