"""The line above what is missing, and whom a letter asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.enums import Missing, PlanLetterPurpose
from sekretariat.domain.plans.queries import Gate

from .filters import ALL_HE, ALL_SHE

DOUBLE = "double"
NOBODY = 0
ASKS_FOR = (PlanLetterPurpose.COMPLETENESS, PlanLetterPurpose.COMMITMENT)


@dataclass(frozen=True, kw_only=True)
class WantedGaps:
    """`institution` 0 is nobody; `is_double`: measures whose code stands twice."""

    institution: int | None = None
    what: str = ""
    is_double: bool = False


class GateFilter(forms.Form):
    institution = forms.TypedChoiceField(label=_("Who can fill it"), required=False, coerce=int, empty_value=None)
    what = forms.ChoiceField(label=_("What is missing"), required=False)

    def __init__(self, *args: Any, gate: Gate, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = gate.by_institution
        named = [(row.institution.pk, row.institution.label) for row in rows if row.institution]
        nobody = [(NOBODY, pgettext_lazy("who can fill it", "nobody"))] if len(named) < len(rows) else []
        self.fields["institution"].choices = [("", ALL_HE), *named, *nobody]
        lacking = [(what.value, what.label) for what in gate.counts]
        double = [(DOUBLE, _("code stands twice"))] if gate.double_coded else []
        self.fields["what"].choices = [("", ALL_SHE), *lacking, *double]

    @property
    def wanted(self) -> WantedGaps:
        """What was chosen narrows the list; what is not understood narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        what = given.get("what") or ""
        return WantedGaps(
            institution=given.get("institution"),
            what=what if what in Missing.values else "",
            is_double=what == DOUBLE,
        )


class AskForm(forms.Form):
    """Whom the letter asks, and by when."""

    purpose = forms.ChoiceField(
        choices=[(purpose.value, purpose.label) for purpose in ASKS_FOR], widget=forms.HiddenInput
    )
    institutions = forms.TypedMultipleChoiceField(
        label=_("Institutions"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    term_days = forms.IntegerField(
        label=_("Working days to answer"),
        min_value=1,
        max_value=365,
        help_text=_("They count from the date of the letter."),
    )
    is_apart = forms.BooleanField(
        label=_("A letter of its own to each"),
        required=False,
        help_text=_("Otherwise one letter goes to all, with the list of each under its name."),
    )

    def __init__(self, *args: Any, asked: Sequence[Institution], **options: Any) -> None:
        super().__init__(*args, **options)
        self._asked = {institution.pk: institution for institution in asked}
        self.fields["institutions"].choices = [(pk, one.label) for pk, one in self._asked.items()]
        if not self.initial.get("institutions"):
            self.initial["institutions"] = list(self._asked)

    def clean_institutions(self) -> list[Institution]:
        return [self._asked[pk] for pk in self.cleaned_data["institutions"]]
