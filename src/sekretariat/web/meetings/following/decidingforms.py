"""Forms of a decision: its words, whom it concerns, and the edition it adopts."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.meetings.enums import ItemKind, Verb
from sekretariat.domain.meetings.models import AgendaItem, BodyDecision, BodyRule
from sekretariat.domain.meetings.services import EditionSaid

from ...editing import EditForm
from ...fields import Named, NamesField
from ...letters.forms import institution_names, searchable

LONG = forms.Textarea(attrs={"rows": 4})
VERBS = {
    ItemKind.VALIDATION: Verb.VALIDATED,
    ItemKind.ADOPTION: Verb.APPROVED,
    ItemKind.LAST_MINUTES: Verb.APPROVED,
    ItemKind.PRESENTATION: Verb.PRESENTED,
    ItemKind.DUTIES: Verb.INFORMED,
}


def _institutions() -> Iterable[Named]:
    return searchable(institution_names(timezone.localdate()))


class _Words(forms.Form):
    text_sq = forms.CharField(label=_("What was decided, in Albanian"), max_length=10_000, widget=LONG)
    text_en = forms.CharField(label=_("What was decided, in English"), max_length=10_000, required=False, widget=LONG)
    institutions = NamesField(
        label=_("Institutions it concerns"),
        names=_institutions,
        required=False,
        help_text=_("One name a line. An extract can be sent to each of them."),
    )
    is_restricted = forms.BooleanField(
        label=_("Restricted"),
        required=False,
        help_text=_("Only the secretariat and those who hold a seat read it."),
    )

    @property
    def concerned(self) -> list[Institution]:
        return list(Institution.objects.filter(pk__in=self.cleaned_data["institutions"]))


class DecisionForm(_Words):
    number = forms.IntegerField(
        label=_("Number in the year"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Empty takes the next one of the body."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    verb = forms.ChoiceField(label=_("What the body did"), choices=Verb.choices)
    keeps_rule = forms.ModelChoiceField(
        label=_("Rule that it keeps"),
        queryset=BodyRule.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("An annual plan of acts, say."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("number", "verb", "text_sq", "text_en", "institutions", "keeps_rule", "is_restricted")

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial |= {
            "verb": VERBS.get(ItemKind(item.kind), Verb.AGREED),
            "text_sq": item.text_sq,
            "text_en": item.text_en,
            "is_restricted": item.is_restricted,
            "token": uuid.uuid4(),
        }
        rules = BodyRule.objects.filter(body=item.meeting.body_id)
        self.fields["keeps_rule"].queryset = rules
        self.fields["keeps_rule"].label_from_instance = lambda rule: rule.get_kind_display()
        if not rules:
            del self.fields["keeps_rule"]

    def untouched(self, item: AgendaItem) -> "DecisionForm":
        """With what is typed so far, and no word about what is missing yet."""
        fresh = DecisionForm(item=item)
        fresh.initial |= {name: self[name].data for name in self.fields}
        return fresh


class DecisionEditForm(_Words, EditForm):
    """The words of a decision that stands."""

    @classmethod
    def of_decision(cls, decision: BodyDecision, data: Any = None) -> "DecisionEditForm":
        form = cls.of(decision, data)
        form.initial["institutions"] = list(decision.institutions.values_list("pk", flat=True))
        return form  # type: ignore[return-value]


class EditionPart(forms.Form):
    """What is frozen with the decision on the adoption of a plan. Without a title nothing is."""

    edition_sq = forms.CharField(
        label=_("Title of the edition in Albanian"),
        max_length=300,
        required=False,
        help_text=_("Empty where the plan was not adopted: then it is not frozen."),
    )
    edition_en = forms.CharField(label=_("Title of the edition in English"), max_length=300, required=False)
    adopts = forms.BooleanField(
        label=_("This decision adopts the plan"),
        required=False,
        help_text=_("From now on whoever signs in sees the whole plan."),
    )

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:
        super().__init__(*args, **options)
        if item.plan is not None and item.plan.is_adopted:
            del self.fields["adopts"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("edition_sq") and (cleaned.get("edition_en") or cleaned.get("adopts")):
            self.add_error("edition_sq", _("Give the edition its title in Albanian."))
        return cleaned

    @property
    def said(self) -> EditionSaid | None:
        given = self.cleaned_data
        if not given["edition_sq"]:
            return None
        adopts = given.get("adopts", False)
        return EditionSaid(title_sq=given["edition_sq"], title_en=given["edition_en"], adopts=adopts)
