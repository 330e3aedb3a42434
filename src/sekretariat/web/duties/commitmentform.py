"""The answer that says, measure by measure, whether the institution commits to it."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.plans.enums import CommitmentState
from sekretariat.domain.plans.models import Commitment, Measure
from sekretariat.domain.plans.queries import measures_to_confirm
from sekretariat.domain.plans.services import CommitmentSaid
from sekretariat.domain.replying.contents import CommitmentsSaid, Content

from .forms import AnswerForm

CHOICES = [
    (CommitmentState.CONFIRMED.value, gettext_lazy("we commit")),
    (CommitmentState.DECLINED.value, gettext_lazy("we do not")),
]


class CommitmentForm(AnswerForm):
    table = "duties/_commitments.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.measures = measures_to_confirm(self.obligation) if self.obligation else []
        before = self._said_before()
        for measure in self.measures:
            name = _name(measure)
            self.fields[f"{name}-says"] = forms.ChoiceField(
                label=_("Do you commit to “%(measure)s”?") % {"measure": measure.title_sq},
                choices=CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say yes or no.")},
            )
            self.fields[f"{name}-reason"] = forms.CharField(
                label=_("Why not: “%(measure)s”") % {"measure": measure.title_sq}, max_length=500, required=False
            )
            if said := before.get(measure.pk):
                self.initial[f"{name}-says"], self.initial[f"{name}-reason"] = said.state, said.reason

    def _said_before(self) -> dict[int, Commitment]:
        if self.obligation is None:
            return {}
        rows = Commitment.objects.filter(measure__in=self.measures, institution=self.obligation.institution_id)
        return {row.measure_id: row for row in rows}

    @property
    def lines(self) -> list[tuple[Measure, forms.BoundField, forms.BoundField]]:
        return [
            (measure, self[f"{_name(measure)}-says"], self[f"{_name(measure)}-reason"]) for measure in self.measures
        ]

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        cells = [bound for _measure, *both in self.lines for bound in both]
        return [(gettext_lazy("Measures"), cells), *super().groups]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for measure in self.measures:
            name = _name(measure)
            declined = cleaned.get(f"{name}-says") == CommitmentState.DECLINED
            if declined and not cleaned.get(f"{name}-reason", "").strip():
                self.add_error(f"{name}-reason", _("Say why the institution does not commit."))
        return cleaned

    def content(self) -> Content:
        said = [
            CommitmentSaid(
                measure_id=measure.pk,
                state=CommitmentState(self.cleaned_data[f"{_name(measure)}-says"]),
                reason=self.cleaned_data[f"{_name(measure)}-reason"],
            )
            for measure in self.measures
        ]
        return CommitmentsSaid(said=said)


def _name(measure: Measure) -> str:
    return f"measure{measure.pk}"
