"""The parts of a paper with footnotes: notes and minutes as offices write them; drawn by `noted_docx`, `noted_pdf`.

A text is words alone, or words with footnotes where their marks stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .paper import Table


@dataclass(frozen=True)
class Footnote:
    text: str


Text = str | Sequence[str | Footnote]


@dataclass(frozen=True, kw_only=True)
class Head:
    """Centred at the top: groups of lines, the title of the paper, and the lines below it."""

    above: Sequence[Sequence[str]]
    title: str
    below: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """ "Place: the hall"."""

    label: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`leads_in`: stays on the page of what comes after it, a list say."""

    text: Text
    leads_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Bullets:
    items: Sequence[Text]


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """With the numbers as they are given: where one is left out, the others keep theirs."""

    items: Sequence[tuple[int, Text]]


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Side by side, each with what its signatory is above the line and the name below it."""

    places: Sequence[tuple[str, str]]


Block = Head | Heading | Labelled | Paragraph | Bullets | Numbered | Table | Signatures


@dataclass(frozen=True, kw_only=True)
class Noted:
    """`footer` stands at the left of each page, "Page 3 of 20" at the right: `page_words` are the two words of it."""

    title: str
    language: str  # "sq" or "en"
    blocks: Sequence[Block]
    footer: str
    page_words: tuple[str, str]


def pieces(text: Text) -> Sequence[str | Footnote]:
    return [text] if isinstance(text, str) else text
