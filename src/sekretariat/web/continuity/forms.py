"""Forms of what must lose nothing of what is open."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.continuity.services import NewInstitution
from sekretariat.domain.institutions.enums import Change
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.services import Named

from ..fields import DateField, NameField, PastDateField
from ..institutions.papers import ActForm
from ..letters.forms import institution_names, searchable


class SuccessorForm(ActForm):
    """Who takes over, by which act, from which day."""

    on = PastDateField(label=_("From"), help_text=_("The first day on which it exists no longer as it was."))

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"] = NameField(
            label=_("Successor"),
            names=searchable(institution_names(today)),
            help_text=_("Type a part of its name and choose."),
        )
        self.order_fields(["successor", "act", "on"])

    def clean_successor(self) -> Institution | None:
        key = self.cleaned_data["successor"]
        return Institution.objects.get(pk=key) if key else None


class ReorganiseForm(SuccessorForm):
    """What happened. The successor is chosen, or entered here."""

    change = forms.ChoiceField(label=_("What happened"), choices=Change.choices, widget=forms.RadioSelect)
    name_sq = forms.CharField(label=_("Name in Albanian"), max_length=300, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=300, required=False)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    email = forms.EmailField(label=_("Official e-mail"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].required = False
        self.fields["successor"].help_text = _("Empty where none is named: then its open duties have no holder.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen, entered = given.get("successor"), given.get("name_sq")
        if chosen and entered:
            self.add_error("name_sq", _("Choose a successor that is there, or enter a new one: not both."))
        elif not (chosen or entered or "successor" in self.errors) and given.get("change") in (
            Change.RENAMED,
            Change.MERGED,
        ):
            self.add_error("successor", _("Say into what it was renamed or merged."))
        return given

    def successor(self) -> Institution | NewInstitution | None:
        given = self.cleaned_data
        if given["name_sq"]:
            return NewInstitution(**{name: given[name] for name in ("name_sq", "name_en", "short_name", "email")})
        return given["successor"]


class HandOverForm(forms.Form):
    """Who takes over, by which letter, from when."""

    name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The folder goes there, and an invitation to sign in."))
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    letter_number = forms.CharField(label=_("Number of the letter"), max_length=40)
    letter_on = DateField(label=_("Date of the letter"), required=False)
    on = DateField(label=_("From"), help_text=_("The first day of the new one; the old one acts until the day before."))

    def named(self) -> Named:
        given = self.cleaned_data
        return Named(name=given["name"], email=given["email"], phone=given["phone"])


class EraseForm(forms.Form):
    """It cannot be taken back, so it is asked twice."""

    sure = forms.BooleanField(label=_("I have checked that this is the person who asked for it"))
