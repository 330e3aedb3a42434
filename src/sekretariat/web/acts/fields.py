"""An act as people write it: "VKM 749/2018", "vendimi nr. 749, datë 19.12.2018", words of its title."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.queries import matching

from ..fields import NameInput, Names

SUGGESTIONS = 3
ACTS_SUGGESTED = 40
DASH = re.compile(r"\s+[—–]\s+")


class ActField(forms.Field):
    """One act, typed or picked; the cleaned value is its row. The acts that were entered last are offered."""

    widget = NameInput

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        newest = Act.objects.order_by("-pk")[:ACTS_SUGGESTED]
        self.widget.names = Names({}, {act.pk: named(act) for act in newest})
        return super().get_bound_field(form, field_name)

    def prepare_value(self, value: object) -> object:
        return named(value) if isinstance(value, Act) else value

    def to_python(self, value: Any) -> Act | None:
        if value in self.empty_values or isinstance(value, Act):
            return value or None
        said, *title = DASH.split(str(value).strip(), maxsplit=1)
        found = list(matching(Act.objects.select_related("issuer"), said).order_by("-year", "-pk"))
        if len(found) > 1 and title:
            found = [act for act in found if title[0] in (act.title_sq, act.title_en)] or found
        if not found:
            raise ValidationError(
                _("“%(text)s” is not among the acts. Write it as VKM 749/2018, or enter it first."),
                code="unknown",
                params={"text": said},
            )
        if len(found) > 1:
            raise ValidationError(
                _("Several acts fit: %(acts)s. Write the one you mean with its type, number and title."),
                code="ambiguous",
                params={"acts": "; ".join(map(named, found[:SUGGESTIONS]))},
            )
        return found[0]


def named(act: Act) -> str:
    return f"{act} — {act.title_sq}"
