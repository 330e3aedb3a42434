"""Forms of an office's own pages."""

import re
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Role

from ..fields import DateField

# What would end a line, or do worse, in the header of a mail.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class OneLineField(forms.CharField):
    """A name that goes into the headers of mails."""

    def to_python(self, value: object) -> str:
        return " ".join(CONTROLS.sub(" ", super().to_python(value)).split())


def delay_field(*, most: int, **words: Any) -> forms.IntegerField:
    """So many working days, as the tables allow."""
    return forms.IntegerField(min_value=0, max_value=most, **words)


class SettingsForm(forms.ModelForm):
    """`theirs` tells, after somebody else saved meanwhile, what stands there now beside what was typed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    sender_name = OneLineField(
        label=_("Name of the mail's sender"), max_length=120, help_text=_("Recipients see it beside the address.")
    )
    place = OneLineField(label=_("Place on the letters"), max_length=60, help_text=_("Stands before the date."))

    link_days = forms.IntegerField(
        label=_("days a personal link stays valid"),
        min_value=1,
        max_value=365,
        help_text=_("Between 1 and 365. Links sent earlier keep their day."),
    )

    remind_before_days = delay_field(
        label=_("Reminder, working days before the deadline"), most=60, help_text=_("0 sends none.")
    )
    reminds_on_day = forms.BooleanField(label=_("Reminder on the day of the deadline"), required=False)
    remind_after_days = delay_field(
        label=_("Reminder, working days after the deadline"), most=60, help_text=_("0 sends none.")
    )
    escalate_after_days = delay_field(
        label=_("Letter to the superior, working days after the deadline"),
        most=120,
        help_text=_("It is drafted for signature and sent by nobody. 0 drafts none."),
    )

    class Meta:
        model = Office
        fields = (
            "sender_name", "sender_email", "place", "register_mode", "link_days", "long_overdue_days",
            "remind_before_days", "reminds_on_day", "remind_after_days", "escalate_after_days",
        )  # fmt: skip
        widgets = {"register_mode": forms.RadioSelect}
        help_texts = {
            "sender_email": _("Answers to our mails go there."),
            "register_mode": _("A change holds for registers that are opened from then on."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["revision"] = self.instance.revision
        self.fields["register_mode"].choices = RegisterMode.choices  # without Django's empty one
        self.theirs: list[tuple[str | Promise, object]] = []

    def show_change(self, theirs: Office) -> None:
        """Keep what was typed; saved once more, it replaces what stands there now."""
        self.theirs = [
            (self[name].label, _as_shown(theirs, name))
            for name in self.Meta.fields
            if getattr(theirs, name) != self.cleaned_data[name]
        ]
        self.data = self.data.copy()
        self.data["revision"] = str(theirs.revision)


def _as_shown(row: Model, name: str) -> object:
    label = getattr(row, f"get_{name}_display", None)
    return label() if label else getattr(row, name)


class TemplateForm(forms.Form):
    template = forms.FileField(
        label=_("Word template"), widget=forms.FileInput(attrs={"accept": ".docx"}), help_text=_("A .docx file.")
    )


class PersonForm(forms.Form):
    """Somebody who is to work in the office."""

    name = OneLineField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("They sign in with it."))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in (Role.OFFICER, Role.CLERK, Role.ADMINISTRATOR)],
        widget=forms.RadioSelect,
        help_text=_(
            "An officer writes letters and follows the answers, a clerk registers and sends, an administrator keeps "
            "these settings and the people."
        ),
    )


class EndForm(forms.Form):
    on = DateField(label=_("Last day"), help_text=_("Until today: the rights end at once."))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("For example: moved to another post."))


class HolidayForm(forms.Form):
    on_day = DateField(label=_("Day"))
    name_sq = OneLineField(label=_("Name in Albanian"), max_length=200)
    name_en = OneLineField(label=_("Name in English"), max_length=200)
