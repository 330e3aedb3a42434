"""Forms of the calendar: the frame, the reasons of a return, a step's new day."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.plans.calendar import Window
from sekretariat.domain.plans.enums import StepKind
from sekretariat.domain.plans.models import CalendarStep

from ..fields import DateField


class FrameForm(forms.Form):
    """From when to when each kind of step may be; a kind without a last day has no window."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, windows: list[CalendarStep], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = {row.kind: row for row in windows}
        for kind in StepKind:
            row = rows.get(kind)
            self.fields[f"{kind}_starts_on"] = DateField(label=_("begins"), required=False)
            self.fields[f"{kind}_ends_on"] = DateField(label=_("ends"), required=False)
            if row:
                self.initial |= {f"{kind}_starts_on": row.starts_on, f"{kind}_ends_on": row.ends_on}
            for part in ("starts_on", "ends_on"):
                field = self.fields[f"{kind}_{part}"]
                field.label = f"{kind.label}: {field.label}"

    @property
    def lines(self) -> list[tuple[str | Promise, forms.BoundField, forms.BoundField]]:
        return [(kind.label, self[f"{kind}_starts_on"], self[f"{kind}_ends_on"]) for kind in StepKind]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind in StepKind:
            starts, ends = cleaned.get(f"{kind}_starts_on"), cleaned.get(f"{kind}_ends_on")
            if starts and not ends and f"{kind}_ends_on" not in self.errors:
                self.add_error(f"{kind}_ends_on", _("Write the last day too."))
        return cleaned

    def windows(self) -> list[Window]:
        return [
            Window(kind=kind, starts_on=self.cleaned_data[f"{kind}_starts_on"], ends_on=ends)
            for kind in StepKind
            if (ends := self.cleaned_data[f"{kind}_ends_on"])
        ]


class ReturnForm(forms.Form):
    note = forms.CharField(
        label=_("Words of your own"),
        help_text=_("They stand before the reasons. The institution reads them as you write them."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    ends_on = DateField(label=_("New last day"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The institutions read it as you write it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def full_clean(self) -> None:
        """Who only looks at what would move need not say why yet."""
        self.fields["reason"].required = "move" in self.data
        super().full_clean()
        self.fields["reason"].required = True
