"""The plan as a workbook: measures, indicators, costs, components, each a sheet."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.officefiles import xlsx
from sekretariat.officefiles.xlsx import Cell

from ..enums import EntryState, FundingSource, Goal, IndicatorLevel, NodeKind, PartyRole
from . import sums
from .measures import alignment_in_words
from .parties import in_words, of_role
from .wording import ByLanguage, Wording

Part = Mapping[str, Any]


def workbook(content: Part, words: Wording, *, created: datetime.datetime) -> bytes:
    nodes = {node["id"]: node for node in content["nodes"]}
    tables = [
        _table(_("Measures"), MEASURE_COLUMNS, _measure_rows(content, nodes, words), words),
        _table(_("Indicators"), INDICATOR_COLUMNS, _indicator_rows(content, words), words),
        _table(_("Costs"), COST_COLUMNS, _cost_rows(content, words), words),
        _table(_("Components"), NODE_COLUMNS, _node_rows(content, words), words),
    ]
    return xlsx.write(tables, created=created)


def _table(
    name: str | Promise, columns: Mapping[str | Promise, int], rows: Sequence[Sequence[Cell]], words: Wording
) -> xlsx.Table:
    headings = {_flat(words.said(label), words): width for label, width in columns.items()}
    return xlsx.Table(name=words.said(name)[words.languages[0]], columns=headings, rows=rows)


def _flat(text: ByLanguage, words: Wording) -> str:
    """In one cell: both languages with a stroke between them."""
    return " / ".join(line.text for line in words.lines(text))


MEASURE_COLUMNS: dict[str | Promise, int] = {
    _("Code"): 10, _("Component"): 12, _("Under"): 12, _("Title in Albanian"): 50, _("Title in English"): 50,
    _("State"): 14, _("Lead"): 24, _("Contributing"): 30, _("Begins"): 12, _("Deadline"): 14,
    _("Expected result"): 40, _("In accord with"): 30, _("Cost, lekë"): 16, _("Funded, lekë"): 16, _("Gap, lekë"): 16,
}  # fmt: skip


def _measure_rows(content: Part, nodes: Mapping[int, Part], words: Wording) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for measure in content["measures"]:
        node, figure = nodes[measure["node"]], sums.total([measure])
        rows.append([
            measure["code"],
            nodes[node["component"]]["code"],
            node["code"],
            measure["title_sq"],
            measure["title_en"],
            _flat(words.choice(EntryState, measure["state"]), words),
            parties_in_a_cell(measure, PartyRole.LEAD, words),
            parties_in_a_cell(measure, PartyRole.CONTRIBUTING, words),
            _day(measure["starts_on"], "day", words),
            _day(measure["due_on"], measure["due_precision"], words),
            _flat(words.text(measure, "result"), words),
            "; ".join(_flat(alignment_in_words(one, words), words) for one in measure["alignments"]),
            figure.cost,
            figure.funded,
            figure.gap,
        ])  # fmt: skip
    return rows


def parties_in_a_cell(row: Part, role: PartyRole, words: Wording) -> str:
    return "; ".join(_flat(text, words) for text in in_words(of_role(row, role), words, called=words.label))


def _day(iso: str | None, precision: str, words: Wording) -> str:
    return _flat(words.day(iso, precision), words) if iso else ""


INDICATOR_COLUMNS: dict[str | Promise, int] = {
    _("Code of the measure or component"): 14, _("Indicator"): 50, _("Indicator in English"): 50, _("Level"): 18,
    _("Unit"): 14, _("Which way is good"): 18, _("Year of the baseline"): 12, _("Baseline"): 14, _("Year"): 8,
    _("Target"): 14, _("Data source"): 30,
}  # fmt: skip


def _indicator_rows(content: Part, words: Wording) -> list[list[Cell]]:
    """One row a target; an indicator without targets has one row too."""
    rows: list[list[Cell]] = []
    for owner in (*content["nodes"], *content["measures"]):
        for indicator in owner["indicators"]:
            said: list[Cell] = [
                owner["code"],
                indicator["name_sq"],
                indicator["name_en"],
                _flat(words.choice(IndicatorLevel, indicator["level"]), words),
                _flat(words.text(indicator, "unit"), words),
                _flat(words.choice(Goal, indicator["goal"]), words),
                _number(indicator["baseline_year"]),
                _number(indicator["baseline"]),
            ]
            source = _flat(words.text(indicator, "data_source"), words)
            targets = indicator["targets"] or [{"year": None, "value": None}]
            rows += [[*said, _number(target["year"]), _number(target["value"]), source] for target in targets]
    return rows


def _number(value: str | int | None) -> Cell:
    return "" if value is None else value if isinstance(value, int) else Decimal(value)


COST_COLUMNS: dict[str | Promise, int] = {
    _("Code"): 10, _("Measure"): 50, _("Year"): 8, _("Source of funding"): 20, _("Donor"): 24,
    _("Budget programme"): 18, _("Amount"): 16, _("Currency"): 10, _("Lekë for one unit"): 12, _("Cost, lekë"): 16,
    _("Funded, lekë"): 16, _("Gap, lekë"): 16,
}  # fmt: skip


def _cost_rows(content: Part, words: Wording) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for measure in content["measures"]:
        title = _flat(words.text(measure, "title"), words)
        for line in measure["costs"]:
            source = (
                words.choice(FundingSource, line["source"]) if line["source"] else words.said(_("without a source"))
            )
            figure = sums.sum_of_line(line)
            rows.append([
                measure["code"],
                title,
                line["year"],
                _flat(source, words),
                _flat(words.label(line["donor"]), words) if line["donor"] else "",
                line["programme"],
                Decimal(line["amount"]),
                line["currency"],
                Decimal(line["rate"]),
                figure.cost,
                figure.funded,
                figure.gap,
            ])  # fmt: skip
    return rows


NODE_COLUMNS: dict[str | Promise, int] = {
    _("Code"): 10, _("Kind"): 18, _("Reference"): 12, _("Title in Albanian"): 50, _("Title in English"): 50,
    _("Lead institution"): 40, _("Contributing"): 40, _("Measures"): 10, _("Cost, lekë"): 16, _("Funded, lekë"): 16,
    _("Gap, lekë"): 16,
}  # fmt: skip


def _node_rows(content: Part, words: Wording) -> list[list[Cell]]:
    """Each node with the measures that stand right under it; a component with all of its own."""
    component_of = {node["id"]: node["component"] for node in content["nodes"]}
    rows: list[list[Cell]] = []
    for node in content["nodes"]:
        is_component = node["parent"] is None
        own = [
            measure
            for measure in content["measures"]
            if (component_of[measure["node"]] if is_component else measure["node"]) == node["id"]
        ]
        figure = sums.total(own)
        rows.append([
            node["code"],
            _flat(words.choice(NodeKind, node["kind"]), words),
            node["reference"],
            node["title_sq"],
            node["title_en"],
            parties_in_a_cell(node, PartyRole.LEAD, words),
            parties_in_a_cell(node, PartyRole.CONTRIBUTING, words),
            len(own),
            figure.cost,
            figure.funded,
            figure.gap,
        ])  # fmt: skip
    return rows
