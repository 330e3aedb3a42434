"""Texts and questions as tokens. Both indexes hold exactly these, so both databases find the same rows.

Words are folded (ë is e) and each stands behind its stem: "Shkodrës" gives "shkodr shkodres". Signs part words, and
so does the border of a number: "2783/1prot" gives "2783 1 prot".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..words import fold, stem

MAX_TOKEN = 60
MAX_TERMS = 16
SHORTEST = 3  # of a word that says something: "i", "e", "të" and "në" fold to less

PART = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True)
class Phrase:
    """Tokens that stand one after the other; where it `is_open`, of the last only the beginning."""

    tokens: tuple[str, ...]
    is_open: bool = False


Term = tuple[Phrase, ...]  # any of them, the whole one first
Question = tuple[Term, ...]  # each of them


def tokens(text: str) -> list[str]:
    """What the index holds of a text, in order."""
    return [token for part in _parts(fold(text)) for token in forms(part)]


def question(text: str) -> Question:
    """What a typed text asks for; signs have no meaning.

    Each word by its stem, each number as it was written ("2470/3" is one), and the last of them also by its beginning.
    """
    groups = [group for run in fold(text).split() for group in _groups(_parts(run))][:MAX_TERMS]
    return tuple(_term(group, is_last=group is groups[-1]) for group in groups)


def stems_of(text: str) -> list[str]:
    """The words of a text that say something, each once by its stem, for finding texts that share some of them."""
    parts = (part for part in _parts(fold(text)) if len(part) >= SHORTEST or part.isdigit())
    return list(dict.fromkeys(forms(part)[0] for part in parts))[: 2 * MAX_TERMS]


@lru_cache(maxsize=20_000)
def forms(part: str) -> tuple[str, ...]:
    """A folded word behind its stem, or alone where it is its own stem."""
    cut = stem(part)
    return (part,) if cut == part else (cut, part)


def _parts(folded: str) -> list[str]:
    return [part[:MAX_TOKEN] for part in PART.findall(folded)]


def _groups(parts: list[str]) -> list[list[str]]:
    """What was written in one run is sought as one where it holds a number, otherwise word by word."""
    if any(part.isdigit() for part in parts):
        return [parts[:MAX_TERMS]]
    return [[part] for part in parts]


def _term(group: list[str], *, is_last: bool) -> Term:
    *before, last = group
    start = [token for part in before for token in forms(part)]
    # A lone word is found in all its forms; in a phrase it must stand as the index holds it.
    exact = Phrase((*start, *forms(last)) if start else forms(last)[:1])
    return (exact, Phrase((*start, last), is_open=True)) if is_last else (exact,)
