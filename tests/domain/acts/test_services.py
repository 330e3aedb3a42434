"""Entering acts."""

import datetime

import pytest
from django.utils import translation

from sekretariat.domain.acts.enums import ActType
from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.services import add_act, add_issuer
from sekretariat.ground.actors import system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError

ON = datetime.date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer():
    return add_issuer(name_sq="Këshilli i Ministrave", by=system_actor(), on=ON)


def add(issuer, **values) -> Act:
    given = {"type": ActType.DCM, "number": "422", "year": 2020, "title_sq": "Për përbërjen"} | values
    return add_act(issuer=issuer, by=system_actor(), on=ON, **given)


def test_an_act_is_entered_with_its_event(issuer):
    act = add(issuer, dated_on=datetime.date(2020, 5, 6), is_confirmed=True)

    event = Event.objects.get(what="act.added")
    assert (event.target_key, event.data) == (str(act.pk), {"act": "VKM 422/2020"})


def test_an_act_entered_already_is_refused_with_a_sentence(issuer):
    add(issuer)

    with translation.override("en"), pytest.raises(DomainError, match="entered already"):
        add(issuer)

    assert Event.objects.filter(what="act.added").count() == 1


def test_an_odd_eli_is_kept_as_it_is(issuer):
    odd = "https://qbz.gov.al/eli/vendim/2018/12/19/749/6cb19f61-6275-4ac5-af7b-5c61ee155b4"

    assert add(issuer, eli=odd).eli == odd


def test_an_eli_that_is_no_address_is_refused_at_its_field(issuer):
    with pytest.raises(DomainError) as refused:
        add(issuer, eli="qbz 422")

    assert refused.value.field == "eli"
