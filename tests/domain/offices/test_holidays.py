"""A holiday declared or cancelled moves the deadlines that run over it, and leaves the settled ones alone."""

import datetime

import pytest

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.obligations.services import Moved, cancel_holiday, declare_holiday
from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.errors import DomainError, NotAllowed
from tests.factories import ObligationFactory, OfficeFactory, administrator, officer

ON = datetime.date(2018, 5, 23)
MONDAY = datetime.date(2018, 5, 28)  # within the ten working days from 21.05.2018
DUE = datetime.date(2018, 6, 4)
ONE_LATER = datetime.date(2018, 6, 5)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


def declare(office, day=MONDAY, **values) -> list[Moved]:
    given = {"name_sq": "Ditë zie", "name_en": "Day of mourning", "by": administrator(office)} | values
    return declare_holiday(office=office, on_day=day, on=ON, **given)


def test_a_term_that_runs_over_the_day_ends_a_day_later(office):
    obligation = ObligationFactory(office=office, due_on=DUE)

    moved = declare(office)

    obligation.refresh_from_db()
    assert (moved, obligation.due_on) == ([Moved(obligation=obligation, before=DUE)], ONE_LATER)
    heads = Event.objects.filter(what__in=["holiday.declared", "obligation.recounted"]).order_by("position")
    assert [(event.what, event.position) for event in heads] == [("holiday.declared", 0), ("obligation.recounted", 1)]
    assert heads[1].data == {"before": "2018-06-04", "due": "2018-06-05"}


def test_cancelling_it_brings_the_deadline_back(office):
    obligation = ObligationFactory(office=office, due_on=DUE)
    declare(office)

    moved = cancel_holiday(office=office, holiday=Holiday.objects.get(on=MONDAY), by=administrator(office), on=ON)

    obligation.refresh_from_db()
    assert (moved, obligation.due_on) == ([Moved(obligation=obligation, before=ONE_LATER)], DUE)


@pytest.mark.parametrize(
    "other",
    [
        {"state": ObligationState.ANSWERED, "answered_on": ON},
        {"state": ObligationState.WITHDRAWN, "decision_reason": "S'kërkohet më", "decided_on": ON},
        {"term_calendar": Calendar.CALENDAR},
        {"term_days": None},
        {"clock_starts_on": None, "due_on": None},
        {"clock_starts_on": MONDAY},
        {"due_on": datetime.date(2018, 5, 25)},
    ],
    ids=str,
)
def test_a_term_it_does_not_touch_stays(office, other):
    obligation = ObligationFactory(**{"office": office, "due_on": DUE} | other)
    before = obligation.due_on

    moved = declare(office)

    obligation.refresh_from_db()
    assert (moved, obligation.due_on) == ([], before)


def test_a_holiday_on_a_saturday_moves_nothing(office):
    ObligationFactory(office=office, due_on=DUE)

    assert declare(office, day=datetime.date(2018, 5, 26)) == []


def test_a_day_that_is_a_holiday_already_is_refused(office):
    declare(office)

    with pytest.raises(DomainError) as refused:
        declare(office)

    assert refused.value.field == "on_day"


def test_a_day_is_cancelled_once(office):
    declare(office)
    holiday = Holiday.objects.get(on=MONDAY)
    cancel_holiday(office=office, holiday=holiday, by=administrator(office), on=ON)

    with pytest.raises(DomainError):
        cancel_holiday(office=office, holiday=holiday, by=administrator(office), on=ON)


def test_only_the_administrator_changes_the_holidays(office):
    holiday = Holiday.objects.create(on=MONDAY, name_sq="Festë", name_en="Holiday", source="office")

    with pytest.raises(NotAllowed):
        declare(office, by=officer(office))
    with pytest.raises(NotAllowed):
        cancel_holiday(office=office, holiday=holiday, by=officer(office), on=ON)

    assert not Event.objects.exists()
