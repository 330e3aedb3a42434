"""The template environment: filters, strictness, components with declared arguments."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from sekretariat.web.jinja import amount, both, day, euro, figure, moment, money, number, size

DAY = datetime.date(2018, 5, 21)


def render(source: str, **context) -> str:
    return engines["jinja2"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("precision", "language", "written"),
    [
        ("day", "sq", "21.05.2018"),
        ("day", "en", "21.05.2018"),
        ("month", "sq", "maj\u00a02018"),
        ("quarter", "sq", "T2\u00a02018"),
        ("quarter", "en", "Q2\u00a02018"),
        ("year", "en", "2018"),
    ],
)
def test_a_day_is_written_as_exactly_as_it_is_known(precision, language, written):
    with translation.override(language):
        assert day(DAY, precision) == written


def test_what_is_not_there_is_written_as_nothing():
    assert (day(None), moment(None), number(None)) == ("", "", "")


def test_a_moment_is_told_in_the_time_of_tirana():
    assert moment(datetime.datetime(2018, 7, 1, 22, 30, tzinfo=datetime.UTC)) == "02.07.2018\u00a000:30"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0, 0, "0"), (1250000, 0, "1.250.000"), (Decimal("1250.5"), 2, "1.250,50"), (-1250, 0, "-1.250")],
)
def test_numbers_are_grouped_by_points_and_divided_by_a_comma(value, decimals, written):
    assert number(value, decimals) == written


@pytest.mark.parametrize(
    ("language", "with_currency", "without"),
    [("sq", "1.250.000\u00a0lekë", "1.250.000"), ("en", "1\u00a0250\u00a0000\u00a0ALL", "1\u00a0250\u00a0000")],
)
def test_money_is_never_broken_over_two_lines(language, with_currency, without):
    with translation.override(language):
        assert (money(Decimal(1_250_000)), amount(Decimal(1_250_000))) == (with_currency, without)
        assert (money(None), amount(None)) == ("", "")


def test_a_sum_in_lek_is_told_in_whole_euro():
    with translation.override("sq"):
        assert euro(Decimal(1_250_000), Decimal("123.42")) == "10.128\u00a0euro"


@pytest.mark.parametrize(("value", "written"), [("80.0000", "80"), ("82.5000", "82,5"), ("1200", "1.200"), ("0", "0")])
def test_a_value_of_an_indicator_has_no_idle_decimals(value, written):
    assert figure(Decimal(value)) == written


@given(st.integers())
def test_a_number_reads_back(value):
    assert int(number(value).replace(".", "")) == value


@pytest.mark.parametrize(
    ("bytes_", "written"), [(0, "1\u00a0kB"), (340_400, "340\u00a0kB"), (2_400_000, "2,4\u00a0MB")]
)
def test_the_size_of_a_file_has_a_unit(bytes_, written):
    assert size(bytes_) == written


def test_both_gives_the_readers_language():
    row = SimpleNamespace(name_sq="Bashkia", name_en="Municipality")

    with translation.override("en"):
        assert both(row, "name") == "Municipality"
    with translation.override("sq"):
        assert both(row, "name") == "Bashkia"


def test_both_falls_back_to_the_other_language_and_marks_it():
    row = SimpleNamespace(name_sq="Bashkia & <c>", name_en="")

    with translation.override("en"):
        shown = both(row, "name")

    assert shown.startswith('<span class="other-language" lang="sq">Bashkia &amp; &lt;c&gt;<small')


def test_both_of_an_empty_pair_is_empty():
    assert both(SimpleNamespace(name_sq="", name_en=""), "name") == ""


def test_an_unknown_name_is_an_error():
    with pytest.raises(UndefinedError):
        render("{{ nobody_gave_this }}")


def test_text_is_escaped():
    assert render("{{ text }}", text="<b>&") == "&lt;b&gt;&amp;"


def test_a_component_refuses_an_argument_it_does_not_declare():
    with pytest.raises(TypeError, match="colour"):
        render('{% from "components/states.html" import state %}{{ state("late", "late", colour="pink") }}')


def test_a_state_refuses_a_tone_it_does_not_know():
    with pytest.raises(UndefinedError):
        render('{% from "components/states.html" import state %}{{ state("late", "pink") }}')


def test_a_column_refuses_a_kind_it_does_not_know():
    with pytest.raises(ValueError, match="pink"):
        render('{{ column("Duty", "pink") }}')
