"""Entering acts."""

import datetime

import pytest
from django.utils import translation

from sekretariat.domain.acts.enums import ActType
from sekretariat.domain.acts.errors import NearTwin
from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.acts.services import (
    add_act,
    add_issuer,
    amend_act,
    confirm_act_date,
    edit_act,
    remove_amendment,
)
from sekretariat.ground.actors import system_actor
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed, Stale
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import SIGNED_IN
from tests.factories import ActFactory, AmendmentFactory, InstitutionFactory, coordinator

ON = datetime.date(2026, 11, 21)
DAY = datetime.date(2018, 12, 19)

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


def test_only_who_keeps_bodies_keeps_acts(issuer):
    outsider = coordinator(InstitutionFactory())

    with pytest.raises(NotAllowed):
        add_act(type=ActType.DCM, issuer=issuer, number="9001", year=2020, title_sq="Për", by=outsider, on=ON)
    with pytest.raises(NotAllowed):
        add_issuer(name_sq="Ministri", by=outsider, on=ON)
    with pytest.raises(NotAllowed):
        edit_act(act=ActFactory(), seen=0, title_sq="Tjetër", by=outsider, on=ON)
    with pytest.raises(NotAllowed):
        confirm_act_date(act=ActFactory(), dated_on=DAY, seen=0, by=outsider, on=ON)
    with pytest.raises(NotAllowed):
        amend_act(act=ActFactory(), amended=ActFactory(), by=outsider, on=ON)
    with pytest.raises(NotAllowed):
        remove_amendment(amendment=AmendmentFactory(), by=outsider, on=ON)

    assert Act.objects.filter(number="9001").count() == 0


def test_a_near_twin_is_pointed_out_and_entered_when_it_is_said_to_be_another(issuer):
    add(issuer, number="94", year=2019, type=ActType.ORDER)

    with translation.override("en"), pytest.raises(NearTwin, match="94/2019") as refused:
        add(issuer, number="94", year=2019)
    assert refused.value.field == "number"

    assert str(add(issuer, number="94", year=2019, is_another=True)) == "VKM 94/2019"


def test_an_entered_act_is_found_by_its_number_and_by_its_title(issuer):
    act = add(issuer, eli="http://qbz.gov.al/eli/vendim/2020/05/06/422")

    assert [hit.key for hit in find("422/2020", scopes=[SIGNED_IN], limit=5).hits] == [str(act.pk)]
    assert [hit.key for hit in find("përbërjen", scopes=[SIGNED_IN], limit=5).hits] == [str(act.pk)]
    assert act.eli == "https://qbz.gov.al/eli/vendim/2020/05/06/422"


def test_a_confirmed_date_is_kept_with_its_event(issuer):
    act = add(issuer)

    confirm_act_date(act=act, dated_on=datetime.date(2020, 5, 6), seen=0, by=system_actor(), on=ON)

    act.refresh_from_db()
    assert (act.on, act.is_confirmed, act.revision) == (datetime.date(2020, 5, 6), True, 1)
    assert Event.objects.get(what="act.date_confirmed").data["day"] == "2020-05-06"


@pytest.mark.parametrize("day", [datetime.date(2019, 5, 6), ON + datetime.timedelta(days=1)])
def test_a_date_outside_the_year_or_in_the_future_is_not_confirmed(issuer, day):
    act = add(issuer, year=2020 if day.year == 2019 else 2026)

    with pytest.raises(DomainError) as refused:
        confirm_act_date(act=act, dated_on=day, seen=0, by=system_actor(), on=ON)

    assert refused.value.field == "dated_on"


def test_a_date_that_is_corrected_has_to_be_confirmed_anew(issuer):
    act = add(issuer, dated_on=datetime.date(2020, 5, 6), is_confirmed=True)

    same = edit_act(act=act, seen=0, on=ON, by=system_actor(), title_sq="Për përbërjen e grupit")
    other = edit_act(act=act, seen=1, on=ON, by=system_actor(), dated_on=datetime.date(2020, 5, 7))

    assert (same.is_confirmed, other.is_confirmed) == (True, False)


def test_a_stale_correction_is_refused(issuer):
    act = add(issuer)
    edit_act(act=act, seen=0, on=ON, by=system_actor(), title_sq="Një")

    with pytest.raises(Stale):
        edit_act(act=act, seen=0, on=ON, by=system_actor(), title_sq="Dy")


def test_an_amendment_is_told_in_the_history_of_both_acts():
    old, new = ActFactory(number="422", year=2018), ActFactory(number="746", year=2018)

    amend_act(act=new, amended=old, articles="pika 3", by=system_actor(), on=ON)

    events = Event.objects.filter(what__startswith="act.amended").order_by("id")
    assert [(event.what, event.target_key) for event in events] == [
        ("act.amended", str(new.pk)),
        ("act.amended_by", str(old.pk)),
    ]


def test_a_circle_of_amendments_is_refused():
    first, second, third = ActFactory.create_batch(3)
    amend_act(act=second, amended=first, by=system_actor(), on=ON)
    amend_act(act=third, amended=second, by=system_actor(), on=ON)

    for amended in (third, first):
        with pytest.raises(DomainError):
            amend_act(act=first, amended=amended, by=system_actor(), on=ON)

    assert Amendment.objects.count() == 2


def test_an_older_act_does_not_change_a_younger_one():
    with pytest.raises(DomainError) as refused:
        amend_act(act=ActFactory(year=2018), amended=ActFactory(year=2020, on=None), by=system_actor(), on=ON)

    assert refused.value.field == "amended"


def test_an_amendment_entered_by_mistake_is_taken_back_and_its_history_stays():
    amendment = AmendmentFactory()

    remove_amendment(amendment=amendment, by=system_actor(), on=ON)

    assert not Amendment.objects.exists()
    assert Event.objects.filter(what="act.amendment_removed").count() == 1
