"""The forms of the page at the table. Each carries its token, and the revision where it corrects a line."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import cited
from sekretariat.domain.meetings.enums import CONCLUSIONS, StatementKind
from sekretariat.domain.meetings.models import ActionPoint, AgendaItem, Statement
from sekretariat.domain.meetings.queries.table import Table, name_of, standing_duties
from sekretariat.domain.meetings.services import ActionPointSaid, StatementSaid
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import Stale
from sekretariat.ground.words import DatePoint, Precision, format_date

from ...editing import Change, Theirs
from ...fields import DeadlineField, NameInput, Names
from ...plans.keeping.forms import names_of_institutions

BETWEEN_NAMES = ";"
# "2470, 2783 prot, 11.06.2018; 3004": a comma before a whole number begins another letter.
BETWEEN_LETTERS = re.compile(r";|\n|,(?=\s*\d+(?:/\d+)?\s*(?:prot\b|[,;]|$))", re.IGNORECASE)
TEXT = {"rows": 4, "autocomplete": "off"}


class SeveralNamesField(forms.Field):
    """Institutions in one field that suggests them, a semicolon between; the cleaned value is a list of keys."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=NameInput, **options)
        self.names = Names({}, {})

    def offer(self, names: Names) -> None:
        self.names = self.widget.names = names

    def to_python(self, value: object) -> list[int]:
        written = (part.strip() for part in str(value or "").split(BETWEEN_NAMES))
        return list(dict.fromkeys(self.names.find(name) for name in written if name))


class CitedLettersField(forms.CharField):
    """Letters by their numbers, "2470; 2783 prot, 11.06.2018"; the cleaned value is the list of the letters."""

    actor: Actor | None = None
    near: datetime.date | None = None  # of letters with the same number the one of this year is meant

    def to_python(self, value: object) -> list[Letter]:
        text = super().to_python(value)
        numbers = [part.strip() for part in BETWEEN_LETTERS.split(text) if part.strip()]
        return list(dict.fromkeys(self._letter(number) for number in numbers))

    def _letter(self, number: str) -> Letter:
        found = cited(Letter.objects.visible_to(self.actor), number) if self.actor else []
        if len(found) > 1 and self.near:
            found = [letter for letter in found if letter.on and letter.on.year == self.near.year] or found
        if len(found) == 1:
            return found[0]
        told = (
            _("There are several letters “%(number)s”: add the date, such as 2470 prot, 21.05.2018.")
            if found
            else _("No letter “%(number)s” was found.")
        )
        raise ValidationError(told, params={"number": number}, code="letter")


@dataclass(frozen=True)
class Seen:
    """What the forms of one page choose from, each fetched once."""

    table: Table
    actor: Actor

    @cached_property
    def speakers(self) -> list[Any]:
        """Those who are there; then, apart, whoever else has a place."""
        there = {place.pk for place in self.table.there}
        others = [(place.pk, name_of(place)) for place in self.table.places if place.pk not in there]
        present = [(place.pk, name_of(place)) for place in self.table.there]
        return [("", "—"), *present, *([(_("Not noted as present"), others)] if others else [])]

    @cached_property
    def institutions(self) -> list[tuple[int, str]]:
        """Those with a place at the meeting, in its order."""
        named = {place.institution_id: place.institution.label for place in self.table.places if place.institution}
        return list(named.items())

    @cached_property
    def names(self) -> Names:
        return names_of_institutions()

    @cached_property
    def duties(self) -> list[Obligation]:
        return list(standing_duties(self.table.meeting))

    @cached_property
    def decisions(self) -> list[tuple[Any, str]]:
        return [("", "—"), *((one.pk, f"{one.number_label} {one}") for one in self.table.meeting.decisions.all())]


class LineForm(forms.Form):
    """What every form at the table has. `name` says which of them was sent, and is the prefix of its fields."""

    name: ClassVar[str] = ""
    legend: ClassVar[Any] = ""
    button: ClassVar[Any] = gettext_lazy("Write down")
    token = forms.UUIDField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    theirs: Theirs | None = None

    def __init__(self, data: Any = None, *, seen: Seen, line: Any = None) -> None:
        self.seen, self.line = seen, line
        given = {"token": line.token, "revision": line.revision, **self.standing(line)} if line else {"token": uuid4()}
        super().__init__(data, prefix=self.name, initial=given)
        self.choose()

    def choose(self) -> None:
        """Give the fields what they choose from."""

    def standing(self, line: Any) -> dict[str, Any]:
        """The fields as the line stands."""
        raise NotImplementedError

    @property
    def key(self) -> str:
        """Which line it corrects, "s12" or "a5"; empty for a new one."""
        return key_of(self.line) if self.line else ""

    @property
    def token_sent(self) -> UUID:
        return self.cleaned_data["token"]

    @property
    def revision_sent(self) -> int:
        """The revision that the form showed; what no form of ours sends is none that stands."""
        sent = self.cleaned_data["revision"]
        return -1 if sent is None else sent

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("token", "revision")]

    def show_theirs(self, stale: Stale) -> None:
        """Keep what was typed, tell how the line stands now, and let the next saving build on it."""
        self.line = line = self.line or type(self).find(self.seen.table, self.token_sent)
        line.refresh_from_db()
        changes = [
            Change(label=str(self.fields[name].label), now=now, typed=typed)
            for name, value in self.standing(line).items()
            if name in self.fields
            and (now := self.said(name, value)) != (typed := self.said(name, self.cleaned_data.get(name)))
        ]
        self.theirs = Theirs(sentence=str(stale), changes=changes)
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = line.revision

    @classmethod
    def find(cls, table: Table, token: UUID) -> Any:
        raise NotImplementedError

    def said(self, name: str, value: Any) -> str:
        """The value of a field as a person reads it."""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, DatePoint):
            return format_date(value.on, value.precision, language=get_language() or "sq")
        if isinstance(value, (list, tuple)):
            return "; ".join(str(one) for one in value)
        return _label_of(getattr(self.fields[name], "choices", ()), value)


def _label_of(choices: Iterable[Any], value: Any) -> str:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            if found := [name for one, name in label if str(one) == str(value)]:
                return str(found[0])
        elif str(key) == str(value):
            return str(label)
    return "" if value is None else str(value)


class StatementForm(LineForm):
    """What was said, noted or done; at correcting it any kind may be chosen."""

    name = "said"
    legend = gettext_lazy("What was said")
    kinds: ClassVar[Sequence[str]] = tuple(kind for kind in StatementKind if kind not in CONCLUSIONS)

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    speaker = forms.TypedChoiceField(label=gettext_lazy("Who said it"), coerce=int, empty_value=None, required=False)
    speaker_name = forms.CharField(
        label=gettext_lazy("or, as typed"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text_sq = forms.CharField(label=gettext_lazy("Text in Albanian"), widget=forms.Textarea(attrs=TEXT))
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"), widget=forms.Textarea(attrs={**TEXT, "rows": 2}), required=False
    )
    letters = CitedLettersField(
        label=gettext_lazy("Letters cited in a footnote"),
        help_text=gettext_lazy("By their numbers, such as 2470; 2783 prot, 11.06.2018."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_restricted = forms.BooleanField(label=gettext_lazy("Restricted: not for guests"), required=False)

    def choose(self) -> None:
        kinds = list(StatementKind) if self.line else [StatementKind(kind) for kind in self.kinds]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if "speaker" in self.fields:
            self.fields["speaker"].choices = self.seen.speakers
        self.fields["letters"].actor = self.seen.actor
        self.fields["letters"].near = self.seen.table.meeting.on

    def standing(self, line: Statement) -> dict[str, Any]:
        letters = [f"{one.number_label} prot, {one.on:%d.%m.%Y}" for one in line.letters.all() if one.on]
        return {
            "kind": line.kind,
            "speaker": line.speaker_id,
            "speaker_name": line.speaker_name,
            "text_sq": line.text_sq,
            "text_en": line.text_en,
            "letters": "; ".join(letters),
            "is_restricted": line.is_restricted,
        }

    def said(self, name: str, value: Any) -> str:
        if name == "letters" and isinstance(value, list):
            return "; ".join(letter.citation for letter in value)
        return super().said(name, value)

    @classmethod
    def find(cls, table: Table, token: UUID) -> Statement:
        return table.meeting.statements.get(token=token)

    def statement(self, item: AgendaItem | None) -> StatementSaid:
        given = self.cleaned_data
        speakers = {place.pk: place for place in self.seen.table.places}
        return StatementSaid(
            text_sq=given["text_sq"],
            text_en=given["text_en"],
            kind=given["kind"],
            item=item,
            speaker=speakers.get(given.get("speaker")),
            speaker_name=given.get("speaker_name", ""),
            is_restricted=given["is_restricted"],
            letters=given["letters"],
        )


class ConclusionForm(StatementForm):
    """A working rule, a condition of quality, a criterion, a next step: not a duty."""

    name = "conclusion"
    legend = pgettext_lazy("at the table", "Conclusion")
    kinds = CONCLUSIONS
    speaker = None  # type: ignore[assignment]
    speaker_name = None  # type: ignore[assignment]


class ActionForm(LineForm):
    """What is to be done, by whom, until when; or which standing duties it is."""

    name = "action"
    legend = gettext_lazy("Action point")
    text_sq = forms.CharField(label=gettext_lazy("What is to be done, in Albanian"), widget=forms.Textarea(attrs=TEXT))
    text_en = forms.CharField(
        label=gettext_lazy("What is to be done, in English"),
        widget=forms.Textarea(attrs={**TEXT, "rows": 2}),
        required=False,
    )
    due = DeadlineField(label=gettext_lazy("Until when"), required=False)
    at_table = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who is to do it: institutions at the table"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    institutions = SeveralNamesField(
        label=gettext_lazy("Other institutions"),
        help_text=gettext_lazy("Type a part of the name and choose; a semicolon between several."),
        required=False,
    )
    standing_duties = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Duties that stand already"),
        help_text=gettext_lazy(
            "What is ticked is linked, not asked a second time: the duty then names the meeting too."
        ),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decision = forms.TypedChoiceField(
        label=gettext_lazy("Follows from the decision"), coerce=int, empty_value=None, required=False
    )
    is_restricted = forms.BooleanField(label=gettext_lazy("Restricted: not for guests"), required=False)

    def choose(self) -> None:
        seen, fields = self.seen, self.fields
        fields["institutions"].offer(seen.names)
        for name, choices in (
            ("at_table", seen.institutions),
            ("standing_duties", [(duty.pk, duty_said(duty)) for duty in seen.duties if duty.pk not in self._behind]),
            ("decision", seen.decisions if len(seen.decisions) > 1 else []),
        ):
            if choices:
                fields[name].choices = choices
            else:
                del fields[name]

    @cached_property
    def _behind(self) -> set[int]:
        """The duties behind the action point that is corrected."""
        return set(self.line.obligations.values_list("pk", flat=True)) if self.line else set()

    def standing(self, line: ActionPoint) -> dict[str, Any]:
        return {
            "text_sq": line.text_sq,
            "text_en": line.text_en,
            "due": DatePoint(line.due_on, Precision(line.due_precision)) if line.due_on else None,
            "decision": line.decision_id,
            "is_restricted": line.is_restricted,
        }

    @classmethod
    def find(cls, table: Table, token: UUID) -> ActionPoint:
        return table.meeting.action_points.get(token=token)

    def action_point(self, item: AgendaItem | None) -> ActionPointSaid:
        given: Mapping[str, Any] = self.cleaned_data
        keys = [*given.get("at_table", ()), *given["institutions"]]
        institutions = Institution.objects.in_bulk(keys)
        duties = {duty.pk: duty for duty in self.seen.duties}
        meeting = self.seen.table.meeting
        return ActionPointSaid(
            text_sq=given["text_sq"],
            text_en=given["text_en"],
            item=item,
            decision=meeting.decisions.filter(pk=given.get("decision") or 0).first(),
            due=given["due"],
            is_restricted=given["is_restricted"],
            institutions=[institutions[key] for key in dict.fromkeys(keys)],
            standing=[duties[key] for key in given.get("standing_duties", ())],
        )


def duty_said(duty: Obligation) -> str:
    """ "MFE: Dërgoni kalendarin, 03.07.2018"."""
    ask = (duty.ask_en if get_language() == "en" else "") or duty.ask_sq
    due = (
        format_date(duty.due_on, Precision(duty.due_precision), language=get_language() or "sq") if duty.due_on else ""
    )
    return ", ".join(filter(None, [f"{duty.institution.label}: {ask}", due]))


def key_of(line: Statement | ActionPoint) -> str:
    return f"{'a' if isinstance(line, ActionPoint) else 's'}{line.pk}"


FORMS: Mapping[str, type[LineForm]] = {form.name: form for form in (StatementForm, ConclusionForm, ActionForm)}
