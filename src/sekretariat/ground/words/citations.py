"""Letters and acts as texts cite them."""

import datetime
import re
from dataclasses import dataclass, field, replace

from .dates import format_date, parse_date
from .enums import CitedType, Hint
from .errors import NotUnderstood
from .folding import fold, fold_in_place, fold_with_places

# All patterns run over folded text. In `fold_in_place` an accent written as a sign of its own is still there, as \W.
_DATE = r"[0-9]{1,2}\s?[./]\s?[0-9]{1,2}\s?[./]\s?[0-9]{4}|[0-9]{1,2}\s+[^\W\d_]+\s+[0-9]{4}"
_DATED = rf"(?:[\s,;.]*(?:\b(?:dates?|dt|me)\b\W{{0,3}})?\b(?P<date>{_DATE})(?![0-9]))?"
_PROT = r"prot(?:okoll\w*)?\b\.?"
_LETTER = re.compile(
    rf"""(?P<core> (?:\b(?P<letter>shkres\w*)\W{{1,3}})? (?P<nr>\bnr\b\.?\s*)? (?P<before>\b{_PROT}\s*)?
         (?<![0-9])(?<![0-9][./]) (?P<number>[0-9]{{1,6}}) (?![0-9]) (?:\s?/\s?(?P<fraction>[0-9]{{1,4}})(?![0-9]))?
         (?P<after>\s*-?\s*{_PROT})? )
         {_DATED}""",
    re.VERBOSE,
)
_PROTOCOL_NUMBER = re.compile(rf"(?:nr\b\.?\s*)?([1-9][0-9]{{0,5}})(?:\s?/\s?([1-9][0-9]{{0,3}}))?(?:\s*{_PROT})?")

_TYPES = {
    "vkm": CitedType.DCM,
    "vendim": CitedType.DECISION,
    "ligj": CitedType.LAW,
    "akt": CitedType.NORMATIVE_ACT,
    "urdh": CitedType.ORDER,
    "udhezim": CitedType.INSTRUCTION,
    "dekret": CitedType.DECREE,
}
_TYPE = r"\b(?:vkm(?:-\w+)?|vendim\w*|ligj(?:i|it|in)?|akt\w*\s+normativ\w*|urdhe?r\w*|udhezim\w*|dekret\w*)\b"
_ACT = re.compile(
    rf"""(?P<type>{_TYPE})
         (?: (?P<issuer> (?:\s(?!{_TYPE})[^\W\d_]+){{1,10}}? ) ,?\s?nr\b\.?\s? | ,?\s?(?P<nr>nr\b\.?\s?)? )
         (?P<number> 1[0-9][ ][0-9]{{3}}(?![0-9]) | [0-9]{{1,6}}(?![0-9]) )
         (?: \s?/\s?(?P<year>(?:19|20)[0-9]{{2}})(?![0-9]) | {_DATED} )
         (?P<after> ,?\s(?:[ie]|te)\skeshillit\ste\sministrave )?""",
    re.VERBOSE,
)
# What parts an act from its title, and where a title ends.
_OPENING = re.compile(r"[\s,.:;]*[\"“„«”]\s*")
_LONGEST_TITLE = 600
_QUOTE_OR_LINE = re.compile(r"[\"“”„«»\n]")
_NAMING = re.compile(r"\b(?:ne|te|i|e|per|zbatim\w*)$")  # "ndryshime në VKM …": the next act belongs to the title
_CHANGING = re.compile(r"\b(?:ndryshim|shtes|shfuqizim)\w*")
# A footnote's number and the word that leads to the next act.
_TAIL = re.compile(r"(?:(?<=[^\W\d_])[0-9]{1,2})?(?:[\s,;]|\bsi dhe\b|\bdhe\b|(?<=[0-9])dhe\b)*$")


@dataclass(frozen=True, kw_only=True)
class LetterCitation:
    """A letter as a text cites it; text[start:end] is the citation."""

    number: int
    fraction: int | None
    on: datetime.date | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class ActCitation:
    """An act as a text cites it. It names no row: type, issuer, number and year together do.

    `text[start:end]` is the citation and `title` what stands in quotes after it. `changed_by` is the place in the list
    of the act whose title says that it changes this one: "Për disa ndryshime në VKM Nr.422".
    """

    type: CitedType
    number: int
    year: int | None
    on: datetime.date | None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    title: str = field(default="", compare=False)
    changed_by: int | None = field(default=None, compare=False)


def parse_letter_numbers(text: str) -> list[LetterCitation]:
    """The letters cited in a text, in order: "2470 prot, datë 21.05.2018", "2783prot", "Nr. 2783/1 Prot."."""
    found = _LETTER.finditer(fold_in_place(text))
    # A bare number is no citation, and "shkresë 17 institucioneve" has no number: it needs "prot" or "shkresa nr.".
    return [_letter(said) for said in found if said["before"] or said["after"] or (said["letter"] and said["nr"])]


def _letter(said: re.Match[str]) -> LetterCitation:
    on = _day(said["date"])
    return LetterCitation(
        number=int(said["number"]),
        fraction=int(said["fraction"]) if said["fraction"] else None,
        on=on,
        start=said.start(),
        end=said.end() if on else said.end("core"),
    )


def _day(date: str | None) -> datetime.date | None:
    """The day, if there is one in the calendar. It is written with its year, so today does not matter."""
    try:
        return parse_date(date, today=datetime.date.min).on if date else None
    except NotUnderstood:
        return None


def parse_protocol_number(text: str) -> tuple[int, int | None]:
    """2470/3 → (2470, 3) and 2470 → (2470, None); "Nr. 2470/3 Prot." is read too."""
    said = _PROTOCOL_NUMBER.fullmatch(fold(text))
    if not said:
        raise NotUnderstood(text, Hint.PROTOCOL_NUMBER)
    return int(said[1]), int(said[2]) if said[2] else None


def parse_acts(text: str) -> list[ActCitation]:
    """The acts cited in a text, in order: "VKM Nr.422, dt. 6.5.2020", "ligji nr. 139/2015"."""
    folded, places = fold_with_places(text)
    cited = [act for said in _ACT.finditer(folded) if (act := _act(said, places))]
    changed_by: dict[int, int] = {}
    for place, act in enumerate(cited):
        start, end = _title_span(act, text, cited[place + 1 :])
        cited[place] = replace(act, title=_TAIL.sub("", " ".join(text[start:end].split())))
        if _CHANGING.search(fold(text[start:end])):
            changed_by |= {inner: place for inner, other in enumerate(cited) if start < other.start < end}
    return [replace(act, changed_by=changed_by.get(place)) for place, act in enumerate(cited)]


def _act(said: re.Match[str], places: list[int]) -> ActCitation | None:
    on = _day(said["date"])
    year = on.year if on else int(said["year"]) if said["year"] else None
    if not (said["nr"] or said["issuer"] or year):
        return None  # "ligji 2 nene": a number, but not of a law
    kind = next(kind for beginning, kind in _TYPES.items() if said["type"].startswith(beginning))
    if kind == CitedType.DECISION and "keshillit te ministrave" in f"{said['issuer']}{said['after']}":
        kind = CitedType.DCM
    return ActCitation(
        type=kind,
        number=int(said["number"].replace(" ", "")),
        year=year,
        on=on,
        start=places[said.start()],
        end=places[said.end() - 1] + 1,
    )


def _title_span(act: ActCitation, text: str, later: list[ActCitation]) -> tuple[int, int]:
    """Where the title stands that follows the act in quotes; an empty span where there is none.

    Quotes are often left open: the title also ends with its line, and where another act with its own title begins.
    """
    opened = _OPENING.match(text, act.end)
    if not opened:
        return act.end, act.end
    closed = _QUOTE_OR_LINE.search(text, opened.end())
    end = min(closed.start() if closed else len(text), opened.end() + _LONGEST_TITLE)
    for other in later:
        if other.start >= end:
            break
        if opened.end() < other.start and _OPENING.match(text, other.end):
            before = fold(text[max(opened.end(), other.start - 20) : other.start])
            if not _NAMING.search(before):
                return opened.end(), other.start
    return opened.end(), end


def cite_letter(number: int, fraction: int | None, on: datetime.date) -> str:
    """As letters and footnotes cite it: Shkresë 2470/3 prot, datë 21.05.2018. No fraction is None or 0."""
    full_number = f"{number}/{fraction}" if fraction else str(number)
    return f"Shkresë {full_number} prot, datë {format_date(on, language='sq')}"
