"""Forms of posts, of who holds them, and of superiors."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.enums import PostKind
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.services import Named

from ..editing import EditForm
from ..fields import DateField, NameField
from ..letters.forms import institution_names, searchable
from .papers import ActForm, PaperForm


class PostFields(forms.Form):
    kind = forms.ChoiceField(
        label=_("What for"),
        choices=PostKind.choices,
        help_text=_("The head, the mayor and the secretary general answer for the institution where nobody is named."),
    )
    title_sq = forms.CharField(label=_("Title in Albanian"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail of the post"), required=False)
    valid_from = DateField(label=_("Exists since"), required=False)


class NewPostForm(PostFields):
    """A post is entered with what it is called."""


class PostForm(PostFields, EditForm):
    """The same as it stands."""


class AppointForm(PaperForm):
    """Who holds the post, from when, by what."""

    name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("An invitation to sign in goes there, and personal links.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    on = DateField(label=_("From"), help_text=_("The first day; whoever holds the post now leaves it the day before."))
    until = DateField(
        label=_("Last day"), required=False, help_text=_("Only for somebody who held the post once and has left it.")
    )

    def named(self) -> Named:
        given = self.cleaned_data
        return Named(name=given["name"], email=given["email"], phone=given["phone"])


class SubordinateForm(ActForm):
    """Under whom the institution stands, from a day or from the date of the act."""

    valid_from = DateField(
        label=_("From"), required=False, help_text=_("Empty where it counts from the date of the act.")
    )

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        names = searchable(institution_names(today))
        self.fields["superior"] = NameField(label=_("Stands under"), names=names)
        self.order_fields(["superior", "act", "valid_from"])

    def clean_superior(self) -> Institution:
        return Institution.objects.get(pk=self.cleaned_data["superior"])


class LastDayForm(forms.Form):
    on = DateField(label=_("Last day"))


class HolderForm(forms.Form):
    """A row of the cabinet's grid. One in which nothing is typed is left alone."""

    name = forms.CharField(label=_("Name and surname"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **options)
        for field in self.fields.values():
            field.widget.attrs = {"autocomplete": "off"}

    @property
    def is_filled(self) -> bool:
        return any(self[name].data for name in self.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.is_filled and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Say who."))
        return given

    def named(self) -> Named:
        given = self.cleaned_data
        return Named(name=given["name"], email=given["email"], phone=given["phone"])


class CabinetForm(PaperForm):
    """What all rows share."""

    on = DateField(label=_("From"), help_text=_("The first day of all of them; those before leave the day before."))


class MoreRowsForm(forms.Form):
    """What grows the grid: one more institution, or a list that is laid over it."""

    pasted = forms.CharField(
        label=_("Paste a list"),
        help_text=_("One institution a line: its name, then name and surname, e-mail, telephone. Check it, then save."),
        widget=forms.Textarea,
        required=False,
    )

    def __init__(self, *args: Any, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["one"] = NameField(
            label=_("Another institution"), names=searchable(institution_names(today)), required=False
        )
