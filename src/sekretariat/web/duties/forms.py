"""Forms of the answers, one per kind of duty, and those of the office around them."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.followup.enums import ContactWay
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.obligations.enums import Shown
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import Acknowledged, Content, CoordinatorsNamed, FreeAnswer, PersonNamed
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.errors import DomainError
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload

from ..fields import DateField, DeadlineField, PastDateField
from .kept import kept_files, note_of

Section = tuple[str | Promise, Sequence[str]]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Several files. They are judged when they are taken, not here."""

    widget = FilesInput(attrs={"multiple": True})


def letter_number_field() -> forms.CharField:
    return forms.CharField(label=_("Number of the institution's letter"), max_length=40, required=False)


def letter_on_field() -> DateField:
    return DateField(label=_("Date of the institution's letter"), required=False)


class AnswerForm(forms.Form):
    """What every answer may have: a letter behind it, words and files. Each kind adds what it asks."""

    letter_number = letter_number_field()
    letter_on = letter_on_field()
    text = forms.CharField(label=_("A note with the answer"), widget=forms.Textarea, required=False)
    files = FilesField(
        label=_("Files"), required=False, help_text=_("PDF, Word, Excel, pictures or e-mails; several at once.")
    )

    sections: Sequence[Section] = ()
    around: Section = (_("Letter and files"), ("letter_number", "letter_on", "text", "files"))
    # A template of its own for the first group, such as a table of rows.
    table = ""
    # Asked for more rows, or to lay a pasted list over them: shown again, and nothing is sent.
    is_being_filled = False

    def __init__(
        self, *args: Any, by: Actor, obligation: Obligation | None = None, kept: Sequence[File] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.by = by
        self.obligation = obligation
        self.kept = list(kept)

    @property
    def note(self) -> str:
        """The signed note of the files that are kept so far."""
        return note_of(self.kept, by=self.by)

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        return [(legend, [self[name] for name in names]) for legend, names in (*self.sections, self.around)]

    def keep_files(self, *, on: datetime.date) -> None:
        """Keep what was sent, also where the form has faults, so that no file has to be chosen twice."""
        try:
            self.kept = kept_files(self.data, by=self.by)
        except DomainError as error:
            self.add_error("files", str(error))
        for upload in self.cleaned_data.get("files") or ():
            self._keep(upload, on=on)

    def _keep(self, upload: UploadedFile, *, on: datetime.date) -> None:
        try:
            self.kept.append(take_upload(stream=upload, name=upload.name, by=self.by, on=on))
        except DomainError as error:
            self.add_error("files", str(error))

    def content(self) -> Content:
        raise NotImplementedError

    def given(self, *, received_on: datetime.date) -> Given:
        return Given(
            received_on=received_on,
            letter_number=self.cleaned_data["letter_number"],
            letter_on=self.cleaned_data["letter_on"],
            text=self.cleaned_data["text"],
            files=self.kept,
        )


class PersonFields(forms.Form):
    """Coordinator and deputy, as the answer and the grid ask for them."""

    coordinator_name = forms.CharField(label=_("Name and surname of the coordinator"), max_length=200)
    coordinator_email = forms.EmailField(label=_("E-mail of the coordinator"), max_length=254, required=False)
    deputy_name = forms.CharField(label=_("Name and surname of the deputy"), max_length=200, required=False)
    deputy_email = forms.EmailField(label=_("E-mail of the deputy"), max_length=254, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(cleaned.get(f"deputy_{part}") for part in ("email", "phone", "title")) and not cleaned.get(
            "deputy_name"
        ):
            self.add_error("deputy_name", ValidationError(_("Say who the deputy is."), code="required"))
        return cleaned

    def named(self, role: str) -> PersonNamed | None:
        values = {part: self.cleaned_data.get(f"{role}_{part}", "") for part in ("name", "email", "phone", "title")}
        return PersonNamed(**values) if values["name"] else None

    def content(self) -> Content:
        coordinator = self.named("coordinator")
        assert coordinator is not None  # the field is required
        return CoordinatorsNamed(coordinator=coordinator, deputy=self.named("deputy"))


class CoordinatorsForm(PersonFields, AnswerForm):
    coordinator_phone = forms.CharField(label=_("Telephone of the coordinator"), max_length=60, required=False)
    coordinator_title = forms.CharField(label=_("Post of the coordinator"), max_length=100, required=False)
    deputy_phone = forms.CharField(label=_("Telephone of the deputy"), max_length=60, required=False)
    deputy_title = forms.CharField(label=_("Post of the deputy"), max_length=100, required=False)

    sections = (
        (
            pgettext_lazy("person", "Coordinator"),
            ("coordinator_name", "coordinator_email", "coordinator_phone", "coordinator_title"),
        ),
        (pgettext_lazy("person", "Deputy"), ("deputy_name", "deputy_email", "deputy_phone", "deputy_title")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # A paper letter often gives none; the institution itself can be asked for it.
        self.fields["coordinator_email"].required = not self.by.works_in_office


class AcknowledgeForm(AnswerForm):
    def content(self) -> Content:
        return Acknowledged()


class FreeAnswerForm(AnswerForm):
    sections = ((_("Answer"), ("text", "files")),)
    around = (_("Letter"), ("letter_number", "letter_on"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("Text of the answer")
        self.fields["text"].help_text = _("Write the answer, or attach it as a file.")

    def content(self) -> Content:
        return FreeAnswer()


class ReceiptForm(forms.Form):
    """How an answer came that the office records on behalf of the institution."""

    received_on = PastDateField(label=_("Received on"))
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(channel.value, channel.label) for channel in (Channel.PAPER, Channel.EMAIL)],
        widget=forms.RadioSelect,
    )


class DropForm(forms.Form):
    """An e-mail or a scan, from which the record's form is filled."""

    file = FilesField(
        label=_("E-mail or scan"),
        help_text=_("An e-mail saved as .eml or .msg, or a scanned letter. The form is filled from what can be read."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The institution reads it as you write it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExtendForm(forms.Form):
    new_due = DeadlineField(
        label=_("New deadline"),
        help_text=_("A day such as 11.06.2018, or June 2019, T3 2019, 2019: then its last day."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The institution reads it as you write it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContactForm(forms.Form):
    """With nothing filled in, a telephone call of today."""

    way = forms.ChoiceField(
        label=_("How"), choices=ContactWay.choices, initial=ContactWay.PHONE, widget=forms.RadioSelect
    )
    on = PastDateField(label=_("On"), required=False)
    person = forms.ModelChoiceField(
        label=pgettext_lazy("contact", "With"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("not said"),
    )
    text = forms.CharField(
        label=_("What was said"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    promised_on = DateField(label=_("Promised by"), required=False)

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people


class DayForm(forms.Form):
    """The day as of which a page is read."""

    on = DateField(label=_("As of"), required=False)

    def day(self) -> datetime.date:
        """The day that was typed; today where none was, or none that is understood."""
        self.is_valid()
        return self.cleaned_data.get("on") or timezone.localdate()


class OwedFilter(DayForm):
    """The one line of filters above what is owed to an office."""

    show = forms.ChoiceField(label=_("Duties"), choices=Shown.choices, required=False)
    institution = forms.CharField(label=_("Institution"), required=False, max_length=200)
    letter = forms.CharField(
        label=_("Letter no."), required=False, max_length=40, widget=forms.TextInput(attrs={"size": 8})
    )
    body = forms.ModelChoiceField(
        label=_("Body"), queryset=Body.objects.none(), required=False, empty_label=_("all bodies")
    )

    field_order = ("show", "institution", "letter", "body", "on")

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].queryset = bodies
        self.fields["body"].label_from_instance = lambda body: body.label
