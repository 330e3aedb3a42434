"""By which act or letter something came about: two ways to say it, one of which is enough."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.mandates.services import Paper

from ..acts.fields import ActField
from ..fields import DateField


class ActForm(forms.Form):
    """A form that names an act which is entered already."""

    act = ActField(label=_("By act"), required=False, help_text=_("As it is cited, such as VKM 746/2021."))


class PaperForm(ActForm):
    """By act, or by letter."""

    letter_number = forms.CharField(label=_("Or by letter no."), max_length=40, required=False)
    letter_on = DateField(label=_("Date of the letter"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "act" not in self.errors and not given.get("act") and not given.get("letter_number"):
            self.add_error("act", _("Say by which act or letter."))
        return given

    def paper(self) -> Paper:
        given = self.cleaned_data
        return Paper(act=given["act"], letter_number=given["letter_number"], letter_on=given["letter_on"])
