"""The one form of an installation that has no office yet."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.services import FirstAdministrator, NewUnit
from sekretariat.domain.offices.enums import RegisterMode

from ..fields import Named, NameField
from ..office.forms import OneLineField
from .code import is_setup_code


class PasswordField(forms.CharField):
    """A password is taken as it is typed, and never shown again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), max_length=1000, **options
        )


class SetUpForm(forms.Form):
    code = forms.CharField(
        label=_("Set-up code"),
        help_text=_("It was printed when the server started, and stands in the file “setup-code” of the data folder."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        max_length=200,
    )
    name_sq = OneLineField(
        label=_("Or a new unit, named in Albanian"), max_length=300, required=False,
        help_text=_("Only where it is not in the list."),
    )  # fmt: skip
    register_mode = forms.ChoiceField(
        label=_("Register of correspondence"),
        choices=RegisterMode.choices,
        initial=RegisterMode.KEPT_HERE,
        widget=forms.RadioSelect,
    )
    sender_name = OneLineField(
        label=_("Name of the mail's sender"), max_length=120, help_text=_("Recipients see it beside the address.")
    )
    sender_email = forms.EmailField(
        label=_("E-mail for replies"), max_length=254, help_text=_("Answers to our mails go there.")
    )
    name = OneLineField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("They sign in with it."))
    password = PasswordField(label=_("Password"), help_text=_("At least 12 characters; several words are best."))
    password_again = PasswordField(label=_("The same password once more"))

    def __init__(self, *args: Any, names: list[Named], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = NameField(
            label=_("Unit that works here"),
            names=names,
            required=False,
            help_text=_("Begin to write its name or short name, and choose."),
        )
        self.fields["part_of"] = NameField(label=_("The new unit is part of"), names=names, required=False)
        self.fields["registers_at"] = NameField(
            label=_("Institution whose protocol numbers its letters"),
            names=names,
            help_text=_("Often the one that the unit is part of."),
        )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not is_setup_code(code):
            raise ValidationError(_("This is not the code of this installation."), code="wrong")
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_unit(given)
        self._check_password(given)
        return given

    def _check_unit(self, given: dict[str, Any]) -> None:
        if "unit" in self.errors:
            return
        if bool(given.get("unit")) == bool(given.get("name_sq")):
            self.add_error("unit", _("Choose a unit of the list, or name a new one; one of the two."))
        elif given.get("name_sq") and not given.get("part_of") and "part_of" not in self.errors:
            self.add_error("part_of", _("Say of which institution the new unit is part."))

    def _check_password(self, given: dict[str, Any]) -> None:
        password = given.get("password")
        if not password:
            return
        if given.get("password_again") not in (None, password):
            self.add_error("password_again", _("The two passwords are not the same."))
        try:
            validate_password(password, user=get_user_model()(email=given.get("email", "")))
        except ValidationError as error:
            self.add_error("password", error)

    def values(self) -> dict[str, Any]:
        """What the service asks for."""
        given = self.cleaned_data
        keys = [given[name] for name in ("unit", "part_of", "registers_at") if given[name]]
        institutions = Institution.objects.in_bulk(keys)
        unit = given["unit"]
        return {
            "unit": institutions[unit]
            if unit
            else NewUnit(name_sq=given["name_sq"], part_of=institutions[given["part_of"]]),
            "registers_at": institutions[given["registers_at"]],
            "administrator": FirstAdministrator(
                name=given["name"], email=given["email"], password=given["password"]
            ),
        } | {name: given[name] for name in ("register_mode", "sender_name", "sender_email")}  # fmt: skip
