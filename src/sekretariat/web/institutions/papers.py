"""By which act or letter something came about: two ways to say it, one of which is enough."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.mandates.services import Paper

from ..fields import DateField, Named, NameField


def act_names() -> Iterable[Named]:
    """(key, "VKM 504/2018 – title", "VKM 504/2018") of all acts, the newest first."""
    for act in Act.objects.order_by("-year", "-pk"):
        yield act.pk, f"{act} – {act.title_sq}", str(act)


class ActForm(forms.Form):
    """A form that names an act which is entered already."""

    act = NameField(
        label=_("By act"),
        names=act_names,
        required=False,
        help_text=_("Type a part of its number or title and choose."),
    )

    def clean_act(self) -> Act | None:
        key = self.cleaned_data["act"]
        return Act.objects.get(pk=key) if key else None


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
