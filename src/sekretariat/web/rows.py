"""Lists inside a form: a row for each that stands and blank ones below. A row in which nothing is written is none.

A list grows without a script: its button sends the form, and it comes back as typed with more rows.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property

BLANK = 3
MOST = 300
MORE = "more"  # name of the button that asks for further rows


class RowForm(forms.Form):
    """One row; `says` are the fields of which one at least is written in a row that is none of the blank."""

    says: Sequence[str] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "empty_permitted": False, "use_required_attribute": False})

    @property
    def is_blank(self) -> bool:
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.says)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_blank:
            self._errors = ErrorDict()  # nothing was said, so nothing is wrong


class Rows(forms.BaseFormSet):
    """The rows of one list."""

    @property
    def filled(self) -> list[Any]:
        return [row for row in self.forms if not row.is_blank]

    @cached_property
    def faults(self) -> list[tuple[int, BoundField, str]]:
        """What is wrong: the number of the row as it is counted on the page, the field, the sentence."""
        return [
            (place, form[name], sentence)
            for place, form in enumerate(self.forms, start=1)
            for name, sentences in (form.errors.items() if self.is_bound else ())
            if name in form.fields
            for sentence in sentences
        ]


def rows_of(
    form: type[RowForm],
    data: Mapping[str, Any] | None = None,
    *,
    prefix: str,
    standing: Sequence[Mapping[str, Any]] = (),
    blank: int = BLANK,
    **options: Any,
) -> Rows:
    """The list as it stands with blank rows below; as it was sent; or, where more rows were asked for, as typed."""
    if data is not None and data.get(MORE) == prefix:
        standing, data = _typed(form, data, prefix), None
    if data is not None and not _is_list(data, prefix):
        data = None
    made = forms.formset_factory(form, formset=Rows, extra=blank, max_num=MOST, absolute_max=MOST, validate_max=True)
    return made(data, prefix=prefix, initial=list(standing) if data is None else None, form_kwargs=options)


def _is_list(data: Mapping[str, Any], prefix: str) -> bool:
    """Whether a list was sent at all; without one the list is shown as it stands, and is not valid."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    return total.isdecimal() and total.strip("0") != "" and str(data.get(f"{prefix}-INITIAL_FORMS", "")).isdecimal()


def asks_for_more(data: Mapping[str, Any]) -> bool:
    return MORE in data


def _typed(form: type[RowForm], data: Mapping[str, Any], prefix: str) -> list[dict[str, Any]]:
    """The rows as they were typed, without the blank ones at the end."""
    cell = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-(\w+)")
    rows: dict[int, dict[str, Any]] = {}
    for name, value in data.items():
        if found := cell.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = value
    typed = [rows[place] for place in sorted(rows)]
    while typed and not any(str(typed[-1].get(name, "")).strip() for name in form.says):
        typed.pop()
    return typed
