"""The rows of a measure's lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.enums import AlignmentKind, Currency, FundingSource, PartyRole
from sekretariat.domain.plans.models import Measure, Node
from sekretariat.domain.plans.services import AlignmentOf, CostOf, MilestoneOf, PartyOf
from sekretariat.ground.actors import Actor
from sekretariat.ground.words import NotUnderstood, format_date, parse_amount

from ...acts.fields import ACTS_SUGGESTED, ActField, named
from ...fields import DeadlineField, ListedInput, NameField, Names, NumberField
from ...jinja import number
from ...rows import RowForm
from .forms import HIGHEST_RATE, names_of_bodies, names_of_institutions, year_field
from .measureforms import split_due

NOBODY = Names({}, {})
SUGGESTED_NODES = 500


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The names one may choose from, by the id of the list in which they are suggested."""

    names: Mapping[str, Names] = field(default_factory=dict)

    @property
    def suggested(self) -> dict[str, Sequence[str]]:
        return {name: list(names.labels.values())[:SUGGESTED_NODES] for name, names in self.names.items()}


class PartRow(RowForm):
    """A row of one of the lists. `key` names the row that stands, and is empty in a new one."""

    key = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, choices: Choices, measure: Measure, **options: Any) -> None:
        super().__init__(*args, **options)
        self.names, self.measure = choices.names, measure

    @classmethod
    def standing(cls, measure: Measure) -> list[dict[str, Any]]:
        """The rows as they stand, as the form's first values."""
        raise NotImplementedError

    @classmethod
    def told(cls, measure: Measure) -> list[str]:
        """The rows as they stand, each in words."""
        raise NotImplementedError

    @classmethod
    def choices(cls, measure: Measure, *, actor: Actor) -> Choices:  # noqa: ARG003
        return Choices()

    def said(self) -> Any:
        """The row as the service takes it."""
        raise NotImplementedError

    def as_typed(self) -> str:
        return " ".join(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.says).strip()


class PartyRow(PartRow):
    says = ("institution",)

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=PartyRole.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["key"]  # an institution stands once in a measure: it is the key
        self.fields["institution"] = NameField(
            label=gettext_lazy("Institution"), names=self.names["institutions"], widget=ListedInput("institutions")
        )
        self.fields["body"] = NameField(
            label=gettext_lazy("Through"), names=self.names["bodies"], required=False, widget=ListedInput("bodies")
        )

    @classmethod
    def standing(cls, measure: Measure) -> list[dict[str, Any]]:
        rows = measure.parties.order_by("pk").values("role", "institution", "body")
        return [dict(row) for row in rows]

    @classmethod
    def told(cls, measure: Measure) -> list[str]:
        return [
            f"{party.get_role_display()}: {party.institution.label}"
            for party in measure.parties.select_related("institution")
        ]

    @classmethod
    def choices(cls, measure: Measure, *, actor: Actor) -> Choices:  # noqa: ARG003
        also = list(measure.parties.values_list("institution_id", flat=True))
        return Choices(names={"institutions": names_of_institutions(also=also), "bodies": names_of_bodies()})

    def said(self) -> PartyOf:
        given = self.cleaned_data
        body = Body.objects.get(pk=given["body"]) if given["body"] else None
        return PartyOf(institution=Institution.objects.get(pk=given["institution"]), role=given["role"], body=body)


class MilestoneRow(PartRow):
    says = ("title_sq", "title_en", "due")

    title_sq = forms.CharField(label=gettext_lazy("Milestone in Albanian"), max_length=300)
    title_en = forms.CharField(label=gettext_lazy("Milestone in English"), max_length=300, required=False)
    due = DeadlineField(
        label=gettext_lazy("Deadline"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    @classmethod
    def standing(cls, measure: Measure) -> list[dict[str, Any]]:
        return [
            {"key": one.pk, "title_sq": one.title_sq, "title_en": one.title_en, "due": one.due}
            for one in measure.milestones.all()
        ]

    @classmethod
    def told(cls, measure: Measure) -> list[str]:
        language = get_language() or "sq"
        return [
            f"{one.title_sq} {format_date(one.due_on, one.due.precision, language=language) if one.due else ''}".strip()
            for one in measure.milestones.all()
        ]

    def said(self) -> MilestoneOf:
        given = dict(self.cleaned_data)
        return MilestoneOf(**split_due(given.pop("due")), **given)


class CostRow(PartRow):
    says = ("amount", "year", "programme", "donor")

    year = year_field(gettext_lazy("Year"))
    amount = forms.CharField(
        label=gettext_lazy("Amount"), widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=Currency.choices, initial=Currency.ALL)
    rate = NumberField(
        label=gettext_lazy("Lekë for one"), min_value=0, max_value=HIGHEST_RATE, decimal_places=4, required=False
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Source"), choices=[("", gettext_lazy("no source")), *FundingSource.choices], required=False
    )
    is_secured = forms.BooleanField(label=gettext_lazy("Secured"), required=False)
    programme = forms.CharField(label=gettext_lazy("Budget programme"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["donor"] = NameField(
            label=gettext_lazy("Donor"),
            names=self.names["institutions"],
            required=False,
            widget=ListedInput("institutions"),
        )

    @classmethod
    def standing(cls, measure: Measure) -> list[dict[str, Any]]:
        names = ("year", "currency", "source", "is_secured", "programme")
        return [
            {name: getattr(line, name) for name in names}
            | {"key": line.pk, "donor": line.donor_id, "amount": _amount(line.amount)}
            | {"rate": None if line.currency == Currency.ALL else line.rate}
            for line in measure.cost_lines.all()
        ]

    @classmethod
    def told(cls, measure: Measure) -> list[str]:
        return [
            f"{line.year}: {_amount(line.amount)} {line.currency} {line.get_source_display()}".strip()
            for line in measure.cost_lines.all()
        ]

    @classmethod
    def choices(cls, measure: Measure, *, actor: Actor) -> Choices:  # noqa: ARG003
        donors = [key for key in measure.cost_lines.values_list("donor_id", flat=True) if key]
        return Choices(names={"institutions": names_of_institutions(also=donors)})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        currency = cleaned.get("currency", Currency.ALL)
        if text := cleaned.get("amount"):
            try:
                cleaned["amount"] = parse_amount(text, currency=currency)
            except NotUnderstood as error:
                self.add_error("amount", ValidationError(error.hint.label))
        if currency == Currency.ALL:
            cleaned["rate"] = 1
        elif not cleaned.get("rate") and "rate" not in self.errors:
            self.add_error("rate", ValidationError(_("Say how many lekë one euro was, such as 126,5.")))
        return cleaned

    def as_typed(self) -> str:
        return " ".join(str(self.data.get(self.add_prefix(name), "")) for name in ("year", "amount", "currency"))

    def said(self) -> CostOf:
        given = dict(self.cleaned_data)
        donor = given.pop("donor")
        return CostOf(donor=Institution.objects.get(pk=donor) if donor else None, **given)


def _amount(value: Any) -> str:
    return number(value, 0 if value == value.to_integral_value() else 2)


class ListedActField(ActField):
    """An act in one of many rows: what is suggested is fetched once for the page."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        return forms.BoundField(form, self, field_name)


class AlignmentRow(PartRow):
    """One of the three in each row; what is filled says the kind."""

    says = ("node", "sdg", "act", "article")

    sdg = forms.RegexField(
        r"^(?:[1-9]|1[0-7])(?:\.(?:[1-9][0-9]?|[a-d]))?$",
        label=gettext_lazy("SDG"),
        required=False,
        error_messages={"invalid": gettext_lazy("Write the goal or target, such as 16 or 16.6.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    act = ListedActField(label=gettext_lazy("Act or treaty"), required=False, widget=ListedInput("acts"))
    article = forms.CharField(label=gettext_lazy("Article"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["node"] = NameField(
            label=gettext_lazy("Goal of another plan"),
            names=self.names["nodes"],
            required=False,
            widget=ListedInput("nodes"),
        )
        self.order_fields(["key", "node", "sdg", "act", "article"])

    @classmethod
    def standing(cls, measure: Measure) -> list[dict[str, Any]]:
        return [
            {"key": one.pk, "node": one.node_id, "sdg": one.sdg, "act": one.act, "article": one.article}
            for one in measure.alignments.select_related("act__issuer")
        ]

    @classmethod
    def told(cls, measure: Measure) -> list[str]:
        rows = measure.alignments.select_related("act", "node")
        return [f"{one.node or one.act or f'SDG {one.sdg}'} {one.article}".strip() for one in rows]

    @classmethod
    def choices(cls, measure: Measure, *, actor: Actor) -> Choices:
        acts = {act.pk: named(act) for act in Act.objects.select_related("issuer").order_by("-pk")[:ACTS_SUGGESTED]}
        return Choices(names={"nodes": Names.of(_nodes(measure, actor)), "acts": Names({}, acts)})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kinds = [kind for kind, name in KINDS.items() if cleaned.get(name)]
        if len(kinds) == 1:
            cleaned["kind"] = kinds[0]
        elif not self.errors:
            self.add_error("node", ValidationError(_("Fill one of the three: a goal, an SDG, or an act.")))
        if cleaned.get("article") and kinds != [AlignmentKind.ARTICLE] and "article" not in self.errors:
            self.add_error("article", ValidationError(_("An article stands beside the act it is of.")))
        return cleaned

    def said(self) -> AlignmentOf:
        given = dict(self.cleaned_data)
        node = given.pop("node")
        return AlignmentOf(node=Node.objects.get(pk=node) if node else None, **given)


KINDS = {AlignmentKind.NODE: "node", AlignmentKind.SDG: "sdg", AlignmentKind.ARTICLE: "act"}


def _nodes(measure: Measure, actor: Actor) -> Iterator[tuple[int, str, str]]:
    """The nodes of the plans one sees, and those that are named already."""
    standing = list(measure.alignments.exclude(node=None).values_list("node_id", flat=True))
    nodes = Node.objects.visible_to(actor) | Node.objects.filter(pk__in=standing)
    nodes = nodes.without_tree_fields().select_related("plan").order_by("plan__sort_key", "plan_id", "code_key", "pk")
    for node in nodes:
        yield node.pk, f"{node.plan.label}: {node}", f"{node.plan.label} {node.code}"
