"""The table of a component's measures, as government plans print it: wide, a row a measure."""

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sekretariat.officefiles.report import Align, Column, Line, Row, RowKind, Table, Tone

from ..enums import AlignmentKind, EntryState, PartyRole
from . import sums
from .parties import in_words, of_role
from .wording import ByLanguage, Wording, number

Part = Mapping[str, Any]


def measures_table(measures: Sequence[Part], nodes: Mapping[int, Part], words: Wording, *, is_draft: bool) -> Table:
    """The measures as they stand under their nodes, then what they cost together. Sums are in lekë."""
    rows: list[Row] = []
    for node_id, under in itertools.groupby(measures, key=lambda measure: measure["node"]):
        if nodes[node_id]["parent"] is not None:
            rows.append(Row(kind=RowKind.GROUP, cells=[_heading_of(nodes[node_id], words)]))
        rows += [Row(cells=_cells(measure, words, is_draft=is_draft)) for measure in under]
    together = sums.by_year(measures)
    figures = _figures(together, sums.total(measures), words)
    rows.append(Row(kind=RowKind.TOTAL, cells=[[], words.say(_("Total of the component")), [], [], [], [], *figures]))
    return Table(columns=_columns(words), rows=rows)


def _columns(words: Wording) -> list[Column]:
    right = Align.RIGHT
    return [
        Column(lines=words.say(_("Code")), share=6),
        Column(lines=words.say(_("Measure")), share=27),
        Column(lines=words.say(_("Lead")), share=11),
        Column(lines=words.say(_("Contributing")), share=11),
        Column(lines=words.say(_("Deadline")), share=9),
        Column(lines=words.say(_("Indicators: baseline and targets")), share=20),
        Column(lines=words.say(_("Year")), share=7),
        Column(lines=words.say(_("Cost, lekë")), share=11, align=right),
        Column(lines=words.say(_("Funded, lekë")), share=11, align=right),
        Column(lines=words.say(_("Gap, lekë")), share=11, align=right),
    ]


def _heading_of(node: Part, words: Wording) -> list[Line]:
    return words.lines(words.joined([words.same(str(node["code"])), words.text(node, "title")], " "))


def _cells(measure: Part, words: Wording, *, is_draft: bool) -> list[list[Line]]:
    return [
        [Line(measure["code"] or "—")],
        _what(measure, words, is_draft=is_draft),
        _parties(measure, PartyRole.LEAD, words),
        _parties(measure, PartyRole.CONTRIBUTING, words),
        words.lines(words.day(measure["due_on"], measure["due_precision"])),
        _indicators(measure, words),
        *_figures(sums.by_year([measure]), sums.total([measure]), words),
    ]


def _small(words: Wording, by_language: ByLanguage) -> list[Line]:
    return [Line(line.text, Tone.SMALL) for line in words.lines(by_language)]


def _what(measure: Part, words: Wording, *, is_draft: bool) -> list[Line]:
    """The title, and small below it what is expected, the way to it, and what it serves."""
    lines = words.lines(words.text(measure, "title"))
    if is_draft and measure["state"] != EntryState.VALIDATED:
        lines += _small(words, words.choice(EntryState, measure["state"]))
    result = words.text(measure, "result")
    if any(result.values()):
        lines += _small(words, words.said(_("Expected result: %(result)s"), result=result))
    if measure["milestones"]:
        steps = words.joined([_milestone(one, words) for one in measure["milestones"]], "; ")
        lines += _small(words, words.said(_("Milestones: %(steps)s"), steps=steps))
    if measure["alignments"]:
        serves = words.joined([alignment_in_words(one, words) for one in measure["alignments"]], "; ")
        lines += _small(words, words.said(_("In accord with: %(serves)s"), serves=serves))
    return lines


def _milestone(milestone: Part, words: Wording) -> ByLanguage:
    title = words.text(milestone, "title")
    if not milestone["due_on"]:
        return title
    due = words.day(milestone["due_on"], milestone["due_precision"])
    return words.said("%(title)s (%(due)s)", title=title, due=due)


def alignment_in_words(alignment: Part, words: Wording) -> ByLanguage:
    """ "SKZHI II 3.2", "OZhQ 16.6", "VKM 422/2020, neni 5"."""
    if alignment["kind"] == AlignmentKind.NODE:
        node = alignment["node"]
        return words.said("%(plan)s %(code)s", plan=words.label(node["plan"]), code=node["code"])
    if alignment["kind"] == AlignmentKind.SDG:
        return words.said(_("SDG %(goal)s"), goal=alignment["sdg"])
    article = alignment["article"]
    return words.same(f"{alignment['act']['label']}{f', {article}' if article else ''}")


def _parties(measure: Part, role: PartyRole, words: Wording) -> list[Line]:
    found = in_words(of_role(measure, role), words, called=words.label)
    return [line for text in found for line in words.lines(text)] or [Line("—")]


def _indicators(measure: Part, words: Wording) -> list[Line]:
    lines: list[Line] = []
    for indicator in measure["indicators"]:
        lines += words.lines(named_with_unit(indicator, words))
        lines += [Line(line.text, Tone.STRONG) for line in words.lines(baseline_and_targets(indicator, words))[:1]]
    return lines or words.say(pgettext_lazy("indicator", "none"), tone=Tone.SMALL)


def named_with_unit(indicator: Part, words: Wording) -> ByLanguage:
    name, unit = words.text(indicator, "name"), words.text(indicator, "unit")
    return words.said("%(name)s (%(unit)s)", name=name, unit=unit) if any(unit.values()) else name


def baseline_and_targets(indicator: Part, words: Wording) -> ByLanguage:
    """ "40 (2017) → 60 (2019), 80 (2020)"; a baseline that is not there is said so."""
    targets = ", ".join(f"{number(target['value'])} ({target['year']})" for target in indicator["targets"])
    if indicator["baseline"] is None:
        baseline = words.said(_("baseline not set"))
    else:
        year = indicator["baseline_year"]
        baseline = words.same(f"{number(indicator['baseline'])} ({year})")
    return words.said("%(baseline)s → %(targets)s", baseline=baseline, targets=targets or "—")


def _figures(years: Mapping[int, sums.Sum], together: sums.Sum, words: Wording) -> list[list[Line]]:
    """Four cells whose lines stand beside one another: a year a line, then the sum where there are several years."""
    rows: list[tuple[str, sums.Sum]] = [(str(year), figure) for year, figure in years.items()]
    if not rows:
        return [[Line("—")], [Line("—")], [Line("—")], [Line("—")]]
    first = [Line(year) for year, _figure in rows]
    if len(rows) > 1:
        first.append(Line(words.say(_("Total"))[0].text, Tone.STRONG))
    return [
        first,
        *(
            [Line(words.amount(value), tone) for value, tone in _with_sum(rows, together, name)]
            for name in ("cost", "funded", "gap")
        ),
    ]


def _with_sum(rows: list[tuple[str, sums.Sum]], together: sums.Sum, name: str) -> list[tuple[Decimal, Tone]]:
    values = [(getattr(figure, name), Tone.PLAIN) for _year, figure in rows]
    return values + ([(getattr(together, name), Tone.STRONG)] if len(rows) > 1 else [])
