"""Forms of institutions, and of those who act for them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.domain.institutions.models import Institution, Territory
from sekretariat.domain.institutions.queries import counties
from sekretariat.ground.actors import Role

from ..editing import EditForm
from ..fields import DateField, NameField
from ..letters.forms import institution_names

NAMED_BY_LETTER = (Role.COORDINATOR, Role.DEPUTY, Role.FOCAL_POINT, Role.MEMBER)


class InstitutionFilter(forms.Form):
    words = forms.CharField(label=_("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all kinds")), *InstitutionKind.choices], required=False)
    county = forms.ModelChoiceField(
        label=_("County"), queryset=Territory.objects.none(), required=False, empty_label=_("all counties")
    )
    owes = forms.ChoiceField(
        label=_("Owes us"),
        choices=[("", _("whatever")), ("owed", _("an answer")), ("late", _("a late answer"))],
        required=False,
    )

    def __init__(self, *args: Any, follows: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"].queryset = counties()
        if not follows:
            del self.fields["owes"]


def _names() -> Iterable[tuple[Any, ...]]:
    return institution_names(timezone.localdate())


def _territories() -> Iterable[tuple[int, str]]:
    for territory in Territory.objects.select_related("part_of").order_by("sort_key", "-kind"):
        # A county and a municipality may share a name.
        above = f" ({territory.part_of})" if territory.part_of else f" ({territory.get_kind_display().lower()})"
        yield territory.pk, f"{territory.name_sq}{above}"


class NewInstitutionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("choose")), *InstitutionKind.choices])
    name_sq = forms.CharField(label=_("Name in Albanian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    part_of = NameField(
        label=_("Part of"), names=_names, required=False, help_text=_("For a unit: of what it is part.")
    )
    territory = NameField(label=_("County or municipality"), names=_territories, required=False)
    email = forms.EmailField(
        label=_("Official e-mail"), required=False, help_text=_("Where letters go when nobody has been named.")
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    valid_from = DateField(label=_("Exists since"), required=False)

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        for name, model in (("part_of", Institution), ("territory", Territory)):
            given[name] = model.objects.get(pk=given[name]) if given[name] else None
        return given


class InstitutionForm(EditForm):
    name_sq = forms.CharField(label=_("Name in Albanian"), max_length=300)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("Official e-mail"), required=False, help_text=_("Where letters go when nobody has been named.")
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)


class MandateForm(forms.Form):
    """Whom a letter of the institution names, and for what."""

    role = forms.ChoiceField(label=_("Named as"), choices=[(role.value, role.label) for role in NAMED_BY_LETTER])
    body = forms.ModelChoiceField(
        label=_("In the mechanism"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("in all of them"),
    )
    seat = forms.ModelChoiceField(
        label=_("In the seat"), queryset=Seat.objects.none(), required=False, empty_label=_("none")
    )
    name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("An invitation to sign in goes there, and personal links.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    letter_number = forms.CharField(label=_("Number of the institution's letter"), max_length=40)
    letter_on = DateField(label=_("Date of the institution's letter"), required=False)
    on = DateField(label=_("From"), help_text=_("The day from which the person acts."))

    def __init__(self, *args: Any, institution: Institution, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = Body.objects.in_force(on=today).order_by("sort_key")
        self.fields["body"].label_from_instance = lambda body: body.name_sq
        seats = Seat.objects.in_force(on=today).filter(institution=institution).select_related("body")
        self.fields["seat"].queryset = seats.order_by("body__sort_key", "role", "pk")
        self.fields["seat"].label_from_instance = _seat_label
        if not seats:
            del self.fields["seat"]
            self.fields["role"].choices = [one for one in self.fields["role"].choices if one[0] != Role.MEMBER]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") == Role.MEMBER and not given.get("seat") and "seat" in self.fields:
            self.add_error("seat", _("A member sits in a seat: say in which."))
        if given.get("role") != Role.MEMBER and given.get("seat"):
            self.add_error("seat", _("Only a member is given a seat. Choose none, or the role of a member."))
        return given


def _seat_label(seat: Seat) -> str:
    function = f", {seat.function_sq}" if seat.function_sq else ""
    return f"{seat.body.label}: {seat.get_role_display()}{function}"


class EndForm(forms.Form):
    on = DateField(label=_("Last day"), help_text=_("The last day on which the person acts."))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It stays in the history."))
