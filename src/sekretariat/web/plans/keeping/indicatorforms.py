"""Forms of an indicator: its passport, its targets by year, and who decided to change them."""

import hashlib
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Max, Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.enums import Frequency, Goal, IndicatorLevel
from sekretariat.domain.plans.models import Indicator, Measure, Node, PlanEntry
from sekretariat.domain.plans.services import Decision

from ...editing import Change, Theirs
from ...fields import DateField, NameField, NumberField
from .forms import LONG, names_of_institutions, year_field

MOST_YEARS = 40
NAMES = (
    "code", "name_sq", "name_en", "level", "definition_sq", "definition_en", "unit_sq", "unit_en", "formula", "goal",
    "data_source_sq", "data_source_en", "institution", "frequency", "disaggregation", "baseline", "baseline_year",
    "remarks",
)  # fmt: skip


def years_of(*, measure: Measure | None, node: Node | None) -> range:
    """The years of the plan, or of all the plans that hold the measure."""
    if node is not None:
        return node.plan.years
    span = PlanEntry.objects.filter(measure=measure).aggregate(first=Min("plan__year_from"), last=Max("plan__year_to"))
    if span["first"] is None:
        return range(0)
    return range(span["first"], min(span["last"], span["first"] + MOST_YEARS) + 1)


class PassportForm(forms.Form):
    """The passport. A baseline may be missing: then it stands as "not set"."""

    name_sq = forms.CharField(label=gettext_lazy("Indicator in Albanian"), max_length=300)
    name_en = forms.CharField(label=gettext_lazy("Indicator in English"), max_length=300, required=False)
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), choices=IndicatorLevel.choices, initial=IndicatorLevel.OUTPUT
    )
    goal = forms.ChoiceField(label=gettext_lazy("Which way is good"), choices=Goal.choices, initial=Goal.UP)
    unit_sq = forms.CharField(label=gettext_lazy("Unit in Albanian"), max_length=60, required=False)
    unit_en = forms.CharField(label=gettext_lazy("Unit in English"), max_length=60, required=False)
    baseline = NumberField(
        label=gettext_lazy("Baseline"),
        max_digits=16,
        decimal_places=4,
        required=False,
        help_text=gettext_lazy("Empty: it is shown as not set."),
    )
    baseline_year = year_field(gettext_lazy("Year of the baseline"), required=False)
    definition_sq = forms.CharField(label=gettext_lazy("Definition in Albanian"), required=False, widget=LONG)
    definition_en = forms.CharField(label=gettext_lazy("Definition in English"), required=False, widget=LONG)
    formula = forms.CharField(label=gettext_lazy("Formula"), max_length=500, required=False)
    data_source_sq = forms.CharField(label=gettext_lazy("Data source in Albanian"), max_length=300, required=False)
    data_source_en = forms.CharField(label=gettext_lazy("Data source in English"), max_length=300, required=False)
    frequency = forms.ChoiceField(
        label=gettext_lazy("Reporting frequency"),
        choices=[("", gettext_lazy("not said")), *Frequency.choices],
        required=False,
    )
    disaggregation = forms.CharField(label=gettext_lazy("Broken down by"), max_length=200, required=False)
    remarks = forms.CharField(label=gettext_lazy("Remarks"), required=False, widget=LONG)

    def __init__(self, *args: Any, also: Collection[int] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["institution"] = NameField(
            label=gettext_lazy("Who gives the data"),
            names=names_of_institutions(also=tuple(also)),
            required=False,
        )
        self.order_fields(["name_sq", "name_en", "code", "level", "goal"])

    @property
    def values(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name != "was"}
        key = given.pop("institution")
        return {**given, "institution": Institution.objects.get(pk=key) if key else None}


class IndicatorForm(PassportForm):
    """The passport as it stands, to be corrected. An indicator has no revision: `was` is a digest of what was shown."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    theirs: Theirs | None = None

    @classmethod
    def of(cls, indicator: Indicator, data: Any = None) -> "IndicatorForm":
        initial = _standing(indicator)
        also = [indicator.institution_id] if indicator.institution_id else []
        return cls(data, initial={**initial, "was": digest(initial)}, also=also)

    def is_overtaken(self, indicator: Indicator) -> bool:
        return self.cleaned_data["was"] != digest(_standing(indicator))

    def show_theirs_now(self, indicator: Indicator) -> None:
        """Keep what was typed, tell how the passport stands, and let the next saving build on it."""
        now = _standing(indicator)
        changes = [
            Change(label=str(self.fields[name].label), now=now[name], typed=self.cleaned_data[name])
            for name in NAMES
            if now[name] != self.cleaned_data[name]
        ]
        self.theirs = Theirs(sentence=_("The passport was changed after you opened it."), changes=changes)
        self.data = self.data.copy()
        self.data["was"] = digest(now)


def _standing(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, f"{name}_id" if name == "institution" else name) for name in NAMES}


def digest(shown: Mapping[Any, Any]) -> str:
    plain = {key: value.normalize() if isinstance(value, Decimal) else value for key, value in shown.items()}
    return hashlib.sha256(repr(sorted(plain.items(), key=str)).encode()).hexdigest()[:16]


class TargetsForm(forms.Form):
    """A target for each year of the plan, and for years out of it that have one already."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, years: Collection[int], standing: Mapping[int, Decimal], **options: Any
    ) -> None:
        self.years = sorted({*years, *standing})
        initial = {f"y{year}": value for year, value in standing.items()}
        super().__init__(data, initial={**initial, "was": digest(standing)}, **options)
        for year in self.years:
            self.fields[f"y{year}"] = NumberField(label=str(year), max_digits=16, decimal_places=4, required=False)

    def is_overtaken(self, standing: Mapping[int, Decimal]) -> bool:
        return self.cleaned_data["was"] != digest(standing)

    @property
    def values(self) -> dict[int, Decimal]:
        given = {year: self.cleaned_data[f"y{year}"] for year in self.years}
        return {year: value for year, value in given.items() if value is not None}


class DecisionForm(forms.Form):
    """Who decided that the targets change. It may stay empty; then the change is shown as one without a decision."""

    decided_by = forms.CharField(label=gettext_lazy("Who decided"), max_length=200, required=False)
    number = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decision_on = DateField(label=gettext_lazy("Date of the decision"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)

    @property
    def decision(self) -> Decision:
        given = self.cleaned_data
        return Decision(
            decided_by=given["decided_by"], number=given["number"], on=given["decision_on"], reason=given["reason"]
        )
