"""Forms of a round of remarks: asking for them, and answering one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.consultations.enums import RemarkOutcome
from sekretariat.domain.consultations.queries import entries_to_send
from sekretariat.domain.plans.models import Plan, PlanEntry

from ...fields import DateField


class RoundForm(forms.Form):
    """What is sent to whom, until when. All measures of the plan that may still change are chosen at first."""

    body = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Body.objects.none(),
        empty_label=_("choose"),
        help_text=_("Every institution with a seat or a coordinator in it is asked."),
    )
    subject_sq = forms.CharField(label=_("Subject in Albanian"), max_length=240)
    subject_en = forms.CharField(label=_("Subject in English"), max_length=240, required=False)
    due_on = DateField(label=_("Remarks until"))
    entries = forms.ModelMultipleChoiceField(
        label=_("Measures"),
        queryset=PlanEntry.objects.none(),
        error_messages={"required": _("Choose at least one measure.")},
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = Body.objects.order_by("sort_key", "pk")
        self.fields["body"].label_from_instance = lambda body: body.name_sq
        self.fields["entries"].queryset = entries_to_send(plan)
        self.rows = list(entries_to_send(plan))
        self.initial |= {"body": plan.body_id}

    @property
    def chosen(self) -> set[str]:
        """Keys of the measures that are ticked."""
        if self.is_bound:
            return set(self.data.getlist("entries"))
        return {str(entry.pk) for entry in self.rows}


class ResponseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=RemarkOutcome.choices, widget=forms.RadioSelect)
    response = forms.CharField(
        label=_("Answer to the remark"),
        help_text=_("The institution reads it as you write it. Needed where the remark is not taken whole."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
