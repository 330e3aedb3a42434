"""Amounts of money as people write them: by the Albanian rule a dot groups thousands and a comma begins decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

from .enums import Hint
from .errors import NotUnderstood
from .folding import fold

# 1.250.000,50 and 1 250 000,50 and 1250000,50. A dot is a decimal point only where it can be nothing else: 1.5 mld.
_AMOUNT = re.compile(
    r"""(?P<before>[a-z€]+)? \s* (?P<sign>-)?
        (?P<whole> [1-9][0-9]{0,2} (?:\.[0-9]{3}){1,4} (?!\.) | [1-9][0-9]{0,2} (?:[ ][0-9]{3}){1,4} | [0-9]{1,15} )
        (?: ,(?P<decimals>[0-9]{1,9}) | \.(?P<cents>[0-9]{1,2}) )? \s*
        (?: (?P<unit>mije|mln|milione?|mld|miliarde?) \b )? \.? \s*
        (?P<after>[a-z€]+)? \.?""",
    re.VERBOSE,
)
_ZEROS = {"mije": 3, "mln": 6, "milion": 6, "milione": 6, "mld": 9, "miliard": 9, "miliarde": 9}
_VAGUE = re.compile(r"(?:rreth|afersisht|afro|mbi|nen|deri|ca|about|around|over|under)\b|[~<>]")
_CURRENCIES = {"lek": "ALL", "leke": "ALL", "all": "ALL", "euro": "EUR", "eur": "EUR", "€": "EUR", "usd": "USD"}
_SEPARATORS = {"sq": str.maketrans(",.", ".,"), "en": str.maketrans(",", "\u00a0")}
_NAMES: dict[str, dict[str, str]] = {"sq": {"ALL": "lekë", "EUR": "euro"}, "en": {}}
_CENT = Decimal("0.01")


def parse_amount(text: str, *, currency: str = "ALL") -> Decimal:
    """Read "1.250.000 lekë", "1 250 000", "1,2 mln", "500 mijë", "1.250,50": always with two decimals.

    A currency named in the text must be the given one. "1,250" is refused: it has three decimals, and whoever wrote
    it meant thousands.
    """
    folded = fold(text)
    said = _AMOUNT.fullmatch(folded)
    if not said:
        raise NotUnderstood(text, _hint(folded))
    for word in filter(None, (said["before"], said["after"])):
        if _CURRENCIES.get(word, word.upper()) != currency:
            raise NotUnderstood(text, Hint.OTHER_CURRENCY if word in _CURRENCIES else _hint(folded))
    whole, decimals = re.sub(r"\D", "", said["whole"]), said["decimals"] or said["cents"] or ""
    zeros = _ZEROS.get(said["unit"], 0)
    if len(decimals) > zeros + 2:
        raise NotUnderstood(text, Hint.DECIMALS)
    return Decimal(f"{said['sign'] or ''}{whole}.{decimals}").scaleb(zeros).quantize(_CENT)


def _hint(folded: str) -> Hint:
    if _VAGUE.match(folded):
        return Hint.VAGUE_AMOUNT
    return Hint.OLD_LEK if "te vjetra" in folded else Hint.AMOUNT


def format_amount(amount: Decimal, currency: str = "ALL", *, language: str) -> str:
    """In Albanian "1.250.000,50 lekë"; in English "1 250 000.50 ALL", since 1,250 would be misread here.

    Decimals are shown only where there are any. `parse_amount` reads both.
    """
    amount = amount.quantize(_CENT, ROUND_HALF_UP) + 0  # no "-0"
    places = 0 if amount == amount.to_integral_value() else 2
    number = f"{amount:,.{places}f}".translate(_SEPARATORS[language])
    return f"{number} {_NAMES[language].get(currency, currency)}"
