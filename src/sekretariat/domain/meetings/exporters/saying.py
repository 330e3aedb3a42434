"""Sentences of the notes that are made of rows: letters cited, the package sent out, who leads a component."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.bodies.enums import BodyKind
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.letters.models import Enclosure, Letter
from sekretariat.domain.plans.enums import Joined, NodeKind, PaperLanguage
from sekretariat.domain.plans.exporters import Wording
from sekretariat.domain.plans.queries import Through
from sekretariat.ground.words import Precision, cite_letter, format_date, oblique
from sekretariat.officefiles.noted import Footnote, Text

from ..models import ActionPoint, Statement
from ..queries.record import Component

# Groups whose name alone does not say under which body they work.
UNDER_ANOTHER = (BodyKind.THEMATIC_GROUP, BodyKind.SUB_GROUP)
# Where a sentence names the letter that it tells of: behind these words stands the mark of its footnote.
NAMES_A_LETTER = re.compile(r"\bshkres\w*(?: zyrtare)?|\b(?:official )?letters?\b", re.IGNORECASE)
# "Shtojca 2: ...", "Aneksi V – ...": its number and what it is about.
ANNEX = re.compile(r"\s*(?:shtojc\w*|aneks\w*|annex)\s+(?P<number>[0-9]+|[IVX]+)\b[\s.:–—-]*(?P<about>.*)", re.I)
STAYS_SMALL = re.compile(r"\W*[A-ZÇË]{2,}-[a-zçë]+\W*|\[\w+\]")
ROMAN = {"I": 1, "V": 5, "X": 10}


def in_capitals(text: str) -> str:
    """As headings are written: the ending of an abbreviation stays small, "OGP-së", and so does a language's mark."""
    return "".join(word if STAYS_SMALL.fullmatch(word) else word.upper() for word in re.split(r"(\s+)", text))


@dataclass(frozen=True)
class Language:
    """The language of the paper, for rows that have their texts in both."""

    code: str  # "sq" or "en"

    def text(self, row: Model | None, name: str) -> str:
        """The text in this language; where it is there in the other alone, so and marked."""
        words = Wording.of(PaperLanguage(self.code))
        return words.text(vars(row), name)[self.code] if row else ""

    def day(self, on: datetime.date) -> str:
        """ "25 Qershor 2018": as the heading of a paper writes it."""
        month = format_date(on, Precision.MONTH, language=self.code)
        return f"{on.day} {month[:1].upper()}{month[1:]}"

    def continued(self, title: str, *, is_minutes: bool) -> str:
        """The meeting's title as it goes on from the heading above it: "Workshopi me ..." under "Shënimet e
        diskutimeve" becomes "të Workshopit me ...". What is written so already, or does not decline, stays.
        """
        said = oblique(title) if self.code == "sq" else title
        return title if said == title else f"{'i' if is_minutes else 'të'} {said}"

    def by_day(self, on: datetime.date, precision: str) -> str:
        day = format_date(on, Precision(precision), language=self.code)
        if precision == Precision.DAY:
            return _("by %(day)s") % {"day": day}
        return _("until %(period)s") % {"period": day}


def cited(letters: Sequence[Letter], language: Language) -> str:
    """All letters in one footnote: "Shkresë 2470 prot, datë 21.05.2018, lëndë “...”; Shkresë ..."."""
    return "; ".join(
        _("%(letter)s, subject “%(subject)s”") % {"letter": _one_cited(letter, language), "subject": letter.subject}
        for letter in letters
    )


def _one_cited(letter: Letter, language: Language) -> str:
    if letter.number is None or letter.on is None:
        return _("Letter without a number")
    if language.code == "sq":
        return cite_letter(letter.number, letter.fraction, letter.on)
    day = format_date(letter.on, language=language.code)
    return _("Letter %(number)s prot, dated %(day)s") % {"number": letter.number_label, "day": day}


def with_footnote(statement: Statement, language: Language) -> Text:
    """The sentence; the mark stands behind the words that name the letter, else at its end."""
    said = language.text(statement, "text")
    letters = list(statement.letters.all())
    if not letters:
        return said
    found = NAMES_A_LETTER.search(said)
    place = found.end() if found else len(said)
    return [said[:place], Footnote(cited(letters, language)), said[place:]]


def annexes_of(enclosures: Sequence[Enclosure]) -> dict[int, str]:
    """The annexes among them, by number, each once however many letters enclose it, with what they are about."""
    found: dict[int, str] = {}
    for enclosure in enclosures:
        if annex := ANNEX.fullmatch(enclosure.title):
            found.setdefault(_number(annex["number"]), annex["about"].strip())
    return dict(sorted(found.items()))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    values = [ROMAN[sign] for sign in text.upper()]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def package_sentence(annexes: dict[int, str]) -> str:
    """Of how many annexes the package is made, and what they are about."""
    sentence = ngettext(
        "The methodology package is made of %(count)s annex", "The methodology package is made of %(count)s annexes",
        len(annexes),
    ) % {"count": len(annexes)}  # fmt: skip
    abouts = [about for about in annexes.values() if about]
    if not abouts:
        return f"{sentence}."
    return _("%(package)s on the way of working (%(abouts)s).") % {
        "package": sentence,
        "abouts": enumerated(abouts),
    }


def enumerated(texts: Sequence[str]) -> str:
    """ "A, B, as well as C"."""
    *first, last = texts
    return _("%(first)s, as well as %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def annex_range(annexes: dict[int, str]) -> str:
    """ "Shtojca 1 – 5"; nothing where numbers are missing in between."""
    numbers = list(annexes)
    if not numbers or numbers != list(range(numbers[0], numbers[-1] + 1)):
        return ""
    if len(numbers) == 1:
        return _("Annex %(number)s") % {"number": numbers[0]}
    return _("Annex %(first)s – %(last)s") % {"first": numbers[0], "last": numbers[-1]}


def led_sentence(component: Component, language: Language) -> str:
    """ "Komponenti 4 drejtohet nga Ministria e Drejtësisë përmes A dhe/ose B"."""
    node = component.node
    name = language.text(node, "title")
    if node.kind == NodeKind.COMPONENT:
        name = _("Component %(code)s") % {"code": node.code}
    if not component.leads:
        return _("%(part)s is led by nobody yet") % {"part": name}
    leads = " ".join(_led(lead, language) for lead in component.leads)
    return _("%(part)s is led by %(leads)s") % {"part": name, "leads": leads}


def _led(lead: Through, language: Language) -> str:
    said = language.text(lead.institution, "name")
    if lead.bodies:
        bodies = " ".join(_joined(joined, _through(body, language)) for joined, body in lead.bodies)
        said = _("%(institution)s through %(bodies)s") % {"institution": said, "bodies": bodies}
    return _joined(lead.joined, said)


def _joined(joined: Joined | None, said: str) -> str:
    return f"{joined.label} {said}" if joined else said


def _through(body: Body, language: Language) -> str:
    name = language.text(body, "name")
    name = oblique(name) if language.code == "sq" else name
    return f"{name} ({body.parent.label})" if body.parent and body.kind in UNDER_ANOTHER else name


def action_point_sentence(point: ActionPoint, language: Language, *, names_owers: bool) -> str:
    """What is to be done and by when: by its own day, or that of the duties behind it where they share one."""
    obligations = list(point.obligations.all())
    said = language.text(point, "text").rstrip(" .;")
    days = {(one.due_on, one.due_precision) for one in obligations if one.due_on}
    if point.due_on:
        days = {(point.due_on, point.due_precision)}
    if len(days) == 1:
        said = " ".join([said, *(language.by_day(on, precision) for on, precision in days if on)])
    owers = ", ".join(dict.fromkeys(one.institution.label for one in obligations))
    return f"{said} ({owers})." if names_owers and owers else f"{said}."
