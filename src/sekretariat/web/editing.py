"""What forms share: saying what a service refused, and a row that two people may have open at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from sekretariat.ground.errors import DomainError, Stale


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field as it stands now, and as it was typed here."""

    label: str
    now: object
    typed: object


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """What somebody else saved after this form was opened: a sentence, and where it differs from what was typed."""

    sentence: str
    changes: Sequence[Change]


class EditForm(forms.Form):
    """Carries the revision it showed. Its other fields are named as the row's columns."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    theirs: Theirs | None = None

    @classmethod
    def of(cls, row: Any, data: Any = None, **options: Any) -> "EditForm":
        """The form over the row as it stands, or with what was sent."""
        names = cls.base_fields
        return cls(data, initial={name: getattr(row, name) for name in names if hasattr(row, name)}, **options)

    @property
    def seen(self) -> int:
        return self.cleaned_data["revision"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def show_theirs(self, row: models.Model, stale: Stale) -> None:
        """Keep what was typed, tell what the other one changed, and let the next saving build on it."""
        row.refresh_from_db()
        changes = [
            Change(label=str(self.fields[name].label), now=getattr(row, name), typed=typed)
            for name, typed in self.values.items()
            if getattr(row, name) != typed
        ]
        self.theirs = Theirs(sentence=str(stale), changes=changes)
        self.data = self.data.copy()
        self.data["revision"] = row.revision


def tell(form: forms.Form, error: DomainError | ValidationError, *, otherwise: str | None = None) -> None:
    """Say in the form what the service refused: at its field, if it is one of the form's, else at `otherwise`."""
    field = getattr(error, "field", None)
    sentence = str(error) if isinstance(error, DomainError) else " ".join(error.messages)
    form.add_error(field if field in form.fields else otherwise, sentence)
