"""Forms of the correspondence: the filter above the register, the incoming letter, and the steps of a letter."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Letter, LetterQuerySet
from sekretariat.domain.letters.queries import modes_of
from sekretariat.domain.letters.services import Incoming
from sekretariat.domain.offices.enums import RegisterMode
from sekretariat.domain.offices.models import Office
from sekretariat.ground.files.models import File

from ..fields import DateField, Named, NameField, PastDateField
from .fields import LetterField


def institution_names(on: datetime.date, *, also: Iterable[int] = ()) -> list[Named]:
    """(key, name, further names) of the institutions of the day in the Albanian order, and of those named already."""
    found = Institution.objects.in_force(on=on) | Institution.objects.filter(pk__in=also)
    return list(found.order_by("sort_key", "pk").values_list("pk", "name_sq", "short_name", "name_en"))


def searchable(names: Sequence[Named]) -> list[Named]:
    """The same with the short name in what is offered, so that it is found by either while one types."""
    return [(key, f"{short} – {name}" if short else name, name, short, other) for key, name, short, other in names]


class LetterFilter(forms.Form):
    """The one line above the register."""

    q = forms.CharField(label=_("Number or subject"), max_length=200, required=False)
    direction = forms.ChoiceField(
        label=_("Direction"), choices=[("", _("all directions")), *Direction.choices], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all states")), *LetterState.choices], required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: Sequence[int], names: Sequence[Named], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = [("", _("all years")), *((year, str(year)) for year in years)]
        self.fields["institution"] = NameField(label=_("From or to"), names=searchable(names), required=False)
        self.order_fields(["q", "institution"])


class OfficeForm(forms.Form):
    """A form of whoever may work in several offices: then, and only then, it asks for which."""

    def __init__(self, *args: Any, offices: Sequence[Office], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = {str(office.pk): office for office in offices}
        if len(offices) > 1:
            choices = [(key, office.unit.label) for key, office in self.offices.items()]
            self.fields["office"] = forms.ChoiceField(label=_("Office"), choices=choices)
            self.order_fields(["office"])

    @property
    def office(self) -> Office:
        """The one chosen; before anything is chosen, the first."""
        chosen = (self.data or self.initial).get("office")
        return self.offices.get(str(chosen)) or next(iter(self.offices.values()))


class NumberForm(forms.Form):
    """A form that asks for the number only where it is typed as on paper; `fit_register` says where that is."""

    number = forms.CharField(
        label=_("Number in the protocol book"),
        help_text=_("As it stands on paper: 2470 or 2470/3."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    as_double = forms.BooleanField(label=_("The paper book truly has this number twice"), required=False)

    def fit_register(self, office: Office) -> None:
        modes = modes_of(office)
        if RegisterMode.PAPER_BOOK not in modes:
            del self.fields["number"], self.fields["as_double"]
        elif len(modes) > 1:
            self.fields["number"].required = False
            self.fields["number"].help_text = _(
                "As it stands on paper: 2470 or 2470/3. Empty for a year whose register gives the numbers itself."
            )


class IncomingForm(OfficeForm, NumberForm):
    """A letter that came in, as on its paper."""

    foreign_number = forms.CharField(label=_("Sender's number"), max_length=40, required=False)
    foreign_on = DateField(label=_("Sender's date"), required=False)
    received_on = PastDateField(label=_("Received on"))
    subject = forms.CharField(
        label=_("Subject"),
        help_text=_("As on the letter, word for word."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    on = PastDateField(label=_("Date in our register"))
    file = forms.FileField(label=_("Scan"), help_text=_("The letter as it came: PDF or picture."), required=False)

    def __init__(self, *args: Any, names: Sequence[Named], letters: LetterQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sender"] = NameField(
            label=_("Sender"), names=searchable(names), help_text=_("Type a part of the name and choose.")
        )
        self.fields["follows"] = LetterField(
            label=_("Answers or follows our letter"),
            help_text=_("Its number, such as 2470. The letter then joins its matter."),
            letters=letters.filter(office=self.office),
            required=False,
        )
        self.fit_register(self.office)

    def incoming(self, *, scan: File | None) -> Incoming:
        given = self.cleaned_data
        return Incoming(
            sender=Institution.objects.get(pk=given["sender"]),
            subject=given["subject"],
            received_on=given["received_on"],
            foreign_number=given["foreign_number"],
            foreign_on=given["foreign_on"],
            follows=given["follows"],
            number_text=given.get("number", ""),
            scan=scan,
            as_double=given.get("as_double", False),
        )


class DayForm(forms.Form):
    """A step of which only the day is asked."""

    on = PastDateField(label=_("Day"))

    def __init__(self, *args: Any, label: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].label = label or self.fields["on"].label


class SignForm(forms.Form):
    signatory = forms.CharField(label=_("Who signed"), max_length=200)
    signatory_post = forms.CharField(label=_("Post of the signatory"), max_length=200, required=False)
    on = PastDateField(label=_("Signed on"))


class RegisterForm(NumberForm):
    on = PastDateField(
        label=_("Date of the letter"), help_text=_("Deadlines that count from the letter count from it.")
    )

    def __init__(self, *args: Any, letter: Letter, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fit_register(letter.office)


class ScanForm(forms.Form):
    file = forms.FileField(label=_("Signed scan"), help_text=_("PDF or picture of the signed and sealed letter."))


class EncloseForm(forms.Form):
    file = forms.FileField(label=_("File"))
    title = forms.CharField(
        label=_("Title"), help_text=_("As the letter names it, such as Annex 1."), max_length=200, required=False
    )


class AssignForm(forms.Form):
    instruction = forms.CharField(
        label=_("Instruction of the head"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    assigned_to = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["assigned_to"].queryset = people
