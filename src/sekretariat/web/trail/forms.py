"""The lines of filters above the trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..duties.forms import DayForm
from ..fields import DateField
from .deeds import KINDS


class TrailDay(DayForm):
    on = DateField(label=_("Day"), required=False)


class DoneFilter(forms.Form):
    """What one person did: from when to when, and with what."""

    since = DateField(label=_("From"), required=False)
    until = DateField(label=_("Until"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("all kinds")), *((kind.word, kind.label) for kind in KINDS)], required=False
    )
