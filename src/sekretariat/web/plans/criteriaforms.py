"""Forms of the criteria: the weights of a sheet, and a row of the grid of assessments."""

from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.plans.models import CriteriaSheet, PlanEntry, Score
from sekretariat.domain.plans.services import Weights


def _percent(label: str | Promise) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100)


class SheetForm(forms.Form):
    """Fields are named as those of `Weights`."""

    weight_strategic = _percent(_("Strategic importance, %"))
    weight_conformity = _percent(_("Conformity, %"))
    weight_maturity = _percent(_("Maturity, %"))
    strategic_max = forms.IntegerField(
        label=_("Highest strategic weight"),
        min_value=1,
        max_value=100,
        help_text=_("It is assessed from 0 to this number, with a reason."),
    )
    conformity_nsdi = _percent(_("Accord with the NSDI, %"))
    conformity_sector = _percent(_("Accord with sector strategies, %"))
    maturity_costed = _percent(_("Costed, %"))
    maturity_funded = _percent(_("Financed, %"))

    @classmethod
    def like(cls, before: CriteriaSheet | None, data: Any = None) -> "SheetForm":
        """With the weights of the version before it, else the usual ones."""
        usual = asdict(Weights())
        initial = {one.name: getattr(before, one.name) for one in fields(Weights)} if before else usual
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for together in (
            ("weight_strategic", "weight_conformity", "weight_maturity"),
            ("conformity_nsdi", "conformity_sector"),
            ("maturity_costed", "maturity_funded"),
        ):
            given = [cleaned.get(name) for name in together]
            if None not in given and sum(given) != 100:
                self.add_error(together[0], _("Together these make %(sum)s, not 100.") % {"sum": sum(given)})
        return cleaned


class AssessmentForm(forms.Form):
    """A row of the grid."""

    points = forms.IntegerField(label=_("Strategic weight"), min_value=0, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    @classmethod
    def of(cls, score: Score, sheet: CriteriaSheet, entry: PlanEntry, data: Any = None) -> "AssessmentForm":
        form = cls(
            data,
            prefix=f"e{entry.pk}",
            initial={"points": score.strategic_points, "reason": score.strategic_reason},
            use_required_attribute=False,
        )
        form.fields["points"].widget.attrs |= {"max": sheet.strategic_max, "autocomplete": "off", "class": "narrow"}
        form.fields["reason"].widget.attrs["autocomplete"] = "off"
        return form
