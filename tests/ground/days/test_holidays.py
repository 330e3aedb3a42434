from datetime import date

import pytest
from django.db import IntegrityError

from sekretariat.ground.days import Calendar, HolidaySource
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.days.queries import count_from, holidays_between
from sekretariat.ground.days.services import cancel_holiday, declare_holiday, fill_holidays
from sekretariat.ground.errors import DomainError

pytestmark = pytest.mark.django_db


def rows():
    return list(Holiday.objects.order_by("on").values_list("on", "name_sq", "source", "is_cancelled"))


def test_a_year_is_filled_in_both_languages_with_the_mondays_in_lieu():
    filled = fill_holidays(years=[2018])

    names = {holiday.on: (holiday.name_sq, holiday.name_en) for holiday in Holiday.objects.all()}
    assert names[date(2018, 11, 29)] == ("Dita e Çlirimit", "Liberation Day")
    assert names[date(2018, 4, 9)][1] == "Orthodox Easter Sunday (observed)"
    assert date(2018, 12, 10) in names
    assert {holiday.on for holiday in filled} == set(names)
    assert {holiday.source for holiday in filled} == {HolidaySource.PACKAGE}


def test_filling_again_adds_only_what_is_missing():
    fill_holidays(years=[2018])
    before = rows()

    assert fill_holidays(years=[2018]) == []
    assert {holiday.on.year for holiday in fill_holidays(years=range(2018, 2020))} == {2019}
    assert rows()[: len(before)] == before


def test_what_the_office_wrote_outlives_filling():
    declared = declare_holiday(on_day=date(2018, 11, 28), name_sq="Dita e Flamurit", name_en="Flag Day")
    fill_holidays(years=[2018])
    cancelled = cancel_holiday(holiday=Holiday.objects.get(on=date(2018, 11, 29)))

    fill_holidays(years=[2018])

    declared.refresh_from_db()
    assert (declared.name_sq, declared.source) == ("Dita e Flamurit", HolidaySource.OFFICE)
    assert Holiday.objects.get(on=cancelled.on).is_cancelled


def test_a_declared_holiday_is_the_offices():
    holiday = declare_holiday(on_day=date(2018, 6, 1), name_sq="Ditë pushimi", name_en="Day off")

    assert rows() == [(date(2018, 6, 1), "Ditë pushimi", "office", False)]
    assert str(holiday) == "2018-06-01 Ditë pushimi"


def test_a_holiday_is_not_declared_twice():
    fill_holidays(years=[2018])

    with pytest.raises(DomainError, match=r"28\.11\.2018") as refused:
        declare_holiday(on_day=date(2018, 11, 28), name_sq="Tjetër", name_en="Other")

    assert refused.value.field == "on_day"
    assert Holiday.objects.get(on=date(2018, 11, 28)).source == HolidaySource.PACKAGE


def test_a_cancelled_holiday_comes_back_when_it_is_declared_anew():
    fill_holidays(years=[2018])
    holiday = cancel_holiday(holiday=Holiday.objects.get(on=date(2018, 11, 28)))

    again = declare_holiday(on_day=date(2018, 11, 28), name_sq="Dita e Flamurit", name_en="Flag Day")

    assert again.pk == holiday.pk
    again.refresh_from_db()
    assert (again.is_cancelled, again.source, again.name_en) == (False, HolidaySource.OFFICE, "Flag Day")


def test_a_cancelled_holiday_is_not_cancelled_again():
    holiday = cancel_holiday(
        holiday=declare_holiday(on_day=date(2018, 6, 1), name_sq="Ditë pushimi", name_en="Day off")
    )

    with pytest.raises(DomainError):
        cancel_holiday(holiday=holiday)

    assert rows() == [(date(2018, 6, 1), "Ditë pushimi", "office", True)]


def test_two_rows_for_one_day_are_refused_by_the_database():
    Holiday.objects.create(on=date(2018, 6, 1), name_sq="Një", name_en="One", source=HolidaySource.OFFICE)

    with pytest.raises(IntegrityError):
        Holiday.objects.create(on=date(2018, 6, 1), name_sq="Dy", name_en="Two", source=HolidaySource.OFFICE)


def test_holidays_between_has_both_ends_and_no_cancelled_day(django_assert_num_queries):
    fill_holidays(years=[2018])
    cancel_holiday(holiday=Holiday.objects.get(on=date(2018, 12, 8)))

    with django_assert_num_queries(1):
        found = holidays_between(date(2018, 11, 29), date(2018, 12, 25))

    assert found == {
        date(2018, 11, 29): "Dita e Çlirimit",
        date(2018, 12, 10): "Dita Kombëtare e Rinisë (ditë pushimi e shtyrë)",
        date(2018, 12, 25): "Krishtlindjet",
    }


def test_letter_2470_is_due_on_4_june_by_the_table(django_assert_num_queries):
    fill_holidays(years=[2018])

    with django_assert_num_queries(1):
        count = count_from(date(2018, 5, 21), 10)

    assert count.explain("sq") == "10 ditë pune nga 21.05.2018, 0 festa → 04.06.2018"


def test_a_newly_declared_holiday_moves_a_count_and_a_cancelled_one_does_not():
    declared = declare_holiday(on_day=date(2018, 5, 25), name_sq="Ditë pushimi", name_en="Day off")

    moved = count_from(date(2018, 5, 21), 10)
    cancel_holiday(holiday=declared)
    back = count_from(date(2018, 5, 21), 10)

    assert (moved.due, moved.skipped_holidays) == (date(2018, 6, 5), (date(2018, 5, 25),))
    assert (back.due, back.skipped_holidays) == (date(2018, 6, 4), ())


def test_a_long_term_meets_the_holidays_of_every_year_it_crosses():
    fill_holidays(years=[2018, 2019])

    count = count_from(date(2018, 12, 20), 200)

    assert {day.year for day in count.skipped_holidays} == {2018, 2019}


def test_a_calendar_term_counts_over_the_table_only_where_it_moves(django_assert_num_queries):
    fill_holidays(years=[2018])

    with django_assert_num_queries(2):
        stays = count_from(date(2018, 11, 18), 10, Calendar.CALENDAR)
        moves = count_from(date(2018, 11, 18), 10, Calendar.CALENDAR, move_to_working=True)

    assert (stays.due, moves.due) == (date(2018, 11, 28), date(2018, 11, 30))
