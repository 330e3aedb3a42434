"""The form of an item of the agenda: what it is, who presents it, and what it concerns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.institutions.models import Institution, Person
from sekretariat.domain.meetings.enums import ItemKind
from sekretariat.domain.meetings.models import AgendaItem, Meeting
from sekretariat.domain.meetings.services import ItemSaid
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import Node, Plan, PlanEntry, PlanEntryQuerySet
from sekretariat.ground.actors import Actor

from ...fields import NameField
from ...jinja import day
from ...plans.filters import shortened
from ...plans.keeping.forms import LONG, names_of_institutions
from ..fields import names_of_persons

MOST_DUTIES = 200
MOST_MEETINGS = 60
MOST_ENTRIES = 200  # shown as boxes to tick
LONGEST_NAME = 110


class ItemForm(forms.Form):
    """An item, new or corrected. `show` says that the measures of the chosen plan are asked for, nothing is saved."""

    title_sq = forms.CharField(label=gettext_lazy("Title in Albanian"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=ItemKind.choices,
        initial=ItemKind.DISCUSSION.value,
        help_text=gettext_lazy("Measures to validate, calendars and an adoption name their plan below."),
    )
    text_sq = forms.CharField(label=gettext_lazy("What is to be decided, in Albanian"), required=False, widget=LONG)
    text_en = forms.CharField(label=gettext_lazy("What is to be decided, in English"), required=False, widget=LONG)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it takes"),
        min_value=1,
        max_value=600,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("The hours of the agenda are counted by it."),
    )
    is_restricted = forms.BooleanField(
        label=gettext_lazy("Restricted"),
        required=False,
        help_text=gettext_lazy("Only the secretariat and the members see it, no guests."),
    )
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Plan"), queryset=Plan.objects.none(), required=False, empty_label=gettext_lazy("none")
    )
    component = forms.TypedChoiceField(
        label=gettext_lazy("Only the measures of"), required=False, coerce=int, empty_value=None
    )
    entries = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Measures"),
        queryset=PlanEntry.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    obligation = forms.ModelChoiceField(
        label=gettext_lazy("Duty"),
        queryset=Obligation.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    remarks_round = forms.ModelChoiceField(
        label=gettext_lazy("Round of remarks"),
        queryset=RemarksRound.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    earlier = forms.ModelChoiceField(
        label=gettext_lazy("Earlier meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Whose minutes are approved, or whose matters arise."),
    )

    def __init__(
        self, *args: Any, meeting: Meeting, actor: Actor, item: AgendaItem | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.meeting, self.actor, self.item = meeting, actor, item
        self._name_presenters()
        self._offer("plan", self._plans(), lambda plan: plan.name_sq)
        self._offer("obligation", self._duties(), _duty_label)
        self._offer("remarks_round", self._rounds(), lambda one: one.subject_sq)
        self._offer("earlier", self._earlier(), _meeting_label)
        self.plan = self._chosen_plan()
        self._offer_entries()

    @property
    def is_being_filled(self) -> bool:
        return "show" in self.data

    def _name_presenters(self) -> None:
        presenter, institution = (
            (self.item.presenter_id, self.item.presenter_institution_id) if self.item else (None, None)
        )
        self.fields["presenter"] = NameField(
            label=gettext_lazy("Presented by"), names=names_of_persons(also=[presenter or 0]), required=False
        )
        self.fields["presenter_institution"] = NameField(
            label=gettext_lazy("Presented by the institution"),
            names=names_of_institutions(also=[institution or 0]),
            required=False,
        )

    def _offer(self, name: str, rows: Any, label: Any) -> None:
        self.fields[name].queryset = rows
        self.fields[name].label_from_instance = label

    def _plans(self) -> Any:
        return Plan.objects.visible_to(self.actor).order_by("sort_key", "pk")

    def _duties(self) -> Any:
        """What is open towards the office, that of the body first; never without the one chosen."""
        rows = Obligation.objects.visible_to(self.actor).filter(office=self.meeting.office_id)
        newest = rows.still_owed().order_by("-issued_on", "-pk").values_list("pk", flat=True)[:MOST_DUTIES]
        keys = {*newest, self.item.obligation_id if self.item else None} - {None}
        return rows.filter(pk__in=keys).select_related("institution").order_by("due_on", "pk")

    def _rounds(self) -> Any:
        rows = RemarksRound.objects.visible_to(self.actor).filter(office=self.meeting.office_id)
        return rows.order_by("-opened_on", "-pk")

    def _earlier(self) -> Any:
        rows = Meeting.objects.visible_to(self.actor).filter(body=self.meeting.body_id).exclude(pk=self.meeting.pk)
        newest = rows.filter(on__lte=self.meeting.on).order_by("-on", "-pk").values_list("pk", flat=True)
        keys = {*newest[:MOST_MEETINGS], self.item.earlier_id if self.item else None} - {None}
        return rows.filter(pk__in=keys).select_related("body").order_by("-on", "-pk")

    def _chosen_plan(self) -> Plan | None:
        chosen = self.data.get("plan", "") if self.is_bound else self.initial.get("plan")
        return self._plans().filter(pk=chosen).first() if str(chosen or "").isdecimal() else None

    def _offer_entries(self) -> None:
        """The boxes: measures of the plan, perhaps of one component; those chosen already stand there always."""
        if self.plan is None:
            del self.fields["component"], self.fields["entries"]
            self.entry_count, self.has_more = 0, False
            return
        components = Node.objects.filter(plan=self.plan, parent=None).order_by("code_key", "pk")
        named = ((node.pk, shortened(f"{node.code} {node.title_sq}")) for node in components)
        self.fields["component"].choices = [("", _("the whole plan")), *named]
        entries = PlanEntry.objects.visible_to(self.actor).filter(plan=self.plan)
        shown, self.entry_count = self._narrowed(entries)
        self.has_more = self.entry_count > MOST_ENTRIES
        keys = {*shown.values_list("pk", flat=True)[:MOST_ENTRIES], *self._ticked()}
        self.fields["entries"].queryset = entries.filter(pk__in=keys).select_related("measure").in_order()
        self.fields["entries"].label_from_instance = _entry_label

    def _narrowed(self, entries: PlanEntryQuerySet) -> tuple[PlanEntryQuerySet, int]:
        component = str(self.data.get("component", ""))
        if component.isdecimal():
            entries = entries.filter(component=int(component))
        return entries.in_order(), entries.count()

    def _ticked(self) -> Sequence[int]:
        if self.is_bound:
            sent = self.data.getlist("entries")
            return [int(key) for key in sent if key.isdecimal() and len(key) < 19]
        return self.initial.get("entries", ())

    def said(self) -> ItemSaid:
        given = self.cleaned_data
        person, institution = given["presenter"], given["presenter_institution"]
        plain = ("title_sq", "title_en", "kind", "text_sq", "text_en", "minutes", "is_restricted")
        rows = ("plan", "obligation", "remarks_round", "earlier")
        return ItemSaid(
            presenter=Person.objects.get(pk=person) if person else None,
            presenter_institution=Institution.objects.get(pk=institution) if institution else None,
            entries=list(given.get("entries") or ()),
            **{name: given[name] for name in (*plain, *rows)},
        )


def initial_of(item: AgendaItem) -> dict[str, Any]:
    plain = ("title_sq", "title_en", "kind", "text_sq", "text_en", "minutes", "is_restricted")
    keys = ("presenter", "presenter_institution", "plan", "obligation", "remarks_round", "earlier")
    return {
        **{name: getattr(item, name) for name in plain},
        **{name: getattr(item, f"{name}_id") for name in keys},
        "entries": list(item.item_entries.values_list("entry", flat=True)),
    }


def initial_from(address: Any) -> dict[str, Any]:
    """What the address names already, such as a plan or a duty from whose page one comes."""
    keys = ("plan", "obligation", "remarks_round", "earlier")
    found = {name: int(address[name]) for name in keys if address.get(name, "").isdecimal()}
    return found | ({"kind": address["kind"]} if address.get("kind") in ItemKind.values else {})


def _duty_label(duty: Obligation) -> str:
    due = f", {day(duty.due_on, duty.due_precision)}" if duty.due_on else ""
    return _shorter(f"{duty.institution.label}: {duty.ask_sq}") + due


def _meeting_label(meeting: Meeting) -> str:
    return f"{meeting.number_label}, {day(meeting.on, meeting.precision)}"


def _entry_label(entry: PlanEntry) -> str:
    state = entry.get_state_display()
    return f"{entry.code} {entry.measure.title_sq} ({state})".strip()


def _shorter(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME].rstrip()}…"
