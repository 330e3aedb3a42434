"""The piece of a text that shows why it was found."""

from ..words import fold_in_place
from .tokens import PART, Phrase, Question, forms

BEFORE = 60
LENGTH = 200


def snippet(text: str, asked: Question) -> str:
    """About `LENGTH` signs of the text around the first match, or its beginning where only the title matches."""
    start = max(0, _first_match(text, asked) - BEFORE)
    end = start + LENGTH
    # It begins and ends between words where a space is near.
    if start:
        start = text.find(" ", start, start + BEFORE) + 1 or start
    if end < len(text) and (space := text.rfind(" ", end - BEFORE, end)) > 0:
        end = space
    return ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")


def _first_match(text: str, asked: Question) -> int:
    """Where the first word begins that is asked for, or 0."""
    found = [(token, match.start()) for match in PART.finditer(fold_in_place(text)) for token in forms(match[0])]
    tokens = [token for token, _ in found]
    phrases = [phrase for term in asked for phrase in term]
    places = (start for at, (_, start) in enumerate(found) if any(_stands_at(phrase, tokens, at) for phrase in phrases))
    return next(places, 0)


def _stands_at(phrase: Phrase, tokens: list[str], at: int) -> bool:
    *firm, last = phrase.tokens
    end = at + len(firm)
    if end >= len(tokens) or tokens[at:end] != firm:
        return False
    return tokens[end].startswith(last) if phrase.is_open else tokens[end] == last
