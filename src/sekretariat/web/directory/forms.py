"""The line of filters above the directory, and the box that takes a pasted list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.enums import InstitutionKind
from sekretariat.ground.actors import Role


class DirectoryFilter(forms.Form):
    words = forms.CharField(label=_("Name, institution or e-mail"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of institution"), choices=[("", _("all kinds")), *InstitutionKind.choices], required=False
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("all roles")), *Role.choices], required=False)


class MissingFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all kinds")), *InstitutionKind.choices], required=False)


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("The list"),
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=_(
            "Copy the rows from Excel or Word and paste them here: institution, name, function, e-mail, telephone. "
            "A line with the names of the columns may stand on top, in any order. An empty institution is the one "
            "above."
        ),
        strip=False,
    )
