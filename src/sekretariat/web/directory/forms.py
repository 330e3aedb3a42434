"""The line of filters above the directory, and the forms of lists that come in."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.followup.directory.choosing import Choice
from sekretariat.domain.institutions.enums import InstitutionKind, PostKind
from sekretariat.domain.institutions.models import Territory
from sekretariat.domain.institutions.queries import counties
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.obligations.models import Obligation, ObligationSource
from sekretariat.ground.actors import Actor, Permission, Role

MOST_LETTERS = 200


class DirectoryFilter(forms.Form):
    """Who is shown, exported or written to; one and the same address holds it."""

    words = forms.CharField(label=gettext_lazy("Name, institution or e-mail"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of institution"),
        choices=[("", gettext_lazy("all kinds")), *InstitutionKind.choices],
        required=False,
    )
    county = forms.ModelChoiceField(
        label=gettext_lazy("County"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=gettext_lazy("all counties"),
    )
    post = forms.ChoiceField(
        label=gettext_lazy("Post"), choices=[("", gettext_lazy("all posts")), *PostKind.choices], required=False
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[("", gettext_lazy("all roles")), *Role.choices], required=False
    )
    body = forms.ModelChoiceField(
        label=gettext_lazy("In the mechanism"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("whatever"),
    )
    owes = forms.TypedChoiceField(
        label=gettext_lazy("Owes an answer to"), choices=[], required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, actor: Actor, today: datetime.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.fields["county"].queryset = counties()
        self.fields["body"].queryset = Body.objects.in_force(on=today).order_by("sort_key")
        self.fields["body"].label_from_instance = lambda body: body.label
        if actor.may_anywhere(Permission.OBLIGATIONS_FOLLOW):
            self.fields["owes"].choices = [("", _("whatever")), *_letters_owed_to(actor)]
        else:
            del self.fields["owes"]

    def choice(self) -> Choice:
        """What could be understood of the address; the rest does not narrow."""
        self.is_valid()
        wanted = dict(self.cleaned_data)
        letter = wanted.pop("owes", None)
        given = {name: value for name, value in wanted.items() if value}
        if letter:
            given["owes"] = Letter.objects.visible_to(self.actor).filter(pk=letter).first()
        return Choice(**given)

    def said(self) -> str:
        """The choice in words: "Kind of institution: Municipality; Role: Head"."""
        self.is_valid()
        said = []
        for name, value in self.cleaned_data.items():
            if value:
                choices = {str(key): label for key, label in getattr(self.fields[name], "choices", ())}
                key = str(getattr(value, "pk", value))
                said.append(f"{self.fields[name].label}: {choices.get(key, value)}")
        return "; ".join(said) or _("everybody in the directory")


def _letters_owed_to(actor: Actor) -> list[tuple[int, str]]:
    """Letters to which somebody still owes the actor's office an answer, the newest first: one query."""
    owed = Obligation.objects.owed_to_actor(actor).still_owed()
    sources = ObligationSource.objects.filter(obligation__in=owed, source__startswith="letter:")
    found = sources.order_by("-on", "-source").values_list("source", "citation", "subject").distinct()[:MOST_LETTERS]
    return [
        (int(source.partition(":")[2]), Truncator(f"{citation}: {subject}").chars(90))
        for source, citation, subject in found
    ]


class MissingFilter(forms.Form):
    words = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all kinds")), *InstitutionKind.choices], required=False
    )
    county = forms.ModelChoiceField(
        label=gettext_lazy("County"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=gettext_lazy("all counties"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"].queryset = counties()


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The list"),
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Copy the rows from Excel or Word and paste them here: institution, name, function, e-mail, telephone. "
            "A line with the names of the columns may stand on top, in any order. An empty institution is the one "
            "above."
        ),
        strip=False,
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The list as a file"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy(
            "An .xlsx or .csv with a row of headings: institution, name, function, e-mail, telephone, in any order, on "
            "any sheet. An empty institution is the one above."
        ),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
    )


class GroupMailForm(forms.Form):
    """What is written to those chosen. `token` makes a form sent twice one mail; `seen` is who was shown."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
        help_text=gettext_lazy(
            "{emri} stands for the name of whom the mail goes to, {institucioni} for their institution; also in the "
            "subject."
        ),
    )

    def clean_subject(self) -> str:
        subject = " ".join(self.cleaned_data["subject"].split())
        if not subject:
            raise ValidationError(_("Write the subject."))
        return subject

    def clean_text(self) -> str:
        """Line ends as a mail has them; browsers send them in pairs of signs."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")
