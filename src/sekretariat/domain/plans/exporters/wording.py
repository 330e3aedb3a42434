"""What of a snapshot is written, in Albanian, in English or in both.

A text in both languages is two lines, the second of which steps back. Where a text is only there in the other language
it is written so and marked: "[sq]".
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import override

from sekretariat.ground.words import format_amount, format_date
from sekretariat.ground.words.enums import Precision
from sekretariat.officefiles.report import Line, Tone

from ..enums import PaperLanguage

Row = Mapping[str, Any]
ByLanguage = Mapping[str, str]
LANGUAGES: Mapping[PaperLanguage, Sequence[str]] = {
    PaperLanguage.ALBANIAN: ("sq",),
    PaperLanguage.ENGLISH: ("en",),
    PaperLanguage.BOTH: ("sq", "en"),
}
OTHER = {"sq": "en", "en": "sq"}


@dataclass(frozen=True)
class Wording:
    """The words of a paper in its languages: every method gives the lines of one text."""

    languages: Sequence[str]
    # Texts of the catalogue by their identity, each with itself, so that no other takes its place.
    translated: dict[int, tuple[Promise, ByLanguage]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, language: PaperLanguage) -> "Wording":
        return cls(LANGUAGES[language])

    def lines(self, by_language: ByLanguage, tone: Tone = Tone.PLAIN) -> list[Line]:
        """One line a language; one alone where both say the same."""
        texts = [by_language[language] for language in self.languages]
        first, *others = texts
        return [Line(first, tone), *(Line(text, Tone.OTHER) for text in others if text != first)] if first else []

    def said(self, text: str | Promise, **values: Any) -> ByLanguage:
        """A text of the catalogue, with values that may themselves be by language."""
        template = self.same(text) if isinstance(text, str) else self._translated(text)
        if not values:
            return template
        return {
            language: template[language] % {name: _in(value, language) for name, value in values.items()}
            for language in self.languages
        }

    def _translated(self, text: Promise) -> ByLanguage:
        if id(text) not in self.translated:
            found = {}
            for language in self.languages:
                with override(language):
                    found[language] = str(text)
            self.translated[id(text)] = (text, found)
        return self.translated[id(text)][1]

    def say(self, text: str | Promise, *, tone: Tone = Tone.PLAIN, **values: Any) -> list[Line]:
        return self.lines(self.said(text, **values), tone)

    def pair(self, row: Row | None, sq: str, en: str) -> ByLanguage:
        """The two columns of a text; in both languages the second is left out where there is no text of it."""
        given: dict[str, str] = {"sq": (row or {}).get(sq) or "", "en": (row or {}).get(en) or ""}
        if len(self.languages) > 1:
            first = given["sq"] or _marked(given["en"], "en")
            return {"sq": first, "en": given["en"] or first}
        [here] = self.languages
        return {here: given[here] or _marked(given[OTHER[here]], OTHER[here])}

    def same(self, text: str) -> ByLanguage:
        """What is written alike in every language."""
        return dict.fromkeys(self.languages, text)

    def text(self, row: Row | None, name: str) -> ByLanguage:
        return self.pair(row, f"{name}_sq", f"{name}_en")

    def named(self, row: Row | None) -> ByLanguage:
        """An institution, a body or a plan in full."""
        return self.pair(row, "sq", "en")

    def label(self, row: Row) -> ByLanguage:
        """By its short name, as tables call it."""
        return self.same(str(row["short"])) if row["short"] else self.named(row)

    def choice(self, choices: type[TextChoices], value: str) -> ByLanguage:
        return self.said(choices(value).label) if value else self.same("")

    def day(self, iso: str | None, precision: str = "day") -> ByLanguage:
        if not iso:
            return self.same("—")
        on = datetime.date.fromisoformat(iso)
        return {language: format_date(on, Precision(precision), language=language) for language in self.languages}

    def amount(self, value: Decimal) -> str:
        """Without the name of the currency, in the manner of the first language: numbers are written once."""
        return format_amount(value, language=self.languages[0]).rpartition(" ")[0]

    def joined(self, texts: Sequence[ByLanguage], sign: str = ", ") -> ByLanguage:
        return {language: sign.join(text[language] for text in texts if text[language]) for language in self.languages}


def _in(value: Any, language: str) -> Any:
    return value.get(language, "") if isinstance(value, Mapping) else value


def _marked(text: str, language: str) -> str:
    return f"{text} [{language}]" if text else ""


def number(text: str | Decimal | None) -> str:
    """1250.5 as 1.250,5: a value of an indicator, with its decimals as they are."""
    if text is None:
        return "—"
    return f"{Decimal(text).normalize():,f}".translate(str.maketrans(",.", ".,"))
