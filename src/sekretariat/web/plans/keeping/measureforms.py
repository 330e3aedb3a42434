"""Forms of a measure: the short one by which it is entered, its texts and deadline, its place in one plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.enums import MeasureKind
from sekretariat.domain.plans.models import Node, Plan
from sekretariat.ground.words import DatePoint, Precision

from ...editing import EditForm
from ...fields import DateField, DeadlineField, Names, NamesField
from .forms import LONG
from .places import node_choices

DUE_HELP = gettext_lazy("A date such as 03.07.2018, June 2019, T3 2019 or 2020.")


def split_due(point: DatePoint | None) -> dict[str, Any]:
    """The deadline as the columns keep it."""
    return {
        "due_on": point.on if point else None,
        "due_precision": point.precision if point else Precision.DAY,
    }


class _PlacedForm(forms.Form):
    """Where a measure stands in a plan: under which node, as what code."""

    node = forms.TypedChoiceField(label=gettext_lazy("Stands under"))
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("As this plan prints it; other plans keep their own."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nodes = plan.nodes.in_bulk()
        for node in self.nodes.values():
            node.plan = plan
        self.fields["node"].choices = [("", _("choose")), *node_choices(plan)]
        self.fields["node"].coerce = lambda key: self.nodes[int(key)]
        if isinstance(self.initial.get("node"), Node):
            self.initial["node"] = self.initial["node"].pk


class NewMeasureForm(_PlacedForm):
    """What is known at once; the rest is filled in on the measure's own page."""

    title_sq = forms.CharField(label=gettext_lazy("Title in Albanian"), max_length=500)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=500, required=False)
    due = DeadlineField(label=gettext_lazy("Deadline"), required=False, help_text=DUE_HELP)

    def __init__(self, *args: Any, plan: Plan, names: Names, **options: Any) -> None:
        super().__init__(*args, plan=plan, **options)
        self.fields["leads"] = NamesField(
            label=gettext_lazy("Lead institutions"),
            names=names,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("One institution a line, by name or short name."),
        )
        self.order_fields(["title_sq", "title_en", "node", "code", "leads", "due"])
        self.fields["title_sq"].widget.attrs |= {
            "hx-get": reverse("plans:similar", args=[plan.pk]),
            "hx-trigger": "input changed delay:600ms",
            "hx-target": "#similar",
            "autocomplete": "off",
        }

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        due, keys = given.pop("due"), given.pop("leads")
        found = Institution.objects.in_bulk(keys)
        return {**given, **split_due(due), "leads": [found[key] for key in keys]}


class LinkForm(_PlacedForm):
    """Under what a measure of another plan is taken in."""


class EntryForm(_PlacedForm, EditForm):
    """The code of a measure in one plan, and where it stands there."""


class TakeOutForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, help_text=gettext_lazy("It stays in the history of the measure.")
    )


class MeasureForm(EditForm):
    """The texts of a measure, its days, and whether it needs money of its own."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("none")), *MeasureKind.choices], required=False
    )
    title_sq = forms.CharField(label=gettext_lazy("Title in Albanian"), max_length=500)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=500, required=False)
    problem_sq = forms.CharField(label=gettext_lazy("The problem, in Albanian"), required=False, widget=LONG)
    problem_en = forms.CharField(label=gettext_lazy("The problem, in English"), required=False, widget=LONG)
    description_sq = forms.CharField(label=gettext_lazy("What is done, in Albanian"), required=False, widget=LONG)
    description_en = forms.CharField(label=gettext_lazy("What is done, in English"), required=False, widget=LONG)
    result_sq = forms.CharField(label=gettext_lazy("Expected result, in Albanian"), required=False, widget=LONG)
    result_en = forms.CharField(label=gettext_lazy("Expected result, in English"), required=False, widget=LONG)
    starts_on = DateField(label=gettext_lazy("Begins"), required=False)
    due = DeadlineField(label=gettext_lazy("Deadline"), required=False, help_text=DUE_HELP)
    is_without_cost = forms.BooleanField(
        label=gettext_lazy("Needs no money of its own"),
        required=False,
        help_text=gettext_lazy("Then it is not asked for its costs."),
    )

    TEXTS: Sequence[str] = (
        "problem_sq", "problem_en", "description_sq", "description_en", "result_sq", "result_en",
    )  # fmt: skip

    @property
    def columns(self) -> dict[str, Any]:
        given = dict(self.values)
        due = given.pop("due")
        return {**given, **split_due(due)}
