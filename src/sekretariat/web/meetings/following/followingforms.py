"""The lines of filters above the decisions and the programme."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.meetings.enums import Verb
from sekretariat.domain.meetings.queries.decisions import Wanted


class _BodyAndYear(forms.Form):
    body = forms.TypedChoiceField(label=_("Body"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, bodies: Sequence[Body], years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].choices = [("", _("all bodies")), *((body.pk, body.label) for body in bodies)]
        self.fields["year"].choices = [(year, str(year)) for year in years]


class ProgrammeFilter(_BodyAndYear):
    """Of one year: this one where none is chosen."""

    def __init__(self, *args: Any, today_year: int, years: Sequence[int], **options: Any) -> None:
        self.today_year = today_year
        offered = sorted({*years, today_year, today_year + 1}, reverse=True)
        super().__init__(*args, years=offered, **options)
        self.fields["year"].initial = today_year

    @property
    def chosen(self) -> tuple[int, int | None]:
        """Year and body; what is not understood narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("year") or self.today_year, self.cleaned_data.get("body")


class DecisionFilter(_BodyAndYear):
    verb = forms.ChoiceField(label=_("What the body did"), choices=[("", _("anything")), *Verb.choices], required=False)
    show = forms.ChoiceField(
        label=pgettext_lazy("decisions", "Follow-up"),
        choices=[("", _("all decisions")), ("open", _("not yet carried out"))],
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [("", _("all years")), *self.fields["year"].choices]

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            body=given.get("body"),
            year=given.get("year"),
            verb=given.get("verb", ""),
            is_open=given.get("show") == "open",
        )
