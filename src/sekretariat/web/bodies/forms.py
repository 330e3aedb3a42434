"""The line of filters above the tree of bodies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.enums import BodyKind

from ..duties.forms import DayForm


class BodyFilter(DayForm):
    words = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all kinds")), *BodyKind.choices], required=False)

    field_order = ("words", "kind", "on")
