"""A row of the grid, one shape per kind of duty. Its columns are those of a pasted list (`replying.importers`)."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.services import Given
from sekretariat.domain.replying.contents import (
    Acknowledged,
    CalendarSent,
    CommitmentsSaid,
    Content,
    FreeAnswer,
    RemarksGiven,
)
from sekretariat.domain.replying.importers import GRID_COLUMNS
from sekretariat.ground.words import fold

from ..fields import PastDateField
from .forms import PersonFields, letter_number_field, letter_on_field

HEADINGS: dict[str, str | Promise] = {
    "received_on": _("Received on"),
    "coordinator_name": pgettext_lazy("person", "Coordinator"),
    "coordinator_email": _("E-mail"),
    "deputy_name": pgettext_lazy("person", "Deputy"),
    "deputy_email": _("E-mail of the deputy"),
    "text": _("Answer"),
    "commits": _("Commits to all (yes or no)"),
    "letter_number": _("Their letter no."),
    "letter_on": _("Its date"),
}

# What people write in a cell that asks yes or no.
WORDS = {"po": True, "yes": True, "1": True, "x": True, "jo": False, "no": False, "0": False}


# What they write where they have no remarks.
NO_REMARKS = {"jo", "no", "pa verejtje", "ska verejtje", "s'ka verejtje", "nuk ka verejtje", "no remarks"}


class RowForm(forms.Form):
    """A row says something where one of the columns in `says` is filled; any other row is left alone.

    `day` is the day of receipt, known once the row was validated: its own, or else the one of the rows above.
    """

    received_on = PastDateField(label=_("Received on"), required=False)
    letter_number = letter_number_field()
    letter_on = letter_on_field()

    kind: ObligationKind
    says: Sequence[str]
    faults_go_to = "received_on"

    def __init__(self, data: Any = None, *, above: datetime.date | None = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        self.day = above
        self.order_fields(GRID_COLUMNS[self.kind])
        for name, field in self.fields.items():
            field.label = HEADINGS[name]
            # A calendar beside each date would be one more stop for whoever goes through the grid by keyboard.
            field.widget.attrs = {"autocomplete": "off"}

    @property
    def is_filled(self) -> bool:
        return any(self[name].data for name in self.says)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.day = cleaned.get("received_on") or self.day
        if not self.is_filled or "received_on" in self.errors:
            return cleaned
        if self.day is None:
            self.add_error("received_on", _("Give the day it was received; empty rows below take it over."))
        elif cleaned.get("letter_on") and cleaned["letter_on"] > self.day:
            self.add_error("letter_on", _("Their letter cannot be younger than its receipt."))
        return cleaned

    def content(self) -> Content:
        raise NotImplementedError

    def given(self) -> Given:
        assert self.day is not None  # `clean` saw to it
        return Given(
            received_on=self.day,
            letter_number=self.cleaned_data["letter_number"],
            letter_on=self.cleaned_data["letter_on"],
            text=self.cleaned_data.get("text", ""),
        )


class CoordinatorsRow(PersonFields, RowForm):
    kind = ObligationKind.NAME_COORDINATOR
    says = tuple(name for name in GRID_COLUMNS[kind] if name != "received_on")
    faults_go_to = "coordinator_name"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["coordinator_name"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_filled and not cleaned.get("coordinator_name") and "coordinator_name" not in self.errors:
            self.add_error("coordinator_name", _("Say who the coordinator is."))
        return cleaned


class AcknowledgeRow(RowForm):
    """That it came on a day is the whole answer, so here the day alone fills the row."""

    kind = ObligationKind.ACKNOWLEDGE
    says = GRID_COLUMNS[kind]

    def content(self) -> Content:
        return Acknowledged()


class FreeAnswerRow(RowForm):
    kind = ObligationKind.FREE_ANSWER
    says = ("text", "letter_number", "letter_on")
    faults_go_to = "text"

    text = forms.CharField(required=False)

    def content(self) -> Content:
        return FreeAnswer()


class CalendarRow(FreeAnswerRow):
    """That the calendar came, and how. Its steps do not fit into a row: they are entered in the duty's own form."""

    kind = ObligationKind.SEND_CALENDAR
    says = FreeAnswerRow.says

    def content(self) -> Content:
        return CalendarSent()


class RemarksRow(FreeAnswerRow):
    """One remark on all measures, or that there is none. Remarks on single measures are entered in the duty's form."""

    kind = ObligationKind.GIVE_REMARKS
    says = FreeAnswerRow.says

    def content(self) -> Content:
        return RemarksGiven(none=fold(self.cleaned_data["text"]).strip(" .") in NO_REMARKS)


class CommitmentRow(RowForm):
    """One word for all measures, as a short letter says it; then the words of the answer are the reason."""

    kind = ObligationKind.CONFIRM_COMMITMENT
    says = ("commits", "text", "letter_number", "letter_on")
    faults_go_to = "commits"

    commits = forms.CharField(required=False)
    text = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        word = fold(cleaned.get("commits", ""))
        if word and word not in WORDS:
            self.add_error("commits", _("Write yes or no, or leave it empty."))
        elif WORDS.get(word) is False and not cleaned.get("text"):
            self.add_error("text", _("Say why the institution does not commit."))
        return cleaned

    def content(self) -> Content:
        said = WORDS.get(fold(self.cleaned_data["commits"]))
        return CommitmentsSaid(to_all=said, reason=self.cleaned_data["text"] if said is False else "")


GRID_FORMS: dict[ObligationKind, type[RowForm]] = {
    form.kind: form for form in (CoordinatorsRow, AcknowledgeRow, FreeAnswerRow, CalendarRow, RemarksRow, CommitmentRow)
}


class PasteForm(forms.Form):
    pasted = forms.CharField(
        label=_("Paste a list"),
        help_text=_("One institution a line, its name first, then the columns of the grid. Check it above, then save."),
        widget=forms.Textarea,
        required=False,
    )
