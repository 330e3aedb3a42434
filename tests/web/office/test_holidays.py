"""The holidays: declared and cancelled by the administrator, with the deadlines that move."""

import datetime

import pytest
from django.utils import timezone

from sekretariat.ground.audit.models import Event
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.days.services import fill_holidays
from tests.factories import ObligationFactory

URL = "/office/holidays/"
TYPED = {"on_day": "28.05.2018", "name_sq": "Ditë zie", "name_en": "Day of mourning"}
DAY = datetime.date(2018, 5, 28)


def test_a_declared_day_stands_in_its_year_and_moves_what_runs_over_it(office, administrator):
    duty = ObligationFactory(office=office)

    page = administrator.post(URL, TYPED, follow=True)

    duty.refresh_from_db()
    assert duty.due_on == datetime.date(2018, 6, 5)
    assert page.request["QUERY_STRING"] == "year=2018"
    assert "Ditë zie" in page.content.decode()
    assert Event.objects.filter(what="holiday.declared").count() == 1


def test_a_cancelled_day_is_shown_as_such_and_can_come_back(administrator):
    fill_holidays(years=[2018])
    holiday = Holiday.objects.get(on=datetime.date(2018, 11, 28))

    administrator.post(URL, {"cancel": holiday.pk})

    holiday.refresh_from_db()
    assert holiday.is_cancelled
    assert "28.11.2018" in administrator.get(URL, {"year": 2018}).content.decode()

    administrator.post(URL, {"on_day": "28.11.2018", "name_sq": holiday.name_sq, "name_en": holiday.name_en})

    holiday.refresh_from_db()
    assert not holiday.is_cancelled


def test_a_day_that_is_a_holiday_already_is_told_at_its_field(administrator):
    administrator.post(URL, TYPED)

    page = administrator.post(URL, TYPED | {"name_sq": "Tjetër"}).content.decode()

    assert 'id="id_on_day_error"' in page
    assert 'value="Tjetër"' in page


@pytest.mark.parametrize("wrong", [{"on_day": "31.02.2018"}, {"on_day": ""}, {"name_sq": ""}, {"name_en": "x" * 201}])
def test_what_is_missing_or_wrong_is_told(administrator, wrong):
    assert administrator.post(URL, TYPED | wrong).status_code == 200
    assert not Holiday.objects.exists()


@pytest.mark.parametrize("key", ["x", "", "0", "9" * 40, "²"])
def test_no_other_row_is_cancelled(administrator, key):
    assert administrator.post(URL, {"cancel": key}).status_code == 404


def test_cancelling_twice_is_told(administrator):
    administrator.post(URL, TYPED)
    key = Holiday.objects.get().pk
    administrator.post(URL, {"cancel": key})

    page = administrator.post(URL, {"cancel": key}, follow=True)

    assert 'class="message warning"' in page.content.decode()


@pytest.mark.parametrize("year", ["", "x", "0", "99999", "-1", "1"])
def test_any_year_gets_a_page(officer, year):
    page = officer.get(URL, {"year": year})

    assert page.status_code == 200
    assert f" {timezone.localdate().year}</h1>" in page.content.decode()


def test_queries_do_not_grow_with_the_holidays(officer, django_assert_num_queries):
    Holiday.objects.create(on=DAY, name_sq="A", name_en="A", source="office")
    officer.get(URL)
    with django_assert_num_queries(7):
        officer.get(URL, {"year": 2018})
    fill_holidays(years=[2018])

    with django_assert_num_queries(7):
        officer.get(URL, {"year": 2018})
