"""Fields of the writing form: a pasted distribution list, an earlier letter."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.letters.models import Letter, LetterQuerySet
from sekretariat.domain.letters.queries import cited
from sekretariat.ground.words import fold

from ..fields import NameInput, Names, NamesField

# What stands before a name in a numbered or bulleted list, and what it is closed with.
BULLET = re.compile(r"^\s*(?:[-–—•*·]|\(?\d{1,3}[.)])\s*(?=\D)")
CLOSING = " \t.;,"
MOST_PARTS = 11  # a name with five commas, and the commas
SUGGESTIONS = 3
MOST_FAULTS = 20  # told one by one; looking for the nearest names of each takes its time
LETTERS_SUGGESTED = 40


class AddresseesField(NamesField):
    """A list as it is pasted from anywhere: one name a line, or several with commas, semicolons or tabs between them.

    A comma may also belong to a name ("Ministria e Arsimit, Sportit dhe Rinisë"): the longest name wins.
    """

    def to_python(self, value: object) -> list[Any]:
        found: dict[Any, bool] = {}
        unknown = []
        for number, line in enumerate(str(value or "").splitlines(), 1):
            for key, text in self._read(line):
                if key is None:
                    unknown.append((number, text))
                else:
                    found[key] = True
        if unknown:
            raise ValidationError(self._faults(unknown))
        return list(found)

    def _faults(self, unknown: list[tuple[int, str]]) -> list[ValidationError]:
        faults = [self._fault(number, text) for number, text in unknown[:MOST_FAULTS]]
        more = len(unknown) - MOST_FAULTS
        if more > 0:
            said = ngettext("%(count)s name more was not found.", "%(count)s names more were not found.", more)
            faults.append(ValidationError(said, code="unknown", params={"count": more}))
        return faults

    def _read(self, line: str) -> Iterator[tuple[Any, str]]:
        """(key, text) of each name in the line; the key is None where the text is no name."""
        parts = [part for part in re.split(r"([,;\t])", BULLET.sub("", line)) if part]
        while parts:
            sizes = range(min(len(parts), MOST_PARTS), 0, -1)
            size = next((size for size in sizes if self._key("".join(parts[:size]))), 1)
            if text := "".join(parts[:size]).strip(CLOSING):
                yield self._key(text), text
            parts = parts[size:]

    def _key(self, text: str) -> Any:
        return self.names.keys.get(fold(text.strip(CLOSING)))

    def _fault(self, line: int, text: str) -> ValidationError:
        near = nearest(text, self.names)
        if not near:
            return ValidationError(
                _("Line %(line)s: “%(text)s” is not in the list of institutions."),
                code="unknown",
                params={"line": line, "text": text},
            )
        return ValidationError(
            ngettext(
                "Line %(line)s: “%(text)s” is not in the list of institutions. The nearest is %(near)s.",
                "Line %(line)s: “%(text)s” is not in the list of institutions. The nearest are %(near)s.",
                len(near),
            ),
            code="unknown",
            params={"line": line, "text": text, "near": ", ".join(f"“{name}”" for name in near)},
        )


def nearest(text: str, names: Names) -> list[str]:
    """The names most like the text, as they are shown; those that hold it come after those spelled nearly so."""
    wanted = fold(text)
    near = get_close_matches(wanted, names.keys, n=SUGGESTIONS)
    near += [name for name in names.keys if wanted in name] if len(wanted) > 2 else []
    return list(dict.fromkeys(names.labels[names.keys[name]] for name in near))[:SUGGESTIONS]


class LetterField(forms.Field):
    """An earlier letter by its number or citation; the newest ones are offered while one types."""

    widget = NameInput

    def __init__(self, *, letters: LetterQuerySet, **options: Any) -> None:
        super().__init__(**options)
        self.letters = letters

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        newest = self.letters.exclude(on=None).order_by("-on", "-pk")[:LETTERS_SUGGESTED]
        self.widget.names = Names({}, {letter.pk: named(letter) for letter in newest})
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: object) -> object:
        return named(value) if isinstance(value, Letter) else value

    def to_python(self, value: object) -> Letter | None:
        if value in self.empty_values:
            return None
        text = str(value)
        found = cited(self.letters, text)
        if len(found) > 1:
            # The paper book may have a number twice, and numbers begin again each year: then the subject decides.
            found = [letter for letter in found if letter.folded in fold(text)] or found
        if not found:
            raise ValidationError(
                _("There is no letter “%(text)s” in the register. Write its number, such as 2470 or 2470/1."),
                code="unknown",
                params={"text": text},
            )
        if len(found) > 1:
            raise ValidationError(
                _("Several letters have this number: %(letters)s. Write the one you mean with its date and subject."),
                code="ambiguous",
                params={"letters": "; ".join(map(named, found[:SUGGESTIONS]))},
            )
        return found[0]


def named(letter: Letter) -> str:
    return f"{letter.citation} — {letter.subject}"
