"""Forms of a body's decision: the line above the grid, the decision itself, and a row of the grid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.plans.enums import EntryState, Outcome
from sekretariat.domain.plans.models import Node, Plan
from sekretariat.domain.plans.services import BodyDecision

from ..fields import Named, NameField, PastDateField
from .filters import ALL_HE, ALL_SHE, shortened

UNDECIDED = "undecided"


@dataclass(frozen=True, kw_only=True)
class WantedEntries:
    component: int | None = None
    state: str = UNDECIDED


class ValidationFilter(forms.Form):
    component = forms.TypedChoiceField(label=_("Component"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(UNDECIDED, _("proposed or returned")), *EntryState.choices, ("all", ALL_SHE)],
        required=False,
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        top = Node.objects.filter(plan=plan, parent=None).order_by("code_key", "pk")
        named = ((node.pk, shortened(f"{node.code} {node.title_sq}")) for node in top)
        self.fields["component"].choices = [("", ALL_HE), *named]

    @property
    def wanted(self) -> WantedEntries:
        """What is not understood narrows nothing more than the usual."""
        self.is_valid()
        given = self.cleaned_data
        state = given.get("state") or UNDECIDED
        return WantedEntries(component=given.get("component"), state="" if state == "all" else state)


def _bodies() -> Iterable[Named]:
    return list(Body.objects.order_by("sort_key", "pk").values_list("pk", "name_sq", "short_name", "name_en"))


class DecisionForm(forms.Form):
    """Who decided and when. Its names are kept as they are today, whatever the body is called later."""

    body = NameField(label=_("Body that decided"), names=_bodies, help_text=_("Type a part of the name and choose."))
    decided_on = PastDateField(label=_("Day of the decision"))
    number = forms.CharField(label=_("Number of the decision"), max_length=40, required=False)
    text = forms.CharField(
        label=_("Text of the decision"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )

    @classmethod
    def of(cls, plan: Plan, data: Any = None) -> "DecisionForm":
        return cls(data, initial={"body": plan.body_id})

    def untouched(self) -> "DecisionForm":
        """With what is typed so far, and no word about what is missing yet."""
        return DecisionForm(initial={name: self[name].data for name in self.fields})

    @property
    def decision(self) -> BodyDecision:
        given = self.cleaned_data
        body = Body.objects.get(pk=given["body"])
        return BodyDecision(
            body_sq=body.name_sq,
            body_en=body.name_en,
            decided_on=given["decided_on"],
            number=given["number"],
            text=given["text"],
        )


class VerdictForm(forms.Form):
    """A row of the grid; one without an outcome is left alone."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", "—"), *Outcome.choices],
        required=False,
        widget=forms.Select(attrs={"class": "narrow"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "wide"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Say what the body decided, or clear the reason."))
        return cleaned
