"""Values on their way into a document: plain data, with text that a document can hold."""

import re
from collections.abc import Mapping

# What XML 1.0 cannot hold, not even escaped; and halves of surrogate pairs, which no file can.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the signs a document cannot hold, lines ended by a line feed alone."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain(value: object) -> object:
    """The value made of new strings, lists and dictionaries; numbers and truth values stay.

    Anything else is a TypeError: how a date or nothing is written is for the caller to say.
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"a document takes texts, whole numbers, truth values, lists and mappings, not {value!r}")
