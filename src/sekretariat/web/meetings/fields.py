"""An hour as people write it, and the persons whom a form of a meeting may name."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate

from ..fields import Named, Names

HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?(?: ?h)?")


class HourField(forms.Field):
    """An hour of the day: 10, 10:30, 10.30."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value: object) -> object:
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value

    def to_python(self, value: object) -> datetime.time | None:
        if value in self.empty_values or isinstance(value, datetime.time):
            return value or None
        found = HOUR.fullmatch(str(value).strip().lower())
        if found is None:
            raise ValidationError(_("Write an hour, such as 10:30."), code="not_understood")
        return datetime.time(int(found[1]), int(found[2] or 0))


def names_of_persons(*, also: Iterable[int] = ()) -> Names:
    """Whoever holds a mandate today, told apart by the institution; and those named already. Two queries."""
    held = Mandate.objects.in_force(on=timezone.localdate()).filter(person__erased_on=None)
    rows = held.order_by("person__sort_key", "person", "pk").values_list(
        "person", "person__name", "institution__short_name", "institution__name_sq"
    )
    named: dict[int, Named] = {}
    for key, name, short, institution in rows:
        named.setdefault(key, (key, f"{name}, {short or institution}", name))
    missing = {key for key in also if key} - named.keys()
    others = Person.objects.filter(pk__in=missing).values_list("pk", "name")
    return Names.of([*named.values(), *others])
