import datetime
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.words import (
    DatePoint,
    Hint,
    NotUnderstood,
    Precision,
    format_date,
    parse_date,
    period_end,
    weekday_name,
)

TODAY = date(2018, 7, 3)
DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR
# Years outside these are no dates of this work: 2470 is a letter.
YEARS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("21.05.2018", date(2018, 5, 21), DAY),
        ("6.5.2020", date(2020, 5, 6), DAY),
        ("21. 05. 2018", date(2018, 5, 21), DAY),
        ("21/05/2018", date(2018, 5, 21), DAY),
        ("06/05/2020", date(2020, 5, 6), DAY),
        ("21-05-2018", date(2018, 5, 21), DAY),
        ("2018-05-21", date(2018, 5, 21), DAY),
        ("21 maj 2018", date(2018, 5, 21), DAY),
        ("25 Qershor 2018", date(2018, 6, 25), DAY),
        ("1 NËNTOR 2018", date(2018, 11, 1), DAY),
        ("1 Nentor 2018.", date(2018, 11, 1), DAY),
        ("21 May 2018", date(2018, 5, 21), DAY),
        ("dt. 6.5.2020", date(2020, 5, 6), DAY),
        ("dt.6.5.2020", date(2020, 5, 6), DAY),
        ("datë 21.05.2018", date(2018, 5, 21), DAY),
        ("Data: 25 Qershor 2018", date(2018, 6, 25), DAY),
        ("më 21.5.2018", date(2018, 5, 21), DAY),
        ("brenda datës 03.07.2018", date(2018, 7, 3), DAY),
        ("29.02.2020", date(2020, 2, 29), DAY),
        ("qershor 2019", date(2019, 6, 30), MONTH),
        ("Shkurt 2020", date(2020, 2, 29), MONTH),
        ("shkurtit 2019", date(2019, 2, 28), MONTH),
        ("muaji qershor i vitit 2019", date(2019, 6, 30), MONTH),
        ("June 2019", date(2019, 6, 30), MONTH),
        ("T3 2019", date(2019, 9, 30), QUARTER),
        ("t3, 2019", date(2019, 9, 30), QUARTER),
        ("T4/2023", date(2023, 12, 31), QUARTER),
        ("T1-2023", date(2023, 3, 31), QUARTER),
        ("III-2023", date(2023, 9, 30), QUARTER),
        ("iv 2023", date(2023, 12, 31), QUARTER),
        ("TM II 2023", date(2023, 6, 30), QUARTER),
        ("tremujori i tretë 2019", date(2019, 9, 30), QUARTER),
        ("Tremujori i katërt i vitit 2019", date(2019, 12, 31), QUARTER),
        ("tremujori I 2019", date(2019, 3, 31), QUARTER),
        ("Q3 2019", date(2019, 9, 30), QUARTER),
        ("2023", date(2023, 12, 31), YEAR),
        ("viti 2023", date(2023, 12, 31), YEAR),
    ],
)
def test_parse_date(text, on, precision):
    assert parse_date(text, today=TODAY) == DatePoint(on, precision)


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("3 korrik", date(2018, 7, 3), DAY),
        ("2 korrik", date(2019, 7, 2), DAY),
        ("29 shkurt", date(2020, 2, 29), DAY),
        ("brenda muajit korrik", date(2018, 7, 31), MONTH),
        ("qershor", date(2019, 6, 30), MONTH),
        ("T3", date(2018, 9, 30), QUARTER),
        ("tremujori i dytë", date(2019, 6, 30), QUARTER),
    ],
)
def test_without_a_year_the_coming_one_is_meant(text, on, precision):
    assert parse_date(text, today=TODAY) == DatePoint(on, precision)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("21.05.18", Hint.SHORT_YEAR),
        ("dt. 6/5/20", Hint.SHORT_YEAR),
        ("31.02.2019", Hint.IMPOSSIBLE_DATE),
        ("29.02.2019", Hint.IMPOSSIBLE_DATE),
        ("21.13.2019", Hint.IMPOSSIBLE_DATE),
        ("0.5.2019", Hint.IMPOSSIBLE_DATE),
        ("2019-02-30", Hint.IMPOSSIBLE_DATE),
        ("31 prill", Hint.IMPOSSIBLE_DATE),
        ("", Hint.DATE),
        ("nesër", Hint.DATE),
        ("2470", Hint.DATE),
        ("2018-2020", Hint.DATE),
        ("21.05/2018", Hint.DATE),
        ("T5 2019", Hint.DATE),
        ("V-2023", Hint.DATE),
        ("21.05.2018 ose 22.05.2018", Hint.DATE),
    ],
)
def test_what_is_no_date_is_refused_with_its_text_and_a_hint(text, hint):
    with pytest.raises(NotUnderstood) as refused:
        parse_date(text, today=TODAY)

    assert (refused.value.text, refused.value.hint) == (text, hint)


@pytest.mark.parametrize(
    ("precision", "albanian", "english"),
    [
        (DAY, "06.05.2020", "06.05.2020"),
        (MONTH, "maj 2020", "May 2020"),
        (QUARTER, "T2 2020", "Q2 2020"),
        (YEAR, "2020", "2020"),
    ],
)
def test_format_date(precision, albanian, english):
    on = date(2020, 5, 6)

    assert format_date(on, precision, language="sq") == albanian
    assert format_date(on, precision, language="en") == english


@given(YEARS, st.sampled_from(Precision), st.sampled_from(["sq", "en"]), st.dates())
def test_a_formatted_date_is_read_back(on, precision, language, today):
    text = format_date(on, precision, language=language)

    assert parse_date(text, today=today) == DatePoint(period_end(on, precision), precision)


@given(st.dates(), st.sampled_from(Precision))
def test_a_period_ends_on_its_last_day(on, precision):
    end = period_end(on, precision)

    assert end >= on
    assert period_end(end, precision) == end
    if precision != DAY and end < date.max:
        assert (end + datetime.timedelta(days=1)).day == 1


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    with suppress(NotUnderstood):
        point = parse_date(text, today=TODAY)
        assert point.on == period_end(point.on, point.precision)


@pytest.mark.parametrize(("language", "name"), [("sq", "e diel"), ("en", "Sunday")])
def test_a_day_of_the_week_has_its_name(language, name):
    assert weekday_name(datetime.date(2018, 6, 10), language=language) == name
