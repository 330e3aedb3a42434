"""Forms of plans and their nodes: entering and correcting, adopting, who leads a node through which body."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.plans.enums import Joined, NodeKind, OpenValue, PartyRole, PlanKind
from sekretariat.domain.plans.models import Node, NodeParty, Plan
from sekretariat.domain.plans.services import NodePartyOf
from sekretariat.ground.actors import Actor

from ...acts.fields import ActField
from ...editing import EditForm
from ...fields import DateField, ListedInput, NameField, Names, NumberField
from ...letters.forms import OfficeForm, institution_names, searchable
from ...rows import RowForm
from .places import node_choices

LONG = forms.Textarea(attrs={"rows": 3})
HIGHEST_RATE = 1000


def year_field(label: Any, **options: Any) -> forms.IntegerField:
    options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
    return forms.IntegerField(label=label, min_value=1990, max_value=2100, **options)


def names_of_institutions(*, also: Sequence[int] = ()) -> Names:
    return Names.of(searchable(institution_names(timezone.localdate(), also=also)))


def names_of_bodies() -> Names:
    return Names.of(Body.objects.order_by("sort_key", "pk").values_list("pk", "name_sq", "short_name", "name_en"))


class _PlanFields(forms.Form):
    """What is typed of a plan, new or corrected."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("choose")), *PlanKind.choices])
    name_sq = forms.CharField(label=gettext_lazy("Name in Albanian"), max_length=300)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=300, required=False)
    short_name = forms.CharField(label=gettext_lazy("Short name"), max_length=60, required=False)
    year_from = year_field(gettext_lazy("First year"))
    year_to = year_field(gettext_lazy("Last year"))
    body = forms.ModelChoiceField(
        label=gettext_lazy("Owning body"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("The body that decides of it, such as a committee or a thematic group."),
    )
    network = forms.ModelChoiceField(
        label=gettext_lazy("Network of coordinators"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Whose coordinators answer for the plan and propose its measures."),
    )
    previous = forms.ModelChoiceField(
        label=gettext_lazy("Plan before it"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    adoption_on = DateField(
        label=gettext_lazy("Day of adoption"),
        required=False,
        help_text=gettext_lazy("Planned or past; the calendar of the plan ends by it."),
    )
    places = forms.IntegerField(
        label=gettext_lazy("How many measures it takes"),
        min_value=1,
        max_value=10_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Empty where there is no limit. The ranking draws its line there."),
    )
    euro_rate = NumberField(
        label=gettext_lazy("Lekë for one euro"),
        min_value=0,
        max_value=HIGHEST_RATE,
        decimal_places=4,
        required=False,
        help_text=gettext_lazy("Sums are also shown in euro by it, such as 126,5."),
    )
    note_sq = forms.CharField(label=gettext_lazy("Note in Albanian"), required=False, widget=LONG)
    note_en = forms.CharField(label=gettext_lazy("Note in English"), required=False, widget=LONG)

    def __init__(self, *args: Any, actor: Actor, plan: Plan | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("body", "network"):
            self.fields[name].queryset = Body.objects.order_by("sort_key", "pk")
            self.fields[name].label_from_instance = lambda body: body.name_sq
        others = Plan.objects.visible_to(actor).exclude(pk=plan.pk if plan else None)
        self.fields["previous"].queryset = others.order_by("sort_key", "pk")
        self.fields["previous"].label_from_instance = lambda other: other.name_sq


class NewPlanForm(_PlanFields, OfficeForm):
    """A plan that is not entered yet; it asks for the office where one may work in several."""

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "office": self.office}


class PlanForm(_PlanFields, EditForm):
    """What stands of a plan, to be corrected."""


class AdoptForm(forms.Form):
    adoption_on = DateField(label=gettext_lazy("Day of adoption"))
    act = ActField(
        label=gettext_lazy("Adopted by"),
        required=False,
        help_text=gettext_lazy("The act, as it is cited, such as VKM 749/2018. Empty where there is none."),
    )


class NodeForm(EditForm):
    """A component, goal or objective. The revision is 0 while it is new."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    parent = forms.TypedChoiceField(label=gettext_lazy("Stands under"), required=False, empty_value=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("choose")), *NodeKind.choices])
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("As the plan prints it, such as C1 or 2.3."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference elsewhere"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Such as AL0061 of the Open Government Partnership."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title_sq = forms.CharField(label=gettext_lazy("Title in Albanian"), max_length=500)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=500, required=False)
    description_sq = forms.CharField(label=gettext_lazy("Description in Albanian"), required=False, widget=LONG)
    description_en = forms.CharField(label=gettext_lazy("Description in English"), required=False, widget=LONG)
    open_values = forms.MultipleChoiceField(
        label=gettext_lazy("Values of open government"),
        choices=OpenValue.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nodes = plan.nodes.in_bulk()
        self.fields["parent"].choices = [("", _("nothing: it stands at the top")), *node_choices(plan)]
        self.fields["parent"].coerce = lambda key: self.nodes[int(key)]
        if plan.kind != PlanKind.OGP:
            del self.fields["open_values"]
        if isinstance(self.initial.get("parent"), Node):
            self.initial["parent"] = self.initial["parent"].pk


class NodePartyRow(RowForm):
    """Who leads or contributes, through which body, joined how to the row above."""

    says = ("institution", "body", "representative")

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=PartyRole.choices)
    joined = forms.ChoiceField(label=gettext_lazy("Joined by"), choices=Joined.choices, required=False)
    representative = forms.CharField(
        label=gettext_lazy("Representative"), required=False, widget=ListedInput("representatives")
    )

    def __init__(self, *args: Any, institutions: Names, bodies: Names, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["institution"] = NameField(
            label=gettext_lazy("Institution"), names=institutions, widget=ListedInput("institutions")
        )
        self.fields["body"] = NameField(
            label=gettext_lazy("Through"), names=bodies, required=False, widget=ListedInput("bodies")
        )
        self.order_fields(["joined", "role", "institution", "body", "representative"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("representative") and cleaned.get("institution"):
            try:
                cleaned["representative"] = _mandate_of(cleaned["representative"], cleaned["institution"])
            except ValidationError as error:
                self.add_error("representative", error)
        return cleaned

    def party(self) -> NodePartyOf:
        given = self.cleaned_data
        return NodePartyOf(
            institution=Institution.objects.get(pk=given["institution"]),
            role=given["role"],
            body=Body.objects.get(pk=given["body"]) if given["body"] else None,
            joined=given["joined"] or Joined.AND,
            representative=given["representative"] or None,
        )


def _mandate_of(name: str, institution_id: int) -> Mandate:
    """The mandate that the named person holds today for the institution."""
    held = Mandate.objects.in_force(on=timezone.localdate()).filter(institution=institution_id)
    mandates = list(held.select_related("person").order_by("pk"))
    key = Names.of((mandate.pk, mandate.person.name) for mandate in mandates).find(name)
    return next(mandate for mandate in mandates if mandate.pk == key)


def initial_of_party(party: NodeParty) -> dict[str, Any]:
    return {
        "role": party.role,
        "joined": party.joined,
        "institution": party.institution_id,
        "body": party.body_id,
        "representative": party.representative.person.name if party.representative else "",
    }


def suggested_representatives(plan: Plan) -> list[str]:
    """Who may stand for a lead: those who hold a mandate today in a body of the plan, or in any of them."""
    held = Mandate.objects.in_force(on=timezone.localdate())
    if plan.body_ids:
        held = held.filter(body__in=plan.body_ids)
    return sorted(set(held.values_list("person__name", flat=True)[:300]))
