"""The order of the Albanian alphabet as a plain column, the same on every database."""

import re
from itertools import groupby

from .folding import decompose

# ç and ë are written as `decompose` leaves them: the letter, then its accent.
_ALPHABET = [
    "a", "b", "c", "c\u0327", "d", "dh", "e", "e\u0308", "f", "g", "gj", "h", "i", "j", "k", "l", "ll", "m", "n", "nj",
    "o", "p", "q", "r", "rr", "s", "sh", "t", "th", "u", "v", "w", "x", "xh", "y", "z", "zh",
]  # fmt: skip
_WORD = re.compile(r"[^\W_](?:[^\W_]|['\u0300-\u036f])*")
_TOKEN = re.compile(r"[0-9]+|c\u0327|e\u0308|dh|gj|ll|nj|rr|sh|th|xh|zh|[^\W_]")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 200


def _codes() -> dict[str, str]:
    """a → a, b → b, but c → c0 and ç → c1, d → d0 and dh → d1: only letters that share a beginning take a digit."""
    codes: dict[str, str] = {}
    for base, group in groupby(_ALPHABET, key=lambda letter: letter[0]):
        family = list(group)
        codes |= {letter: base if len(family) == 1 else f"{base}{i}" for i, letter in enumerate(family)}
    return codes


_CODES = _codes()


def _code(token: str) -> str:
    if token in _CODES:
        return _CODES[token]
    if token.isascii():  # a number: how many digits it has, then its digits, so that 9 comes before 10
        digits = token.lstrip("0") or "0"
        size = min(len(digits), len(_DIGITS) - 1)
        return f"1{_DIGITS[size]}{digits[:size]}"
    return f"z2{ord(token):06x}"  # letters of other scripts follow zh


def sort_key(text: str) -> str:
    """A key of at most 200 signs 0-9 a-z; plain comparison of keys is the Albanian order of the texts.

    Digraphs are letters, words decide before length, numbers count by value, case and punctuation do not count.
    Where a letter begins a digraph its code ends in a digit, so no language's collation finds a digraph in a key and
    the order is the same under SQLite's BINARY, PostgreSQL's "C" and `sq-x-icu`.
    """
    words = _WORD.findall(decompose(text))
    return "0".join("".join(map(_code, _TOKEN.findall(word))) for word in words)[:_WIDTH]
