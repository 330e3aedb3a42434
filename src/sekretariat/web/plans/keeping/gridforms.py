"""The rows of the grid of measures. Each carries what it showed, so that only what was touched is saved."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.plans.enums import PartyRole
from sekretariat.domain.plans.importers import GRID_COLUMNS
from sekretariat.domain.plans.models import Node, Plan, PlanEntry
from sekretariat.domain.plans.services import GridRow, Seen

from ...fields import DeadlineField, ListedInput, Names
from .places import node_choices

BETWEEN = ";"
TITLE = forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})


class LeadsField(forms.Field):
    """Several institutions in one cell, a semicolon between them; the cleaned value is the list of their keys."""

    def __init__(self, *, names: Names, **options: Any) -> None:
        super().__init__(**options)
        self.names = names

    def to_python(self, value: object) -> list[int]:
        written = (part.strip() for part in str(value or "").split(BETWEEN))
        return list(dict.fromkeys(self.names.find(name) for name in written if name))


class MeasureRow(forms.Form):
    """A row of the grid. `was` holds the revisions it was built on and a digest of what it showed."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    title_sq = forms.CharField(label=gettext_lazy("Title in Albanian"), max_length=500, widget=TITLE)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=500, required=False, widget=TITLE)
    due = DeadlineField(
        label=gettext_lazy("Deadline"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(
        self, data: Any = None, *, names: Names, entry: PlanEntry | None, is_home: bool, **options: Any
    ) -> None:
        self.entry, self.is_home = entry, is_home
        options["initial"] = _initial_of(entry) if entry else {}
        super().__init__(data, use_required_attribute=False, **options)
        self.fields["leads"] = LeadsField(
            label=gettext_lazy("Lead institutions"), names=names, required=False, widget=ListedInput("institutions")
        )
        if not is_home:
            for name in GRID_COLUMNS[1:]:
                del self.fields[name]

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed in it since it was shown."""
        if not self.is_bound:
            return False
        typed = [str(self[name].data or "") for name in GRID_COLUMNS if name in self.fields]
        if self.entry is None:
            return any(cell.strip() for cell in typed)
        return digest(typed) != str(self["was"].data or "").rpartition(".")[2]

    def clean_title_sq(self) -> str:
        return " ".join(self.cleaned_data["title_sq"].split())

    def clean_title_en(self) -> str:
        return " ".join(self.cleaned_data["title_en"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.entry is not None and _seen(cleaned.get("was", "")) is None:
            raise ValidationError(_("This row came without what it showed. Reload the page."))
        return cleaned

    def row(self, institutions: dict[int, Institution], node: Node | None) -> GridRow:
        given = self.cleaned_data
        return GridRow(
            entry=self.entry,
            seen=_seen(given["was"]),
            node=node,
            code=given["code"],
            keeps_measure=not self.is_home,
            title_sq=given.get("title_sq", ""),
            title_en=given.get("title_en", ""),
            due=given.get("due"),
            leads=[institutions[key] for key in given.get("leads", ())],
        )


def _seen(was: str) -> Seen | None:
    entry, measure = [*was.split("."), "", ""][:2]
    if not (entry.isdecimal() and measure.isdecimal() and len(was) < 60):
        return None
    return Seen(entry=int(entry), measure=int(measure))


def _initial_of(entry: PlanEntry) -> dict[str, Any]:
    """The cells as they stand; the leads of the measure are fetched beforehand."""
    measure = entry.measure
    leads = [party.institution.label for party in measure.parties.all() if party.role == PartyRole.LEAD]
    return {
        "code": entry.code,
        "title_sq": measure.title_sq,
        "title_en": measure.title_en,
        "due": measure.due,
        "leads": f"{BETWEEN} ".join(leads),
    }


def was_of(form: MeasureRow) -> str:
    """What the row shows as it stands, in the form in which `was` carries it."""
    assert form.entry is not None
    cells = [
        str(form.fields[name].prepare_value(form.initial[name]) or "") for name in GRID_COLUMNS if name in form.fields
    ]
    return f"{form.entry.revision}.{form.entry.measure.revision}.{digest(cells)}"


def digest(cells: list[str]) -> str:
    """Browsers change line ends; spaces at the ends say nothing."""
    plain = "\x1f".join(" ".join(cell.split()) for cell in cells)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


class NewUnderForm(forms.Form):
    """Under what the new rows of the grid stand, and a pasted list."""

    node = forms.TypedChoiceField(label=gettext_lazy("New measures stand under"), required=False, empty_value=None)
    pasted = forms.CharField(
        label=gettext_lazy("Paste a list"),
        help_text=gettext_lazy(
            "One measure a line: code, title in Albanian, title in English, deadline, lead institutions. A code of the "
            "plan fills its row, any other line is a new measure. Check it above, then save."
        ),
        widget=forms.Textarea,
        required=False,
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        nodes = plan.nodes.in_bulk()
        self.fields["node"].choices = [("", _("choose")), *node_choices(plan)]
        self.fields["node"].coerce = lambda key: nodes[int(key)]
