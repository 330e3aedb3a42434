"""The Jinja2 environment of our pages: strict about unknown names, escaping, bilingual."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from sekretariat.domain.acts.rules import eli_of
from sekretariat.domain.plans.queries import in_euro
from sekretariat.ground.words import Precision, format_amount, format_date, weekday_name

from .tables import Address, Column, plain_rows

LANGUAGE_MARK = re.compile(r"<small title=.*?</small>", re.DOTALL)
NO_BREAK_SPACE = "\u00a0"
LANGUAGE_NAMES = {"sq": "shqip", "en": "English"}


def environment(**options: Any) -> Environment:
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(extensions=["jinja2.ext.i18n"], **options)  # noqa: S701 - Django passes autoescape=True
    env.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    env.globals |= {
        "url": url,
        "static": static,
        "language": get_language,
        "now": timezone.localtime,
        "column": Column,
        "address": Address.of,
        "plain_rows": plain_rows,
    }
    env.filters |= {"day": day, "moment": moment, "both": both, "number": number, "plain": plain, "size": size}
    env.filters |= {
        "eli": eli_of,
        "weekday": weekday,
        "tel": tel,
        "money": money,
        "amount": amount,
        "euro": euro,
        "figure": figure,
    }
    return env


@lru_cache(maxsize=20_000)  # a list asks for the address of every row
def url(route: str, *args: object, **kwargs: object) -> str:
    return reverse(route, args=args, kwargs=kwargs)


def day(value: datetime.date | None, precision: str = "day") -> str:
    """21.05.2018, or the month, quarter or year in the reader's language; never broken over two lines."""
    return "" if value is None else day_in(get_language(), value, precision)


@lru_cache(maxsize=10_000)  # a table of many rows names few days
def day_in(language: str, value: datetime.date | None, precision: str = "day") -> str:
    """The same where the language is known: to ask for it takes longer than all the rest."""
    if value is None:
        return ""
    return format_date(value, Precision(precision), language=language).replace(" ", NO_BREAK_SPACE)


def weekday(value: datetime.date) -> str:
    """Monday, e hënë."""
    return weekday_name(value, language=get_language())


def tel(phone: str) -> str:
    """The number a telephone dials, of several the first: "04 222 3344 / 069 …" → "042223344"."""
    first = re.split(r"[/,;]", phone)[0]
    return ("+" if first.strip().startswith("+") else "") + re.sub(r"\D", "", first)


def moment(value: datetime.datetime | None) -> str:
    """21.05.2018 14:03, in the time of Tirana."""
    return "" if value is None else timezone.localtime(value).strftime(f"%d.%m.%Y{NO_BREAK_SPACE}%H:%M")


def both(row: object, name: str) -> str | Markup:
    """The reader's language of a pair `<name>_sq`/`<name>_en`; the other one, marked as such, where it is missing."""
    here = get_language()
    if text := getattr(row, f"{name}_{here}"):
        return text
    other = "en" if here == "sq" else "sq"
    if not (text := getattr(row, f"{name}_{other}")):
        return ""
    return Markup('<span class="other-language" lang="{}">{}<small title="{}">{}</small></span>').format(
        other, text, gettext("There is no text in your language yet"), LANGUAGE_NAMES[other]
    )


def plain(html: str) -> str:
    """The words alone, without the marks of language: for the title of the window."""
    return Markup(LANGUAGE_MARK.sub("", html)).striptags()  # noqa: S704  tags are taken off, not let through


def number(value: int | Decimal | None, decimals: int = 0) -> str:
    """1.250.000 and 1.250,50, in both languages as the office writes them."""
    if value is None:
        return ""
    return f"{Decimal(value):,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def money(value: Decimal | None, currency: str = "ALL") -> str:
    """1.250.000 lekë, in English 1 250 000 ALL; never broken over two lines."""
    if value is None:
        return ""
    return format_amount(value, currency, language=get_language()).replace(" ", NO_BREAK_SPACE)


def amount(value: Decimal | None) -> str:
    """The same without its currency, for columns that name it."""
    return money(value).rpartition(NO_BREAK_SPACE)[0]


def euro(lek: Decimal, rate: Decimal) -> str:
    """What a sum in lekë is in euro, to the euro."""
    return money(in_euro(lek, rate).quantize(Decimal(1), ROUND_HALF_UP), "EUR")


def figure(value: Decimal) -> str:
    """A value of an indicator, with as many decimals as it has: 80, 12,5."""
    value = value.normalize()
    return number(value, max(0, -int(value.as_tuple().exponent)))


def size(value: int) -> str:
    """The size of a file: 340 kB, 2,4 MB."""
    if value < 1_000_000:
        return f"{max(1, round(value / 1000))}{NO_BREAK_SPACE}kB"
    return f"{number(Decimal(value) / 1_000_000, 1)}{NO_BREAK_SPACE}MB"
