"""The answer that sends the calendar of a component: a table of steps, typed or pasted."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.plans.calendar import Remark, StepSaid
from sekretariat.domain.plans.enums import StepKind
from sekretariat.domain.plans.importers import COLUMNS, ReadSteps, cells_of, kind_of, pasted_cells, read_steps
from sekretariat.domain.plans.models import CalendarStep, Node
from sekretariat.domain.plans.queries import components_for, remarks_on_said, steps_to_follow
from sekretariat.domain.replying.contents import CalendarSent, Content

from .forms import AnswerForm

BLANK_ROWS = 10
MORE_ROWS = 5
MOST_ROWS = 200
CELL = re.compile(r"step(\d{1,3})-(\w+)")

HEADINGS: Mapping[str, str | Promise] = {
    "title": gettext_lazy("Step"),
    "kind": gettext_lazy("Kind"),
    "starts": gettext_lazy("Begins"),
    "ends": gettext_lazy("Ends"),
    "body": gettext_lazy("In which body"),
    "after": gettext_lazy("After row"),
    "days": gettext_lazy("Working days"),
}
Cells = dict[str, str]


class CalendarForm(AnswerForm):
    """`lines` are the rows of the table; `remarks` say, by row, what the secretariat would refuse."""

    component = forms.TypedChoiceField(
        label=gettext_lazy("Component"), required=False, coerce=int, empty_value=None, choices=()
    )
    pasted = forms.CharField(
        label=gettext_lazy("Paste a list"),
        help_text=gettext_lazy("One step a line, with the columns of the table. It is added below what is typed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    table = "duties/_calendar.html"

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(data, *args, **options)
        self.remarks: dict[int, list[Remark]] = {}
        self.nodes: list[Node] = components_for(self.obligation) if self.obligation else []
        self.fields["component"].choices = [("", _("choose")), *((node.pk, str(node)) for node in self.nodes)]
        if len(self.nodes) < 2:
            self.fields["component"].widget = forms.HiddenInput()
        rows = self._typed() if self.is_bound else self._sent_before()
        self._lay_out(rows)

    def _typed(self) -> list[Cells]:
        """The filled rows moved together, with the pasted ones below them."""
        typed: dict[int, Cells] = defaultdict(dict)
        for name in self.data:
            if (found := CELL.fullmatch(name)) and found[2] in COLUMNS:
                typed[int(found[1])][found[2]] = str(self.data[name])
        filled = {at: cells for at, cells in sorted(typed.items()) if _says_something(cells)}
        rows = _renumbered(filled)
        if "fill" in self.data:
            pasted = pasted_cells(str(self.data.get("pasted", "")))
            rows += _renumbered(dict(enumerate(pasted, start=1)), further=len(rows))
        self.is_being_filled = "fill" in self.data or "more" in self.data
        return rows[:MOST_ROWS]

    def _sent_before(self) -> list[Cells]:
        """What was returned is mended, not typed again."""
        if self.obligation is None or self.obligation.state != ObligationState.RETURNED:
            return []
        steps = CalendarStep.objects.filter(calendar__obligation=self.obligation)
        rows = cells_of(
            steps.select_related("body", "obligation", "after__calendar__node"), language=get_language() or "sq"
        )
        node = self._node()
        if node and rows:
            self._remark(self._read(rows, node), node)
        return rows

    def _lay_out(self, rows: list[Cells]) -> None:
        """A field for each cell. A bound form is bound to the rows as they were moved together."""
        more = MORE_ROWS if "more" in self.data else 3 if len(rows) >= BLANK_ROWS else 0
        self.row_count = min(max(BLANK_ROWS, len(rows) + more), MOST_ROWS)
        if self.is_bound:
            self.data = self.data.copy()
            for name in [name for name in self.data if CELL.fullmatch(name)]:
                del self.data[name]
            if "fill" in self.data:
                self.data["pasted"] = ""
        for number in range(1, self.row_count + 1):
            cells = rows[number - 1] if number <= len(rows) else {}
            for column in COLUMNS:
                name = f"step{number}-{column}"
                self.fields[name] = _field(number, column)
                value = _kind_value(cells.get(column, "")) if column == "kind" else cells.get(column, "")
                if self.is_bound:
                    self.data[name] = value
                else:
                    self.initial[name] = value
        self.rows = rows

    @property
    def groups(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        steps = [self[name] for name in self.fields if CELL.fullmatch(name)]
        return [(gettext_lazy("Steps"), [self["component"], *steps, self["pasted"]]), *super().groups]

    @property
    def lines(self) -> list[tuple[int, list[forms.BoundField], list[Remark]]]:
        return [
            (number, [self[f"step{number}-{column}"] for column in COLUMNS], self.remarks.get(number, []))
            for number in range(1, self.row_count + 1)
        ]

    @cached_property
    def bodies(self) -> list[str]:
        return [body.label for body in Body.objects.order_by("sort_key")]

    @property
    def may_send_anyway(self) -> bool:
        return any(one.is_refusal for remarks in self.remarks.values() for one in remarks)

    @property
    def headings(self) -> Mapping[str, str | Promise]:
        return HEADINGS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.steps: list[StepSaid] = []
        if self.is_being_filled:
            return cleaned
        node = self._node()
        if node is None and self.rows and len(self.nodes) > 1:
            self.add_error("component", _("Choose the component."))
            return cleaned
        read = self._read(self.rows, node)
        for problem in read.problems:
            self.add_error(f"step{problem.row}-{problem.column}", problem.sentence)
        self.steps = list(read.steps)
        if node and self.steps:
            self._remark(read, node)
        if self.may_send_anyway and "anyway" not in self.data:
            self.add_error(None, _("The secretariat would refuse the marked steps. Mend them, or send all the same."))
        return cleaned

    def _node(self) -> Node | None:
        if len(self.nodes) == 1:
            return self.nodes[0]
        chosen = self.cleaned_data.get("component") if self.is_bound else None
        return next((node for node in self.nodes if node.pk == chosen), None)

    def _read(self, rows: list[Cells], node: Node | None) -> ReadSteps:
        known = steps_to_follow(node) if node else {}
        return read_steps(rows, known=known, today=timezone.localdate())

    def _remark(self, read: ReadSteps, node: Node) -> None:
        found: dict[int, list[Remark]] = defaultdict(list)
        for remark in remarks_on_said(node, read.steps, on=timezone.localdate()):
            found[remark.number].append(remark)
        self.remarks = dict(found)

    def content(self) -> Content:
        node = self._node()
        return CalendarSent(steps=self.steps, node_id=node.pk if node else None)


def _says_something(cells: Cells) -> bool:
    """A kind alone is only what the list shows by itself."""
    return any(value.strip() for column, value in cells.items() if column != "kind")


def _renumbered(rows: Mapping[int, Cells], *, further: int = 0) -> list[Cells]:
    """The rows one after the other; what they say of each other's numbers goes with them."""
    place = {str(old): str(new + further) for new, old in enumerate(rows, start=1)}
    return [
        cells | {"after": place.get(cells.get("after", "").strip(), cells.get("after", ""))} for cells in rows.values()
    ]


def _kind_value(text: str) -> str:
    """The value of a kind that was pasted as a word; a word that is none stays, to be told."""
    return kind_of(text) or text


def _field(number: int, column: str) -> forms.Field:
    label = _("Row %(number)s, %(column)s") % {"number": number, "column": HEADINGS[column]}
    if column == "kind":
        return KindField(label=label)
    attrs = {"autocomplete": "off"}
    if column == "body":
        attrs["list"] = "bodies"
    if column in ("after", "days"):
        attrs |= {"size": "4", "inputmode": "numeric" if column == "days" else "text"}
    return forms.CharField(label=label, required=False, max_length=400, widget=forms.TextInput(attrs=attrs))


class KindField(forms.CharField):
    """One of the kinds; a pasted word that is none of them is shown as it was written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=KindInput(), **options)


class KindInput(forms.Select):
    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, choices=[("", "—"), *StepKind.choices])

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list:
        strange = [word for word in value if word and word not in StepKind.values]
        self.choices = [("", "—"), *((word, word) for word in strange), *StepKind.choices]
        return super().optgroups(name, value, attrs)
