"""Forms of bodies: the filter above the tree, entering and correcting one, its acts, its seats, and whom to ask for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.enums import BodyKind, SeatRole, Side
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution

from ..acts.fields import ActField
from ..duties.forms import DayForm
from ..editing import EditForm
from ..fields import DateField, Named, NameField
from ..letters.forms import institution_names, searchable


class BodyFilter(DayForm):
    words = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all kinds")), *BodyKind.choices], required=False)

    field_order = ("words", "kind", "on")


class _BodyFields(forms.Form):
    """What is typed of a body, new or corrected."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("choose")), *BodyKind.choices])
    name_sq = forms.CharField(label=_("Name in Albanian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    subject_sq = forms.CharField(label=_("Subject matter in Albanian"), max_length=300, required=False)
    subject_en = forms.CharField(label=_("Subject matter in English"), max_length=300, required=False)
    parent = forms.ModelChoiceField(
        label=_("Stands under"), queryset=Body.objects.none(), required=False, empty_label=_("no other body")
    )
    valid_from = DateField(
        label=_("Exists since"), required=False, help_text=_("Empty where the act it stands on says it.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].queryset = Body.objects.order_by("sort_key", "pk")
        self.fields["parent"].label_from_instance = lambda body: body.name_sq


class NewBodyForm(_BodyFields):
    """A body that is not entered yet."""


class BodyForm(_BodyFields, EditForm):
    """What stands of a body, to be corrected."""

    valid_to = DateField(label=_("Last day"), required=False)


class BaseForm(forms.Form):
    act = ActField(label=_("Act"), help_text=_("As it is cited, such as VKM 749/2018."))
    article = forms.CharField(label=_("Article or point"), max_length=60, required=False)


def _institutions() -> Iterable[Named]:
    return searchable(institution_names(timezone.localdate()))


class SeatForm(forms.Form):
    """A place in the body, of a function in an institution."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("choose")), *SeatRole.choices])
    institution = NameField(
        label=_("Institution"), names=_institutions, help_text=_("Type a part of the name and choose.")
    )
    function_sq = forms.CharField(
        label=_("Function in Albanian"),
        max_length=200,
        required=False,
        help_text=_("As the act names it, such as Deputy Minister. The person comes with a mandate."),
    )
    function_en = forms.CharField(label=_("Function in English"), max_length=200, required=False)
    side = forms.ChoiceField(
        label=_("Side"),
        choices=[("", _("none")), *Side.choices],
        required=False,
        help_text=_("Only in a body of two equal sides."),
    )
    act = ActField(label=_("By act"), required=False, help_text=_("As it is cited, such as VKM 746/2021."))
    valid_from = DateField(label=_("From"), required=False, help_text=_("Empty: by the date of the act."))

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "institution": Institution.objects.get(pk=self.cleaned_data["institution"])}


class EndSeatForm(forms.Form):
    """When a seat ends: on a day, or by the date of an act."""

    act = ActField(label=_("By act"), required=False, help_text=_("As it is cited, such as VKM 746/2021."))
    last_day = DateField(label=_("Last day"), required=False, help_text=_("Empty: it ends by the date of the act."))


class CompetenceForm(DayForm):
    """Of which day, and in which role."""

    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, required=False)
