"""Forms of acts: the filter above the list, entering and correcting one, confirming its date, what it changes."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.acts.enums import ActType, Effect
from sekretariat.domain.acts.models import Act, Issuer
from sekretariat.domain.acts.rules import USUAL_ISSUERS

from ..editing import EditForm
from ..fields import DateField
from .fields import ActField

FIRST_YEAR = 1912


class ActFilter(forms.Form):
    """The one line above the list."""

    q = forms.CharField(label=_("Number or title"), max_length=200, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=[("", _("all types")), *ActType.choices], required=False)
    issuer = forms.ModelChoiceField(
        label=_("Issued by"), queryset=Issuer.objects.none(), required=False, empty_label=_("all issuers")
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    date = forms.ChoiceField(
        label=_("Date"),
        choices=[("", _("whatever")), ("open", _("not confirmed")), ("confirmed", _("confirmed"))],
        required=False,
    )

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["issuer"].queryset = Issuer.objects.order_by("sort_key", "pk")
        self.fields["year"].choices = [("", _("all years")), *((year, str(year)) for year in years)]


class _ActFields(forms.Form):
    """What is typed of an act, new or corrected."""

    type = forms.ChoiceField(label=_("Type"), choices=[("", _("choose")), *ActType.choices])
    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Issuer.objects.none(), empty_label=_("choose"))
    number = forms.CharField(label=_("Number"), max_length=20, help_text=_("Without the year: 749."))
    on = DateField(label=_("Date"), required=False, help_text=_("Empty where only the year is known."))
    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=2999,
        required=False,
        help_text=_("Where the date is not known."),
    )
    title_sq = forms.CharField(label=_("Title in Albanian"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    title_en = forms.CharField(
        label=_("Title in English"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    eli = forms.URLField(
        label=_("ELI"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Its address at the Official Publications Centre. One that looks odd is kept and marked."),
    )
    in_force_from = DateField(
        label=_("In force from"), required=False, help_text=_("Where it differs from the date of the act.")
    )
    in_force_to = DateField(label=_("In force to"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["issuer"].queryset = Issuer.objects.order_by("sort_key", "pk")

    def clean_title_sq(self) -> str:
        return " ".join(self.cleaned_data["title_sq"].split())

    def clean_title_en(self) -> str:
        return " ".join(self.cleaned_data["title_en"].split())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on, year = given.get("on"), given.get("year")
        if on and year and on.year != year:
            self.add_error("year", _("The date of the act is not in its year."))
        elif on:
            given["year"] = on.year
        elif not year and "on" not in self.errors and "year" not in self.errors:
            self.add_error("on", _("Write the date, or at least the year."))
        return given


class NewActForm(_ActFields):
    """An act that is not entered yet; an issuer that is not in the list is entered with it."""

    new_issuer = forms.CharField(
        label=_("Issuer that is not in the list"), max_length=300, required=False, help_text=_("As the act names it.")
    )
    is_confirmed = forms.BooleanField(label=_("I have checked the date at the source"), required=False)
    is_another = forms.BooleanField(label=_("It is another act than that one"), required=False)
    field_order = ("type", "issuer", "new_issuer", "number", "on", "is_confirmed", "year")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["issuer"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("is_confirmed") and not given.get("on") and "on" not in self.errors:
            self.add_error("on", _("An act without a date cannot have its date confirmed."))
        if given.get("issuer") and given.get("new_issuer"):
            self.add_error("new_issuer", _("Choose an issuer or write a new one, not both."))
        if not given.get("issuer") and not given.get("new_issuer") and "issuer" not in self.errors:
            usual = Issuer.objects.filter(name_sq=USUAL_ISSUERS.get(given.get("type"), "")).first()
            if usual is None:
                self.add_error("issuer", _("Say who issued the act."))
            given["issuer"] = usual
        return given


class ActForm(_ActFields, EditForm):
    """What stands of an act, to be corrected."""

    @property
    def corrected(self) -> dict[str, Any]:
        given = self.values
        return {**{name: value for name, value in given.items() if name != "on"}, "dated_on": given["on"]}


class ConfirmForm(EditForm):
    """The date as the source says it."""

    on = DateField(label=_("Date of the act"), help_text=_("As it stands in the Official Gazette, such as 29.12.2021."))
    eli = forms.URLField(label=_("ELI"), max_length=300, required=False, assume_scheme="https")


class AmendForm(forms.Form):
    """Which act it changes, and how."""

    amended = ActField(label=_("Which act"), help_text=_("As it is cited, such as VKM 422/2020."))
    effect = forms.ChoiceField(label=_("What it does to it"), choices=Effect.choices)
    articles = forms.CharField(label=_("Articles or points"), max_length=200, required=False)
    starts_on = DateField(label=_("From"), required=False, help_text=_("Where it is not the day of the changing act."))


class TextForm(forms.Form):
    """A text in which acts and letters are looked for."""

    text = forms.CharField(
        label=_("Text"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Paste a page, a letter or an act: up to 100.000 signs. It is kept until you sign out, for you alone."
        ),
    )


def initial_of(query: Any) -> dict[str, Any]:
    """What the address of the entry form says of the act."""
    given = {name: query.get(name, "") for name in ("type", "number", "on", "year", "title_sq", "eli")}
    if given["type"] in USUAL_ISSUERS:
        given["issuer"] = Issuer.objects.filter(name_sq=USUAL_ISSUERS[ActType(given["type"])]).first()
    return given


def years_of(acts: Any) -> list[int]:
    return list(acts.order_by("-year").values_list("year", flat=True).distinct())


def day_of_eli(act: Act, said: datetime.date | None) -> datetime.date | None:
    """The date to begin with: that of the act, else the one in its ELI where the years agree."""
    return act.on or (said if said and said.year == act.year else None)
