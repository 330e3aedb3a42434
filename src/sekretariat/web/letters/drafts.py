"""The writing form: what is to be written, to whom, and what it asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body, BodyQuerySet
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.enums import AddresseeRole, Direction
from sekretariat.domain.letters.models import Letter, LetterDemand, LetterQuerySet
from sekretariat.domain.letters.services import DemandOf, Draft
from sekretariat.domain.obligations.enums import Clock, ObligationKind
from sekretariat.domain.obligations.services import Demand
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.words import DatePoint
from sekretariat.ground.words.enums import Precision

from ..fields import DeadlineField, Named, NameField
from .fields import AddresseesField, LetterField
from .forms import OfficeForm, searchable

MOST_DEMANDS = 100  # a reminder asks each municipality again what it owes
LONGEST_TERM = 1000  # days


def name_of_body(body: Body) -> str:
    return (get_language() == "en" and body.name_en) or body.name_sq


class DraftForm(OfficeForm):
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"),
        choices=[(one.value, one.label) for one in (Direction.OUTGOING, Direction.INTERNAL)],
        widget=forms.RadioSelect,
        initial=Direction.OUTGOING,
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("One paragraph a line. What is asked and by when is added from the list above."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    signatory = forms.CharField(
        label=gettext_lazy("Signatory"),
        max_length=200,
        required=False,
    )
    signatory_post = forms.CharField(label=gettext_lazy("Post of the signatory"), max_length=200, required=False)
    one_per_addressee = forms.BooleanField(
        label=gettext_lazy("One letter per addressee"),
        help_text=gettext_lazy("Each addressee gets a document that names no other; otherwise all stand on one list."),
        required=False,
    )

    def __init__(
        self, *args: Any, names: Sequence[Named], bodies: BodyQuerySet, letters: LetterQuerySet, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["body"] = forms.ModelChoiceField(
            label=gettext_lazy("Mechanism"),
            queryset=bodies,
            required=False,
            empty_label=gettext_lazy("none"),
            help_text=gettext_lazy("The body on whose behalf it is asked: its coordinators will answer."),
        )
        self.fields["body"].label_from_instance = name_of_body
        self.fields["follows"] = LetterField(
            label=gettext_lazy("Follows our letter"),
            help_text=gettext_lazy("Number of an earlier letter of the same matter, such as 2470."),
            letters=letters.filter(office=self.office),
            required=False,
        )
        self.fields["to"] = AddresseesField(
            label=gettext_lazy("To"),
            names=names,
            required=False,
            help_text=gettext_lazy("One institution a line, by name or short name. Paste a list from Excel or Word."),
        )
        self.fields["one"] = NameField(
            label=gettext_lazy("Find an institution"), names=searchable(names), required=False
        )
        self.fields["for_information"] = AddresseesField(
            label=gettext_lazy("For information"),
            names=names,
            required=False,
            help_text=gettext_lazy("Those who get a copy and owe nothing."),
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def draft(self, demands: Sequence[DemandOf]) -> Draft:
        given = self.cleaned_data
        institutions = Institution.objects.in_bulk([*given["to"], *given["for_information"]])
        return Draft(
            subject=given["subject"],
            text=given["text"],
            to=[institutions[key] for key in given["to"]],
            for_information=[institutions[key] for key in given["for_information"]],
            demands=demands,
            body=given["body"],
            follows=given["follows"],
            signatory=given["signatory"],
            signatory_post=given["signatory_post"],
            one_per_addressee=given["one_per_addressee"],
            direction=given["direction"],
        )


class DemandForm(forms.Form):
    """One thing asked. A row in which nothing was written is no demand."""

    kind = forms.ChoiceField(label=gettext_lazy("What is asked"), choices=ObligationKind.choices)
    ask_sq = forms.CharField(label=gettext_lazy("In words, Albanian"), max_length=300, required=False)
    ask_en = forms.CharField(label=gettext_lazy("In words, English"), max_length=300, required=False)
    term_days = forms.IntegerField(
        label=gettext_lazy("Term in days"), min_value=1, max_value=LONGEST_TERM, required=False, widget=forms.TextInput
    )
    term_calendar = forms.ChoiceField(
        label=gettext_lazy("Which days"), choices=Calendar.choices, initial=Calendar.WORKING
    )
    clock = forms.ChoiceField(label=gettext_lazy("The term counts"), choices=Clock.choices, initial=Clock.LETTER)
    due = DeadlineField(
        label=gettext_lazy("Or a date as deadline"),
        required=False,
    )
    asks_again = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: Sequence[Named], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["institution"] = NameField(
            label=gettext_lazy("Only of one addressee"),
            names=searchable(names),
            required=False,
        )

    @property
    def is_blank(self) -> bool:
        written = ("ask_sq", "ask_en", "term_days", "due", "institution")
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in written)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.is_blank:
            self._errors = ErrorDict()  # nothing was asked, so nothing is wrong

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("ask_sq") and "ask_sq" not in self.errors:
            self.add_error("ask_sq", ValidationError(_("Say in words what is asked; the letter will say it so.")))
        if cleaned.get("term_days") and cleaned.get("due"):
            self.add_error("due", ValidationError(_("Give a term in days or a fixed deadline, not both.")))
        return cleaned

    def demand(self) -> Demand:
        given = self.cleaned_data
        due: DatePoint | None = given["due"]
        return Demand(
            kind=given["kind"],
            ask_sq=given["ask_sq"],
            ask_en=given["ask_en"],
            clock=given["clock"],
            term_days=given["term_days"],
            term_calendar=given["term_calendar"],
            due_on=due.on if due else None,
            due_precision=due.precision if due else Precision.DAY,
        )


class DemandRows(forms.BaseFormSet):
    def demands(self) -> list[DemandOf]:
        asked = [row for row in self.forms if not row.is_blank]
        only = Institution.objects.in_bulk([key for row in asked if (key := row.cleaned_data["institution"])])
        return [
            DemandOf(
                demand=row.demand(),
                institution=only.get(row.cleaned_data["institution"]),
                asks_again=row.cleaned_data["asks_again"],
            )
            for row in asked
        ]


DemandFormSet = forms.formset_factory(
    DemandForm, formset=DemandRows, extra=0, max_num=MOST_DEMANDS, absolute_max=MOST_DEMANDS, validate_max=True
)


def initial_of(letter: Letter) -> dict[str, Any]:
    """The form as the draft stands. The letter comes with its parts."""
    keys: Mapping[str, list[int]] = {role: [] for role in AddresseeRole.values}
    for addressee in letter.addressees.all():
        keys[addressee.role].append(addressee.institution_id)
    return {
        "subject": letter.subject,
        "direction": letter.direction,
        "text": letter.text,
        "body": letter.body_id,
        "follows": letter.follows,
        "signatory": letter.signatory,
        "signatory_post": letter.signatory_post,
        "one_per_addressee": letter.one_per_addressee,
        "to": keys[AddresseeRole.TO],
        "for_information": keys[AddresseeRole.FOR_INFORMATION],
    }


def initial_of_demand(demand: LetterDemand) -> dict[str, Any]:
    due = DatePoint(demand.due_on, Precision(demand.due_precision)) if demand.due_on else None
    return {
        "kind": demand.kind,
        "ask_sq": demand.ask_sq,
        "ask_en": demand.ask_en,
        "institution": demand.addressee.institution_id if demand.addressee else None,
        "term_days": demand.term_days,
        "term_calendar": demand.term_calendar,
        "clock": demand.clock,
        "due": due,
        "asks_again": demand.asks_again,
    }
