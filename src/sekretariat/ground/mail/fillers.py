"""What is secret in a mail: kept as a mark like `[[link:15]]`, filled in only while the mail is sent.

Only marks that the caller names are filled. A mark that somebody typed into a name or a subject would otherwise be
answered with another person's link.
"""

from collections.abc import Callable, Iterable

Filler = Callable[[str], str | None]

_fillers: dict[str, Filler] = {}


class NoLongerValid(Exception):
    """What the mark stood for has ended; the mail is not to be sent."""


def register_filler(name: str, filler: Filler) -> None:
    """Name the function that fills `[[name:key]]` from the key; it returns None for what is no longer valid."""
    _fillers[name] = filler


def mark(name: str, key: object) -> str:
    """The mark to put into a text, and to name in `marks` when the mail is queued."""
    return f"[[{name}:{key}]]"


def holds_mark(text: str) -> bool:
    """Whether the text has anything that one of the fillers would fill."""
    return any(f"[[{name}:" in text for name in _fillers)


def without(text: str, marks: Iterable[str]) -> str:
    for each in marks:
        text = text.replace(each, "")
    return text


def fill(text: str, marks: Iterable[str]) -> str:
    """The text as it goes out. Raises NoLongerValid when one of the marks has nothing behind it any more."""
    for each in marks:
        name, _, key = each.strip("[]").partition(":")
        value = _fillers[name](key)
        if value is None:
            raise NoLongerValid(each)
        text = text.replace(each, value)
    return text
