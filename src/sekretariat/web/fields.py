"""Fields for what people write: days, one name out of many, and pasted lists of names."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sekretariat.ground.words import DatePoint, NotUnderstood, Precision, fold, format_date, parse_date

# (key, name as shown, further names such as an abbreviation)
Named = tuple[Any, ...]


class DateField(forms.Field):
    """A day as people write it: 21.05.2018, 21/5/2018, 21 maj 2018. What was typed stays when it is not understood."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"data-date": True, "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value: object) -> object:
        return value.strftime("%d.%m.%Y") if isinstance(value, datetime.date) else value

    def to_python(self, value: object) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        try:
            point = parse_date(str(value), today=timezone.localdate())
        except NotUnderstood as error:
            raise ValidationError(error.hint.label, code="not_understood") from error
        if point.precision != Precision.DAY:
            raise ValidationError(_("Write the day too, such as 21.05.2018."), code="no_day")
        return point.on

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class DeadlineField(forms.Field):
    """A day, month, quarter or year as people write it; the cleaned value is a `DatePoint`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"data-date": True, "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, DatePoint):
            return format_date(value.on, value.precision, language=get_language() or "sq")
        return value

    def to_python(self, value: object) -> DatePoint | None:
        if value in self.empty_values:
            return None
        try:
            return parse_date(str(value), today=timezone.localdate())
        except NotUnderstood as error:
            raise ValidationError(error.hint.label, code="not_understood") from error


NUMBER = re.compile(r"-?[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?|-?[0-9]+(?:,[0-9]+|\.[0-9]{1,2}|\.[0-9]{4,})?")


class NumberField(forms.DecimalField):
    """A number as people write it: 80; 12,5; 1.250,5. A dot before three digits groups thousands, as in amounts."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"widget": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options}
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 - a text field has no least or step
        return {}

    def prepare_value(self, value: object) -> object:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value

    def to_python(self, value: object) -> Decimal | None:
        if isinstance(value, Decimal) or value in self.empty_values:
            return value if isinstance(value, Decimal) else None
        text = " ".join(str(value).split())
        if not NUMBER.fullmatch(text):
            raise ValidationError(_("Write a number, such as 80 or 12,5."), code="not_understood")
        if "," in text or re.search(r"[. ][0-9]{3}(?![0-9])", text):
            text = text.replace(".", "").replace(" ", "").replace(",", ".")
        return super().to_python(text)


_folded = lru_cache(maxsize=20_000)(fold)  # every form that asks for a name folds all of them


@dataclass(frozen=True)
class Names:
    """Names to choose from, found however they are written: capitals, accents and spaces do not count."""

    keys: dict[str, Any]
    labels: dict[Any, str]

    @classmethod
    def of(cls, names: Iterable[Named]) -> "Names":
        keys: dict[str, Any] = {}
        labels = {}
        for key, *written in names:
            labels[key] = written[0]
            for name in filter(None, written):
                keys.setdefault(_folded(name), key)
        return cls(keys, labels)

    def find(self, text: str) -> Any:
        """The key of the name; a wrong one is never guessed, only suggested in the error's sentence."""
        wanted = fold(text)
        if wanted in self.keys:
            return self.keys[wanted]
        near = get_close_matches(wanted, self.keys, n=1) or [name for name in self.keys if wanted in name][:1]
        if near:
            raise ValidationError(
                _("“%(text)s” is not in the list. Did you mean “%(near)s”?"),
                code="unknown",
                params={"text": text, "near": self.labels[self.keys[near[0]]]},
            )
        raise ValidationError(_("“%(text)s” is not in the list."), code="unknown", params={"text": text})


class PastDateField(DateField):
    """A day on which something came or was done: it is not in the future."""

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day has not come yet."), code="future")


class NameInput(forms.TextInput):
    """A text field with a list of suggestions, which every browser searches without a script."""

    names = Names({}, {})

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}_list"
        field = super().render(name, value, {**(attrs or {}), "list": list_id, "autocomplete": "off"}, renderer)
        options = format_html_join("", "<option>{}</option>", ((label,) for label in self.names.labels.values()))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class PlainSelect(forms.Select):
    """A select written out at once: on lists the package's own way costs more than the rows."""

    def render(
        self, name: str, value: object, attrs: dict | None = None, *_renderer: object, **_how: object
    ) -> SafeString:
        given = {"name": name, **self.attrs, **(attrs or {})}
        said = format_html_join("", ' {}="{}"', ((key, one) for key, one in given.items() if one not in (None, False)))
        chosen = "" if value is None else str(value)
        options = format_html_join("", '<option value="{}"{}>{}</option>', self._options(chosen))
        return format_html("<select{}>{}</select>", said, options)

    def _options(self, chosen: str) -> Iterable[tuple[object, str, object]]:
        for key, label in self.choices:
            yield key, mark_safe(" selected") if str(key) == chosen else "", label


class _OverNames(forms.Field):
    """`names` is a list of (key, name, further names), or a function that fetches it for each form: a formset, whose
    forms are many, is better given a list, or the `Names` made of it once.
    """

    def __init__(self, *, names: Names | Iterable[Named] | Callable[[], Iterable[Named]], **options: Any) -> None:
        super().__init__(**options)
        self._source = names

    @cached_property
    def names(self) -> Names:
        """Fetched once for each form, since every form holds a copy of its fields."""
        if isinstance(self._source, Names):
            return self._source
        return Names.of(self._source() if callable(self._source) else self._source)


class NameField(_OverNames):
    """One name out of a long list, typed or picked; the cleaned value is its key."""

    widget = NameInput

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self.widget.names = self.names
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: object) -> object:
        return value if isinstance(value, str) else self.names.labels.get(value, "")

    def to_python(self, value: object) -> Any:
        if value in self.empty_values:
            return None
        return self.names.find(str(value).strip())


class ListedInput(forms.TextInput):
    """A text field whose suggestions stand once on the page for many fields: a <datalist> with this id."""

    names = Names({}, {})

    def __init__(self, list_id: str) -> None:
        super().__init__(attrs={"list": list_id, "autocomplete": "off"})


class NamesField(_OverNames):
    """A pasted list, one name a line (or a cell); the cleaned value is the list of their keys, each once."""

    widget = forms.Textarea
    help = gettext_lazy("One name a line; paste a list from Excel or Word.")

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", self.help)
        super().__init__(**options)

    def prepare_value(self, value: object) -> object:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(self.names.labels[key] for key in value)

    def to_python(self, value: object) -> list[Any]:
        found, faults = {}, []
        for line in filter(None, (part.strip() for part in str(value or "").replace("\t", "\n").splitlines())):
            try:
                found[self.names.find(line)] = True
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return list(found)
