from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.days import (
    Calendar,
    Count,
    calendar_days_after,
    is_late,
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)
from sekretariat.ground.words import Precision, period_end

STARTS = st.dates(date(1992, 1, 1), date(2099, 12, 31))
TERMS = st.integers(0, 120)
# As dense as no year has them, and near the start, so that most terms meet some.
OFFSETS = st.frozensets(st.integers(-30, 200), max_size=60)


def days_from(start: date, offsets: frozenset[int]) -> set[date]:
    return {start + timedelta(days=offset) for offset in offsets}


def test_ten_working_days_from_letter_2470_end_on_4_june():
    count = working_days_after(date(2018, 5, 21), 10, holidays={date(2018, 5, 1), date(2018, 6, 15)})

    assert count == Count(start=date(2018, 5, 21), days=10, calendar=Calendar.WORKING, due=date(2018, 6, 4))
    assert count.explain("sq") == "10 ditë pune nga 21.05.2018, 0 festa → 04.06.2018"
    assert count.explain("en") == "10 working days from 21.05.2018, 0 holidays → 04.06.2018"


def test_a_holiday_on_a_weekday_moves_the_due_day_and_is_named():
    holidays = {date(2018, 11, 28): "Dita e Flamurit", date(2018, 11, 29): "Dita e Çlirimit"}

    count = working_days_after(date(2018, 11, 27), 1, holidays=holidays)

    assert (count.due, count.skipped_holidays) == (date(2018, 11, 30), (date(2018, 11, 28), date(2018, 11, 29)))
    assert count.explain("sq") == "1 ditë pune nga 27.11.2018, 2 festa → 30.11.2018"


def test_a_holiday_on_a_weekend_is_not_among_the_skipped():
    count = working_days_after(date(2018, 12, 7), 1, holidays={date(2018, 12, 8), date(2018, 12, 10)})

    assert (count.due, count.skipped_holidays) == (date(2018, 12, 11), (date(2018, 12, 10),))
    assert count.explain("en") == "1 working day from 07.12.2018, 1 holiday → 11.12.2018"


@pytest.mark.parametrize("start", [date(2018, 5, 19), date(2018, 5, 20)])
def test_a_term_may_start_on_a_weekend(start):
    assert working_days_after(start, 1, holidays=()).due == date(2018, 5, 21)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2018, 12, 31), 1, date(2019, 1, 3)),
        (date(2019, 12, 31), 1, date(2020, 1, 6)),
        (date(2020, 2, 28), 1, date(2020, 3, 2)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2023, 2, 28), 1, date(2023, 3, 1)),
    ],
)
def test_working_days_run_over_new_year_and_leap_days(start, days, due):
    holidays = {date(2019, 1, 1), date(2019, 1, 2), date(2020, 1, 1), date(2020, 1, 2), date(2020, 1, 3)}

    assert working_days_after(start, days, holidays=holidays).due == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2018, 3, 23), 3, date(2018, 3, 28)),  # the clock goes forward on the 25th
        (date(2018, 10, 26), 3, date(2018, 10, 31)),  # and back on the 28th
    ],
)
def test_the_change_of_the_clock_moves_no_due_day(start, days, due):
    assert working_days_after(start, days, holidays=()).due == due


def test_a_calendar_term_ends_where_it_ends_even_on_a_holiday():
    count = calendar_days_after(date(2018, 11, 18), 10, holidays={date(2018, 11, 28)})

    assert (count.due, count.skipped_holidays) == (date(2018, 11, 28), ())
    assert count.explain("sq") == "10 ditë kalendarike nga 18.11.2018 → 28.11.2018"


def test_a_calendar_term_moves_to_the_next_working_day_where_that_is_the_rule():
    holidays = {date(2018, 11, 28), date(2018, 11, 29)}

    count = calendar_days_after(date(2018, 11, 18), 10, holidays=holidays, move_to_working=True)

    assert (count.due, count.skipped_holidays) == (date(2018, 11, 30), (date(2018, 11, 28), date(2018, 11, 29)))
    assert count.explain("sq") == "10 ditë kalendarike nga 18.11.2018, kalon te dita e parë e punës → 30.11.2018"
    assert count.explain("en") == "10 calendar days from 18.11.2018, moved to the next working day → 30.11.2018"


@pytest.mark.parametrize("after", [working_days_after, calendar_days_after])
def test_a_term_of_no_days_ends_where_it_starts_and_a_negative_one_is_a_fault(after):
    assert after(date(2018, 5, 19), 0, holidays=()).due == date(2018, 5, 19)
    with pytest.raises(ValueError, match="negative"):
        after(date(2018, 5, 19), -1, holidays=())


def test_lateness_is_counted_in_working_days_and_signed():
    due, answered = date(2018, 6, 4), date(2018, 6, 13)

    assert working_days_between(due, answered, holidays=()) == 7
    assert working_days_between(answered, due, holidays=()) == -7
    assert working_days_between(due, due, holidays=()) == 0
    assert working_days_between(due, answered, holidays={date(2018, 6, 13)}) == 6


@pytest.mark.parametrize(
    ("due", "precision", "last"),
    [
        (date(2018, 6, 4), Precision.DAY, date(2018, 6, 4)),
        (date(2019, 6, 1), Precision.MONTH, date(2019, 6, 30)),
        (date(2019, 7, 1), Precision.QUARTER, date(2019, 9, 30)),
        (date(2019, 7, 1), Precision.YEAR, date(2019, 12, 31)),
    ],
)
def test_a_deadline_is_late_only_after_its_period_ends(due, precision, last):
    assert not is_late(due, precision, today=last)
    assert is_late(due, precision, today=last + timedelta(days=1))


@given(STARTS, TERMS, OFFSETS)
def test_a_term_ends_on_a_working_day(start, days, offsets):
    holidays = days_from(start, offsets)

    assert is_working_day(working_days_after(start, days + 1, holidays=holidays).due, holidays=holidays)
    moved = calendar_days_after(start, days, holidays=holidays, move_to_working=True)
    assert is_working_day(moved.due, holidays=holidays)


@given(STARTS, TERMS, OFFSETS)
def test_a_longer_term_ends_later(start, days, offsets):
    holidays = days_from(start, offsets)

    shorter, longer = (working_days_after(start, n, holidays=holidays) for n in (days, days + 1))

    assert shorter.due < longer.due
    assert set(shorter.skipped_holidays) <= set(longer.skipped_holidays)


@given(STARTS, TERMS, OFFSETS, st.integers(-30, 200))
def test_one_more_holiday_never_ends_a_term_earlier(start, days, offsets, added):
    holidays = days_from(start, offsets)
    more = holidays | {start + timedelta(days=added)}

    for after in (working_days_after, calendar_days_after):
        assert after(start, days, holidays=more).due >= after(start, days, holidays=holidays).due


@given(STARTS, TERMS, OFFSETS)
def test_the_distance_to_the_due_day_is_the_term(start, days, offsets):
    holidays = days_from(start, offsets)
    due = working_days_after(start, days, holidays=holidays).due

    assert working_days_between(start, due, holidays=holidays) == days
    assert working_days_between(due, start, holidays=holidays) == -days


@given(STARTS, TERMS, OFFSETS)
def test_the_skipped_holidays_are_those_on_weekdays_inside_the_term(start, days, offsets):
    holidays = days_from(start, offsets)

    count = working_days_after(start, days, holidays=holidays)

    inside = sorted(day for day in holidays if start < day < count.due and day.weekday() < 5)
    assert list(count.skipped_holidays) == inside


@given(STARTS, TERMS)
def test_without_holidays_five_working_days_are_a_week(start, weeks):
    days = (working_days_after(start, 5 * weeks, holidays=()).due - start).days

    assert days <= 7 * weeks <= days + 2
    if start.weekday() < 5:
        assert days == 7 * weeks


@given(st.dates(), st.sampled_from(Precision), st.dates())
def test_what_is_late_in_a_short_period_is_no_later_in_a_long_one(due, precision, today):
    assert is_late(due, precision, today=today) == (today > period_end(due, precision))
    assert not is_late(due, precision, today=due)


@given(STARTS, TERMS, OFFSETS)
def test_the_distance_is_that_of_walking_day_by_day(start, days, offsets):
    holidays = days_from(start, offsets)
    walked = sum(is_working_day(start + timedelta(days=n + 1), holidays=holidays) for n in range(days))

    assert working_days_between(start, start + timedelta(days=days), holidays=holidays) == walked


@given(STARTS, TERMS, st.frozensets(st.integers(0, 200), max_size=12))
def test_so_many_working_days_before_an_end_lie_that_many_before_it_and_are_worked_on(end, days, offsets):
    holidays = days_from(end - timedelta(days=200), offsets)

    day = working_days_before(end, days, holidays=holidays)

    assert is_working_day(day, holidays=holidays)
    assert working_days_between(day, end, holidays=holidays) == days


def test_before_a_sunday_one_counts_from_the_last_day_worked():
    sunday = date(2018, 9, 30)

    found = [working_days_before(sunday, days, holidays={date(2018, 9, 27)}) for days in (0, 1, 3)]

    assert found == [date(2018, 9, 28), date(2018, 9, 26), date(2018, 9, 24)]
