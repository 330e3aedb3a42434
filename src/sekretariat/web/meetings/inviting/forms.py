"""What is typed of invitations, answers and presence."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.domain.bodies.enums import Side
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.meetings.enums import InvitationReply, Presence
from sekretariat.domain.meetings.models import Attendance, Meeting
from sekretariat.domain.meetings.services import Came, PlaceSaid, PresenceSaid, ReplySaid

from ...fields import NameField, PlainSelect
from ...letters.forms import institution_names, searchable
from ...rows import RowForm


class ReplyForm(forms.Form):
    """The answer to an invitation."""

    reply = forms.ChoiceField(
        label=_("Do you come?"),
        choices=[
            (InvitationReply.YES, _("Yes, I come")),
            (InvitationReply.NO, _("No, I do not come")),
            (InvitationReply.SUBSTITUTE, _("I send a substitute")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you come.")},
    )
    substitute_name = forms.CharField(
        label=_("Name of the substitute"),
        max_length=200,
        required=False,
        help_text=_("Only where you send somebody in your place."),
    )
    substitute_function = forms.CharField(label=_("Function of the substitute"), max_length=200, required=False)
    substitute_email = forms.EmailField(label=_("E-mail of the substitute"), required=False)
    note = forms.CharField(label=_("Note to the secretariat"), max_length=500, required=False)

    @classmethod
    def of(cls, place: Attendance, data: Mapping[str, Any] | None = None) -> "ReplyForm":
        initial = {
            "reply": place.reply,
            "note": place.reply_note,
            "substitute_name": place.substitute_name,
            "substitute_function": place.substitute_function,
            "substitute_email": place.substitute_email,
        }
        return cls(data, initial=initial)

    def said(self) -> ReplySaid:
        return ReplySaid(**self.cleaned_data)


class PresenceForm(forms.Form):
    """One place's cell in the grid: who was there, and who stood in."""

    presence = forms.ChoiceField(
        label=_("Presence"), choices=[("", _("not recorded")), *Presence.choices], required=False, widget=PlainSelect
    )
    substitute = forms.CharField(
        label=_("Substitute"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    was = forms.CharField(required=False, widget=forms.HiddenInput)  # as the page showed it

    def is_changed_here(self, place: Attendance) -> bool:
        """Whether somebody at this page changed the row. One whom another has changed meanwhile is not overwritten
        unseen: the row says so, and what is sent next counts.
        """
        if not self.is_valid():
            return False
        now, typed = as_shown(place), self.cleaned_data["presence"] + self.cleaned_data["substitute"]
        was = self.cleaned_data["was"]
        if typed in (was, now):
            return False
        if was != now:
            self.data[self.add_prefix("was")] = now
            said = place.get_presence_display() if place.presence else _("not recorded")
            self.add_error(
                "presence", _("Somebody else recorded “%(said)s” meanwhile. Record yours again.") % {"said": said}
            )
            return False
        return True

    def said(self, place: Attendance) -> PresenceSaid:
        return PresenceSaid(
            attendance=place,
            presence=self.cleaned_data["presence"],
            substitute_name=self.cleaned_data["substitute"],
        )


class CameForm(RowForm):
    """Somebody who came without an invitation."""

    says = ("name",)

    name = forms.CharField(label=_("Name"), max_length=200)
    institution = forms.CharField(label=_("Institution"), max_length=300, required=False)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)

    def said(self) -> Came:
        given = self.cleaned_data
        return Came(name=given["name"], institution_name=given["institution"], function=given["function"])


class PlaceForm(forms.Form):
    """Somebody whom the body's seats do not name."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("The invitation goes there."))
    is_member = forms.BooleanField(
        label=_("Counts for the quorum"),
        required=False,
        help_text=_("Only where this place belongs to the body; guests and experts do not count."),
    )
    side = forms.ChoiceField(
        label=pgettext_lazy("of a council", "Side"), choices=[("", _("none")), *Side.choices], required=False
    )

    field_order = ("name", "institution", "function", "email", "is_member", "side")

    def __init__(self, *args: Any, on: datetime.date, has_sides: bool) -> None:
        super().__init__(*args)
        self.fields["institution"] = NameField(
            label=_("Institution"), names=searchable(institution_names(on)), required=False
        )
        self.order_fields(self.field_order)
        if not has_sides:
            del self.fields["side"]

    def said(self) -> PlaceSaid:
        given = dict(self.cleaned_data)
        key = given.pop("institution")
        return PlaceSaid(**given, institution=Institution.objects.get(pk=key) if key else None)


class PeoplePasteForm(forms.Form):
    text = forms.CharField(
        label=_("The list"),
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
        help_text=_(
            "Copy the rows from Excel or Word: name, institution, presence, substitute. A line with the names of the "
            "columns may stand on top, in any order. Without a presence, whoever is listed was there."
        ),
        strip=False,
    )


def presence_forms(
    places: Sequence[Attendance], data: Mapping[str, Any] | None = None, *, fills: bool = False
) -> dict[int, PresenceForm]:
    """The form of each place, by its key. `fills`: where nothing is recorded, as was answered to the invitation."""
    return {
        place.pk: PresenceForm(
            data,
            prefix=f"p{place.pk}",
            use_required_attribute=False,
            initial={
                "presence": place.presence or (ANSWERED.get(place.reply, "") if fills else ""),
                "substitute": place.substitute_name,
                "was": as_shown(place),
            },
        )
        for place in places
    }


def as_shown(place: Attendance) -> str:
    return place.presence + place.substitute_name


ANSWERED = {
    InvitationReply.YES: Presence.PRESENT,
    InvitationReply.NO: Presence.EXCUSED,
    InvitationReply.SUBSTITUTE: Presence.REPRESENTED,
}


def has_sides(meeting: Meeting) -> bool:
    """Whether the body has sides, as the Consultative Council has."""
    return meeting.attendances.exclude(side="").exists()
