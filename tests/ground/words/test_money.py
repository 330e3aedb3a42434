from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.words import Hint, NotUnderstood, format_amount, parse_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("12", "12"),
        ("1250", "1250"),
        ("1.250", "1250"),
        ("1.200.000 lekë", "1200000"),
        ("1.200.000,00 Lekë.", "1200000"),
        ("1 200 000", "1200000"),
        ("1\u00a0200\u202f000 leke", "1200000"),
        ("1.250,50", "1250.50"),
        ("1250,5", "1250.5"),
        ("1250.50", "1250.50"),
        ("1 250.50", "1250.50"),
        ("1,2 mln", "1200000"),
        ("1.2 mln.", "1200000"),
        ("1,2 milion lekë", "1200000"),
        ("3 milionë", "3000000"),
        ("1,2345 mln", "1234500"),
        ("500 mijë", "500000"),
        ("500mijë lekë", "500000"),
        ("1.5 mld", "1500000000"),
        ("2 miliardë lekë", "2000000000"),
        ("1.250 mln", "1250000000"),
        ("ALL 500", "500"),
        ("-1.250", "-1250"),
    ],
)
def test_parse_amount(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("rreth 1 mln", Hint.VAGUE_AMOUNT),
        ("afërsisht 500.000 lekë", Hint.VAGUE_AMOUNT),
        ("mbi 5 mln", Hint.VAGUE_AMOUNT),
        ("~500", Hint.VAGUE_AMOUNT),
        ("1,250", Hint.DECIMALS),
        ("0,005 lekë", Hint.DECIMALS),
        ("1,234567 mijë", Hint.DECIMALS),
        ("5 mijë lekë të vjetra", Hint.OLD_LEK),
        ("100 euro", Hint.OTHER_CURRENCY),
        ("€ 5", Hint.OTHER_CURRENCY),
        ("100 copë", Hint.AMOUNT),
        ("", Hint.AMOUNT),
        ("lekë", Hint.AMOUNT),
        ("0.250", Hint.AMOUNT),
        ("1200.000", Hint.AMOUNT),
        ("1.250.50", Hint.AMOUNT),
        ("1,250,000", Hint.AMOUNT),
        ("1.250 000", Hint.AMOUNT),
        ("1.000-2.000", Hint.AMOUNT),
        ("1 milion e 200 mijë", Hint.AMOUNT),
    ],
)
def test_what_is_no_exact_amount_is_refused_with_its_text_and_a_hint(text, hint):
    with pytest.raises(NotUnderstood) as refused:
        parse_amount(text)

    assert (refused.value.text, refused.value.hint) == (text, hint)


def test_an_amount_in_another_currency_is_read_where_that_is_asked_for():
    assert parse_amount("1,5 mln euro", currency="EUR") == Decimal(1_500_000)
    assert parse_amount("100 CHF", currency="CHF") == Decimal(100)
    with pytest.raises(NotUnderstood):
        parse_amount("100 lekë", currency="EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "text"),
    [
        ("1250000", "ALL", "sq", "1.250.000 lekë"),
        ("1250000", "ALL", "en", "1\u00a0250\u00a0000 ALL"),
        ("1250.5", "EUR", "sq", "1.250,50 euro"),
        ("1250.5", "EUR", "en", "1\u00a0250.50 EUR"),
        ("12", "USD", "sq", "12 USD"),
        ("0.005", "ALL", "sq", "0,01 lekë"),
        ("-0.001", "ALL", "sq", "0 lekë"),
        ("-1250", "ALL", "sq", "-1.250 lekë"),
        ("1E+6", "ALL", "sq", "1.000.000 lekë"),
    ],
)
def test_format_amount(amount, currency, language, text):
    assert format_amount(Decimal(amount), currency, language=language) == text


AMOUNTS = st.decimals(-(10**15) + 1, 10**15 - 1, places=2)


@given(AMOUNTS, st.sampled_from(["ALL", "EUR", "USD"]), st.sampled_from(["sq", "en"]))
def test_a_formatted_amount_is_read_back(amount, currency, language):
    assert parse_amount(format_amount(amount, currency, language=language), currency=currency) == amount


@given(st.text("0123456789., -mijelnkëE€", max_size=25) | st.text(max_size=25))
def test_any_text_is_read_with_two_decimals_or_refused(text):
    with suppress(NotUnderstood):
        assert parse_amount(text).as_tuple().exponent == -2
