"""A deadline is put off: later, with a reason, while it is owed; and no holiday moves it any more."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from sekretariat.domain.obligations.enums import Clock, ObligationState
from sekretariat.domain.obligations.models import Extension, Obligation
from sekretariat.domain.obligations.queries import how_due_was_counted
from sekretariat.domain.obligations.rules import can_extend
from sekretariat.domain.obligations.services import declare_holiday, extend, withdraw
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.words.enums import Precision
from tests.factories import ObligationFactory, OfficeFactory, administrator, clerk, coordinator, officer

from .making import asked, day

pytestmark = pytest.mark.django_db
ON = day("01.06.2018")
NEW = day("11.06.2018")


def put_off(
    duty: Obligation, *, to: datetime.date = NEW, precision: str = Precision.DAY, reason="Mungon titullari", by=None
):
    return extend(
        obligation=duty, new_due_on=to, new_precision=precision, reason=reason, by=by or officer(duty.office), on=ON
    )


def fresh(duty: Obligation) -> Obligation:
    return Obligation.objects.get(pk=duty.pk)


def test_the_deadline_moves_and_says_why():
    duty = asked()

    put_off(duty)

    duty = fresh(duty)
    assert (duty.due_on, duty.due_precision, duty.term_days) == (NEW, Precision.DAY, None)
    said = how_due_was_counted(duty).explain("sq")
    assert said == "afati u shty nga 04.06.2018 në 11.06.2018: Mungon titullari"
    event = Event.objects.get(what="obligation.extended")
    assert event.data == {"before": "2018-06-04", "due": "2018-06-11", "reason": "Mungon titullari"}


def test_a_quarter_moves_it_to_the_last_day_of_the_quarter():
    duty = asked()

    put_off(duty, to=day("01.07.2019"), precision=Precision.QUARTER)

    assert (fresh(duty).due_on, fresh(duty).due_precision) == (day("30.09.2019"), Precision.QUARTER)
    assert "T3 2019" in how_due_was_counted(fresh(duty)).explain("sq")


def test_put_off_twice_the_last_reason_explains_it():
    duty = asked()
    put_off(duty)

    put_off(duty, to=day("20.06.2018"), reason="Ndryshoi ministri")

    assert how_due_was_counted(fresh(duty)).explain("en").endswith("from 11.06.2018 to 20.06.2018: Ndryshoi ministri")
    assert Extension.objects.filter(obligation=duty).count() == 2


def test_a_later_holiday_does_not_count_over_it():
    duty = asked()
    put_off(duty)

    by = administrator(duty.office)
    moved = declare_holiday(
        office=duty.office, on_day=day("05.06.2018"), name_sq="Zi", name_en="Mourning", by=by, on=ON
    )

    assert (moved, fresh(duty).due_on) == ([], NEW)


def test_a_duty_without_a_deadline_gets_one():
    duty = asked(term_days=None)

    put_off(duty)

    assert fresh(duty).due_on == NEW
    assert how_due_was_counted(fresh(duty)).explain("sq") == "afati u caktua më 11.06.2018: Mungon titullari"


def test_a_term_that_waits_for_receipt_gets_its_deadline_too():
    duty = asked(clock=Clock.RECEIPT)

    put_off(duty)

    assert (fresh(duty).due_on, fresh(duty).term_days) == (NEW, None)


@pytest.mark.parametrize("to", ["04.06.2018", "01.06.2018"])
def test_a_day_that_is_not_later_is_refused(to):
    duty = asked()

    with pytest.raises(DomainError) as refused:
        put_off(duty, to=day(to))

    assert refused.value.field == "new_due"
    assert fresh(duty).due_on == day("04.06.2018")


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_moves(reason):
    duty = asked()

    with pytest.raises(DomainError) as refused:
        put_off(duty, reason=reason)

    assert refused.value.field == "reason"
    assert not Extension.objects.exists()


def test_what_is_settled_is_not_put_off():
    duty = asked()
    Obligation.objects.filter(pk=duty.pk).update(state=ObligationState.ANSWERED, answered_on=ON)

    with pytest.raises(DomainError):
        put_off(duty)


def test_what_was_withdrawn_is_nobodys_to_put_off():
    duty = asked()
    withdraw(obligation=duty, reason="gabim", by=officer(duty.office), on=ON)

    with pytest.raises(NotAllowed):
        put_off(duty)


def test_only_an_officer_of_the_office_that_asked_may():
    duty = asked()
    strangers = [
        clerk(duty.office),
        administrator(duty.office),
        officer(OfficeFactory()),
        coordinator(duty.institution),
    ]

    for by in strangers:
        assert not can_extend(by, duty)
        with pytest.raises(NotAllowed):
            put_off(duty, by=by)

    assert can_extend(officer(duty.office), duty)


@pytest.mark.parametrize("wrong", [{"new_due_on": day("04.06.2018")}, {"reason": ""}])
def test_the_database_refuses_an_extension_that_is_none(wrong):
    row = {
        "old_due_on": day("04.06.2018"),
        "new_due_on": NEW,
        "reason": "x",
        "on": ON,
        "obligation": ObligationFactory(),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(**row | wrong)
