"""Which stage is due on which day: pure, over dates and holidays."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.domain.followup.enums import BY_MAIL, Stage
from sekretariat.domain.followup.rules import MISSED_DAYS, Delays, days_of, escalation_due, reminder_due
from sekretariat.ground.days.counting import is_working_day, working_days_between
from tests.domain.obligations.making import day

DUE = day("04.06.2018")  # a Monday
LONG_AGO = day("01.01.2018")
USUAL = Delays(before=3, on_day=True, after=1, escalate=5)
ONE = datetime.timedelta(days=1)

DATES = st.dates(datetime.date(2016, 1, 1), datetime.date(2032, 12, 31))
OFFSETS = st.frozensets(st.integers(-60, 60), max_size=12)
DELAYS = st.builds(
    Delays, before=st.integers(0, 12), on_day=st.booleans(), after=st.integers(0, 12), escalate=st.integers(0, 20)
)


def due_stage(
    on: str, *, due: datetime.date = DUE, delays: Delays = USUAL, since=LONG_AGO, holidays=()
) -> Stage | None:
    return reminder_due(due, delays, since=since, today=day(on), holidays=holidays)


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        ("29.05.2018", None),
        ("30.05.2018", Stage.BEFORE),  # T-3
        ("31.05.2018", Stage.BEFORE),  # a server that was stopped catches up
        ("01.06.2018", Stage.BEFORE),
        ("04.06.2018", Stage.ON_DAY),  # and says nothing of the one before
        ("05.06.2018", Stage.AFTER),
        ("12.06.2018", Stage.AFTER),  # five working days later still
        ("13.06.2018", None),
        ("01.01.2026", None),  # a demonstration of 2018 floods nobody
    ],
)
def test_each_stage_has_its_day(on, stage):
    assert due_stage(on) == stage


def test_what_speaks_of_a_deadline_to_come_is_not_sent_once_it_has_passed():
    assert due_stage("05.06.2018", delays=Delays(before=3, on_day=True, after=0, escalate=0)) is None
    assert due_stage("05.06.2018", delays=Delays(before=3, on_day=True, after=2, escalate=0)) is None


def test_who_was_asked_on_the_day_of_the_reminder_or_later_is_not_reminded_of_it():
    assert due_stage("30.05.2018", since=day("30.05.2018")) is None
    assert due_stage("30.05.2018", since=day("29.05.2018")) == Stage.BEFORE
    assert due_stage("04.06.2018", since=day("31.05.2018")) == Stage.ON_DAY


def test_a_quarter_is_reminded_on_the_last_day_worked_in_it_and_late_only_after_it_ends():
    quarter = day("30.09.2018")  # a Sunday

    said = {on: due_stage(on, due=quarter) for on in ("25.09.2018", "28.09.2018", "30.09.2018", "01.10.2018")}

    assert said == {
        "25.09.2018": Stage.BEFORE,
        "28.09.2018": Stage.ON_DAY,
        "30.09.2018": Stage.ON_DAY,
        "01.10.2018": Stage.AFTER,
    }


def test_with_all_delays_at_nought_nothing_is_ever_due():
    none = Delays(before=0, on_day=False, after=0, escalate=0)

    assert days_of(DUE, none, holidays=()) == {}
    assert not escalation_due(DUE, none, today=day("11.06.2018"), holidays=())


@pytest.mark.parametrize(
    ("on", "is_due"),
    [("08.06.2018", False), ("11.06.2018", True), ("18.06.2018", True), ("19.06.2018", False)],
)
def test_escalation_is_due_so_many_working_days_late_and_is_not_made_up_for_later(on, is_due):
    assert escalation_due(DUE, USUAL, today=day(on), holidays=()) == is_due


@given(DATES, DELAYS, OFFSETS)
def test_the_days_of_the_stages_are_worked_on_and_stand_in_their_order(due, delays, offsets):
    holidays = {due + offset * ONE for offset in offsets}

    days = days_of(due, delays, holidays=holidays)

    assert all(is_working_day(one, holidays=holidays) for one in days.values())
    in_order = [days[stage] for stage in BY_MAIL if stage in days]
    assert in_order == sorted(set(in_order))
    distances = {stage: working_days_between(due, one, holidays=holidays) for stage, one in days.items()}
    wanted = {Stage.BEFORE: -delays.before, Stage.AFTER: delays.after, Stage.ESCALATION: delays.escalate}
    assert all(distances[stage] == wanted.get(stage, 0) for stage in days)


@given(DATES, DELAYS, OFFSETS, st.integers(-40, 60))
def test_a_reminder_that_is_due_says_what_is_true_of_the_day(due, delays, offsets, later):
    holidays, today = {due + offset * ONE for offset in offsets}, due + later * ONE

    stage = reminder_due(due, delays, since=LONG_AGO, today=today, holidays=holidays)

    if stage is not None:
        come = days_of(due, delays, holidays=holidays)[stage]
        assert come <= today
        assert (today > due) == (stage == Stage.AFTER)
        assert working_days_between(come, today, holidays=holidays) <= MISSED_DAYS


@given(DATES, DELAYS, OFFSETS)
def test_a_server_that_never_stops_sends_every_stage_on_its_own_day(due, delays, offsets):
    holidays = {due + offset * ONE for offset in offsets}
    sent = {}
    for later in range(-90, 91):
        today = due + later * ONE
        stage = reminder_due(due, delays, since=datetime.date(2000, 1, 1), today=today, holidays=holidays)
        if stage and is_working_day(today, holidays=holidays):
            sent.setdefault(stage, today)

    days = days_of(due, delays, holidays=holidays)
    assert sent == {stage: one for stage, one in days.items() if stage in BY_MAIL}
