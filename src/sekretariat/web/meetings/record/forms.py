"""Forms of the minutes: until when remarks are awaited, a remark, its answer, where they were approved, an extract."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.meetings.models import BodyDecision, Meeting

from ...fields import DateField, Named, NameField, NamesField
from ...jinja import day
from ...letters.forms import searchable

TEXT = 5000


class CirculateForm(forms.Form):
    remarks_until = DateField(label=_("Remarks until"), required=False)


class ApproveForm(forms.Form):
    """The later meeting at which the body approved them."""

    at = forms.TypedChoiceField(label=_("Approved at the meeting"), coerce=int)

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["at"].choices = [(one.pk, f"{one.number_label} · {day(one.on)}") for one in meetings]


class RemarkForm(forms.Form):
    """What whoever was invited says for themselves."""

    text = forms.CharField(label=_("Remark"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 6}))


class RemarkForOthersForm(RemarkForm):
    """What the office takes down for who wrote or called."""

    said_by = forms.CharField(label=_("By whom"), max_length=200)

    def __init__(self, *args: Any, names: Sequence[Named], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["institution"] = NameField(label=_("Institution"), names=searchable(names), required=False)
        self.order_fields(["said_by", "institution", "text"])


class RespondForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What is done with it"),
        choices=[("taken", _("It is taken")), ("refused", _("It is not taken"))],
        widget=forms.RadioSelect,
    )
    response = forms.CharField(
        label=_("Answer"),
        help_text=_("Where the remark is not taken: why. Where it is taken, put the record itself right too."),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ExtractForm(forms.Form):
    """Whom the extract goes to; those whom the decision concerns stand there already."""

    def __init__(self, *args: Any, decision: BodyDecision, names: Sequence[Named], **options: Any) -> None:
        concerned = list(decision.institutions.order_by("sort_key", "pk").values_list("pk", flat=True))
        super().__init__(*args, initial={"to": concerned}, **options)
        self.fields["to"] = NamesField(label=_("To"), names=searchable(names))
