"""Forms of editions and papers: freezing one, which paper is wanted, which two states are compared."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.plans.enums import PaperFormat, PaperLanguage
from sekretariat.domain.plans.models import Edition, Plan

from ..fields import DateField
from ..jinja import day


class EditionForm(forms.Form):
    """Body, day and number as the decision says them: they stay so, whatever becomes of the body."""

    title_sq = forms.CharField(label=_("Title of the edition in Albanian"), max_length=300)
    title_en = forms.CharField(label=_("Title of the edition in English"), max_length=300, required=False)
    body_sq = forms.CharField(label=_("Who decided, in Albanian"), max_length=300)
    body_en = forms.CharField(label=_("Who decided, in English"), max_length=300, required=False)
    decided_on = DateField(label=_("Date of the decision"))
    number = forms.CharField(label=_("Number of the decision"), max_length=40, required=False)
    text = forms.CharField(
        label=_("Text of the decision"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    adopts = forms.BooleanField(
        label=_("This decision adopts the plan"),
        required=False,
        help_text=_("From now on whoever signs in sees the whole plan."),
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        if plan.is_adopted:
            del self.fields["adopts"]
        if plan.body:
            self.initial |= {"body_sq": plan.body.name_sq, "body_en": plan.body.name_en}


class PaperForm(forms.Form):
    """In what the plan leaves the house."""

    form = forms.ChoiceField(label=_("Form"), choices=PaperFormat.choices, initial=PaperFormat.DOCX)
    language = forms.ChoiceField(label=_("Language"), choices=PaperLanguage.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].initial = get_language()


class CompareForm(forms.Form):
    """Two states of a plan: an edition, and a later one or today."""

    since = forms.TypedChoiceField(label=_("From"), coerce=int, required=False, empty_value=None)
    until = forms.TypedChoiceField(
        label=pgettext_lazy("comparison", "To"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, editions: list[Edition], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.sequence, _named(one)) for one in reversed(editions)]
        self.fields["since"].choices = named
        self.fields["until"].choices = [("", _("today")), *named]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since >= until:
            self.add_error("until", _("Choose a later edition than the one on the left, or today."))
        return given


def _named(edition: Edition) -> str:
    return f"{edition.sequence} · {day(edition.decided_on)}"
