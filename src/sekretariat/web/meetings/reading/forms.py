"""Forms of meetings: the line of filters, planning and correcting one, calling it off."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.meetings.enums import MeetingKind, MeetingState, MinutesKind
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.reading import Wanted
from sekretariat.domain.meetings.services import MeetingSaid
from sekretariat.domain.offices.models import Office
from sekretariat.ground.errors import Stale
from sekretariat.ground.words import DatePoint, Precision

from ...editing import Change, EditForm, Theirs
from ...fields import DeadlineField, NameField, PlainSelect
from ...plans.filters import ALL_HE, ALL_SHE, KeyField, shortened
from ...plans.keeping.forms import names_of_institutions
from ..fields import HourField, names_of_persons

HIGHEST_NUMBER = 999


class MeetingFilter(forms.Form):
    """The line above the list. The state is chosen by the tabs."""

    q = forms.CharField(label=gettext_lazy("Words"), max_length=200, required=False)
    body = KeyField(label=gettext_lazy("Body"))
    year = KeyField(label=gettext_lazy("Year"))
    kind = forms.ChoiceField(
        widget=PlainSelect, label=gettext_lazy("Kind"), choices=[("", ALL_HE), *MeetingKind.choices], required=False
    )
    state = forms.ChoiceField(choices=[("", ALL_SHE), *MeetingState.choices], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Iterable[Body], years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].choices = [("", ALL_HE), *((body.pk, shortened(body.label)) for body in bodies)]
        self.fields["year"].choices = [("", ALL_HE), *((year, str(year)) for year in years)]

    def wanted(self) -> Wanted:
        """What was chosen narrows the list; what is not understood narrows nothing."""
        return replace(self.wanted_in_any_state(), state=self.cleaned_data.get("state") or "")

    def wanted_in_any_state(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("q") or "",
            body=given.get("body"),
            year=given.get("year"),
            kind=given.get("kind") or "",
        )


class _MeetingFields(forms.Form):
    """What is typed of a meeting, new or corrected."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=MeetingKind.choices, initial=MeetingKind.REGULAR.value)
    day = DeadlineField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("A date such as 25.06.2018; of one that is only planned also June 2019 or T3 2019."),
    )
    begins_at = HourField(label=gettext_lazy("Begins at"), required=False)
    ends_at = HourField(label=gettext_lazy("Ends at"), required=False)
    number = forms.IntegerField(
        label=gettext_lazy("Number in the year"),
        min_value=1,
        max_value=HIGHEST_NUMBER,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Empty takes the number after the body's last meeting of that year."),
    )
    title_sq = forms.CharField(label=gettext_lazy("Title in Albanian"), max_length=300, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300, required=False)
    place_sq = forms.CharField(label=gettext_lazy("Place in Albanian"), max_length=300, required=False)
    place_en = forms.CharField(label=gettext_lazy("Place in English"), max_length=300, required=False)
    link = forms.URLField(
        label=gettext_lazy("Link to the online meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, meeting: Meeting | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        led_by, chair = (meeting.led_by_id, meeting.chair_id) if meeting else (None, None)
        self.fields["led_by"] = NameField(
            label=gettext_lazy("Directed by the unit"),
            names=names_of_institutions(also=[led_by] if led_by else []),
            required=False,
            help_text=gettext_lazy("Type a part of the name and choose. All it stands under is printed with it."),
        )
        self.fields["chair"] = NameField(
            label=gettext_lazy("Directed by the person"),
            names=names_of_persons(also=[chair] if chair else []),
            required=False,
        )

    def said(self) -> MeetingSaid:
        given = self.cleaned_data
        plain = ("kind", "number", "title_sq", "title_en", "begins_at", "ends_at", "place_sq", "place_en", "link")
        return MeetingSaid(
            on=given["day"].on,
            precision=given["day"].precision,
            led_by=Institution.objects.get(pk=given["led_by"]) if given["led_by"] else None,
            chair=Person.objects.get(pk=given["chair"]) if given["chair"] else None,
            **{name: given[name] for name in plain},
        )


class NewMeetingForm(_MeetingFields):
    """A meeting that is not entered yet, of a body that an office of the writer serves."""

    body = forms.ChoiceField(label=gettext_lazy("Body"))
    record_kind = forms.ChoiceField(
        label=gettext_lazy("What is written down is called"),
        choices=MinutesKind.choices,
        initial=MinutesKind.NOTES.value,
    )

    def __init__(self, *args: Any, served: Sequence[tuple[Office, Sequence[Body]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.served = {f"{office.pk}-{body.pk}": (office, body) for office, bodies in served for body in bodies}
        several = len(served) > 1
        named = (
            (key, f"{body.name_sq} ({office.unit.label})" if several else body.name_sq)
            for key, (office, body) in self.served.items()
        )
        self.fields["body"].choices = [("", _("choose")), *named]

    @property
    def values(self) -> dict[str, Any]:
        office, body = self.served[self.cleaned_data["body"]]
        return {
            "office": office,
            "body": body,
            "said": self.said(),
            "record_kind": self.cleaned_data["record_kind"],
        }


class MeetingForm(_MeetingFields, EditForm):
    """What stands of a meeting, to be corrected or moved."""

    @classmethod
    def over(cls, meeting: Meeting, data: Any = None) -> "MeetingForm":
        return cls(data, initial=_shown(meeting), meeting=meeting)

    def show_theirs(self, row: Any, stale: Stale) -> None:
        """Keep what was typed, tell what the other one changed, and let the next saving build on it."""
        row.refresh_from_db()
        standing, changes = _shown(row), []
        for name, typed in self.values.items():
            if standing[name] != typed and not (name == "number" and typed is None):
                words = {"now": self._in_words(name, standing[name]), "typed": self._in_words(name, typed)}
                changes.append(Change(label=str(self.fields[name].label), **words))
        self.theirs = Theirs(sentence=str(stale), changes=changes)
        self.data = self.data.copy()
        self.data["revision"] = row.revision

    def _in_words(self, name: str, value: Any) -> object:
        if name == "kind":
            return MeetingKind(value).label
        return self.fields[name].prepare_value(value)


def _shown(meeting: Meeting) -> dict[str, Any]:
    """The meeting's columns as the form's fields hold them."""
    plain = ("kind", "begins_at", "ends_at", "number", "title_sq", "title_en", "place_sq", "place_en", "link")
    return {
        "day": DatePoint(on=meeting.on, precision=Precision(meeting.precision)),
        "led_by": meeting.led_by_id,
        "chair": meeting.chair_id,
        "revision": meeting.revision,
        **{name: getattr(meeting, name) for name in plain},
    }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        help_text=gettext_lazy("Whoever was invited reads it."),
    )
