"""Making texts comparable: what is typed without ë and ç, in capitals or with Word's quotes is the same text."""

import unicodedata
from functools import lru_cache

# Signs and letters that Unicode does not take apart by itself.
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛‹›′`", "'")
    | dict.fromkeys("‐‒–—―−", "-")
    | {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "⁄": "/"}
)
_HIDDEN = {"Cc", "Cf", "Cs", "Me"}  # soft hyphens, zero-width signs, NUL: seen by nobody, refused by PostgreSQL


def decompose(text: str) -> str:
    """Lower case, typographic signs made plain, each letter before its accents (ç as c and a cedilla)."""
    # The lone acute serves as an apostrophe; decomposed it would become a space.
    text = unicodedata.normalize("NFKD", text.replace("´", "'"))
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _HIDDEN)


def fold(text: str) -> str:
    """The text as it is searched and compared: lower case, no accents, plain signs, single spaces."""
    text = "".join(c for c in decompose(text) if unicodedata.category(c) != "Mn")
    return " ".join(text.split())


def fold_in_place(text: str) -> str:
    """The text folded sign for sign, so that a position in it is the same position in the text."""
    return "".join(map(_fold_sign, text))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded with single spaces, and for each of its signs the place in the text that it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        is_gap = sign.isspace() and (not folded or folded[-1] != " ")
        for one in " " if is_gap else fold(sign):
            folded.append(one)
            places.append(place)
    return "".join(folded), places


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    folded = fold(sign)
    return folded if len(folded) == 1 else sign
