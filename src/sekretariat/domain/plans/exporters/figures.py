"""What stands behind the measures: costs and gaps, the ranking, and what bodies decided."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from sekretariat.officefiles.report import Align, Block, Column, Heading, Line, Paragraph, Row, RowKind, Table, Tone

from ..enums import FundingSource, Outcome
from . import sums
from .wording import Wording

Part = Mapping[str, Any]


def components_table(content: Part, measures: Sequence[Part], words: Wording) -> Table:
    """One row a component: how many measures, and what they cost."""
    component_of = {node["id"]: node["component"] for node in content["nodes"]}
    rows = []
    for node in content["nodes"]:
        if node["parent"] is None:
            own = [measure for measure in measures if component_of[measure["node"]] == node["id"]]
            title = words.lines(words.text(node, "title"))
            rows.append(Row(cells=[[Line(node["code"])], title, [Line(str(len(own)))], *_sum(sums.total(own), words)]))
    rows.append(
        Row(
            kind=RowKind.TOTAL,
            cells=[[], words.say(_("Total")), [Line(str(len(measures)))], *_sum(sums.total(measures), words)],
        )
    )
    return Table(
        columns=[
            Column(lines=words.say(_("Code")), share=8),
            Column(lines=words.say(_("Component")), share=36),
            Column(lines=words.say(_("Measures")), share=13, align=Align.RIGHT),
            *_sum_columns(words),
        ],
        rows=rows,
    )


def costs_chapter(content: Part, measures: Sequence[Part], words: Wording) -> list[Block]:
    """By year and source; then in euro, where the plan has a rate."""
    blocks: list[Block] = [Heading(lines=words.say(_("Costs and gaps by year and source")))]
    found = sums.by_year_and_source(measures)
    if not found:
        return [*blocks, Paragraph(lines=words.say(_("No measure has a cost line yet.")))]
    years = sums.by_year(measures)
    rows: list[Row] = []
    for year, together in years.items():
        for (of_year, source), figure in found.items():
            if of_year == year:
                named = words.choice(FundingSource, source) if source else words.said(_("without a source"))
                rows.append(Row(cells=[[Line(str(year))], words.lines(named), *_sum(figure, words)]))
        label = words.say(_("Total %(year)s"), year=year)
        rows.append(Row(kind=RowKind.TOTAL, cells=[[], label, *_sum(together, words)]))
    whole = sums.total(measures)
    rows.append(Row(kind=RowKind.TOTAL, cells=[[], words.say(_("Total")), *_sum(whole, words)]))
    columns = [
        Column(lines=words.say(_("Year")), share=9),
        Column(lines=words.say(_("Source of funding")), share=31),
        *_sum_columns(words),
    ]
    blocks.append(Table(columns=columns, rows=rows))
    if rate := content["plan"]["euro_rate"]:
        blocks.append(Paragraph(lines=_in_euro(whole, Decimal(rate), words)))
    return blocks


def _in_euro(whole: sums.Sum, rate: Decimal, words: Wording) -> list[Line]:
    return words.say(
        _("In euro, at %(rate)s lekë for one: cost %(cost)s, funded %(funded)s, gap %(gap)s."),
        rate=words.amount(rate),
        cost=words.amount(whole.cost / rate),
        funded=words.amount(whole.funded / rate),
        gap=words.amount(whole.gap / rate),
    )


def _sum_columns(words: Wording) -> list[Column]:
    labels = (_("Cost, lekë"), _("Funded, lekë"), _("Gap, lekë"))
    return [Column(lines=words.say(label), share=18, align=Align.RIGHT) for label in labels]


def _sum(figure: sums.Sum, words: Wording) -> list[list[Line]]:
    return [[Line(words.amount(value))] for value in (figure.cost, figure.funded, figure.gap)]


def ranking_chapter(content: Part, words: Wording) -> list[Block]:
    """The scores of the criteria sheet that was closed last, with the gap of each measure and the day of the sheet."""
    ranking = content["ranking"]
    measures = {measure["id"]: measure for measure in content["measures"]}
    said = words.say(
        _(
            "Criteria sheet %(version)s, closed on %(day)s: strategic importance %(strategic)s %%, conformity "
            "%(conformity)s %%, maturity %(maturity)s %%."
        ),
        version=ranking["version"],
        day=words.day(ranking["closed_on"]),
        strategic=ranking["weight_strategic"],
        conformity=ranking["weight_conformity"],
        maturity=ranking["weight_maturity"],
    )
    rows = [_scored(score, measures[score["measure"]], words) for score in ranking["scores"]]
    labels = (_("Strategic"), _("Conformity"), _("Maturity"), _("Total"))
    columns = [
        Column(lines=words.say(_("Rank")), share=7, align=Align.RIGHT),
        Column(lines=words.say(_("Code")), share=9),
        Column(lines=words.say(_("Measure")), share=36),
        *(Column(lines=words.say(label), share=10, align=Align.RIGHT) for label in labels),
        Column(lines=words.say(_("Gap, lekë")), share=15, align=Align.RIGHT),
    ]
    blocks: list[Block] = [Heading(lines=words.say(_("Ranking of the measures"))), Paragraph(lines=said)]
    return [*blocks, Table(columns=columns, rows=rows)]


def _scored(score: Part, measure: Part, words: Wording) -> Row:
    title = words.lines(words.text(measure, "title"))
    if score["strategic_reason"]:
        title.append(Line(score["strategic_reason"], Tone.SMALL))
    points = [[Line(_points(score[name]))] for name in ("strategic", "conformity", "maturity")]
    total = [Line(_points(score["total"], places=4), Tone.STRONG)]
    rank = [Line("—" if score["rank"] is None else str(score["rank"]))]
    gap = [Line(words.amount(sums.total([measure]).gap))]
    return Row(cells=[rank, [Line(measure["code"] or "—")], title, *points, total, gap])


def _points(text: str, places: int = 2) -> str:
    return f"{Decimal(text):.{places}f}".replace(".", ",")


def decisions_chapter(content: Part, words: Wording) -> list[Block]:
    """What bodies said of the measures: one decision a part, with the measures it was about."""
    decisions: dict[tuple[str, ...], list[tuple[Part, Part]]] = {}
    for measure in content["measures"]:
        for validation in measure["validations"]:
            key = tuple(validation[name] for name in ("decided_on", "number", "body_sq", "body_en", "text"))
            decisions.setdefault(key, []).append((measure, validation))
    blocks: list[Block] = [Heading(lines=words.say(_("Decisions")))]
    if not decisions:
        return []
    for key in sorted(decisions):
        day, number, body_sq, body_en, text = key
        named = words.pair({"sq": body_sq, "en": body_en}, "sq", "en")
        blocks.append(Heading(level=3, lines=words.lines(decision_in_words(named, number, day, words))))
        if text:
            blocks.append(Paragraph(lines=[Line(text)]))
        blocks += _decided(decisions[key], words)
    return blocks


def decision_in_words(body: Mapping[str, str], number: str, day: str, words: Wording) -> Mapping[str, str]:
    """ "Komiteti i Planifikimit Strategjik, vendim nr. 12, datë 25.06.2018"."""
    if not number:
        return words.said(_("%(body)s, decision of %(day)s"), body=body, day=words.day(day))
    return words.said(_("%(body)s, decision no. %(number)s of %(day)s"), body=body, number=number, day=words.day(day))


def _decided(rows: Sequence[tuple[Part, Part]], words: Wording) -> list[Block]:
    """What was validated, by its codes; what was not, in a table with the reasons."""
    blocks: list[Block] = []
    validated = [measure["code"] or "—" for measure, said in rows if said["outcome"] == Outcome.VALIDATED]
    if validated:
        codes = ", ".join(validated)
        blocks.append(Paragraph(lines=words.say(_("Validated: %(codes)s"), codes=codes)))
    others = [(measure, said) for measure, said in rows if said["outcome"] != Outcome.VALIDATED]
    if others:
        blocks.append(_refused(others, words))
    return blocks


def _refused(rows: Sequence[tuple[Part, Part]], words: Wording) -> Table:
    columns = [
        Column(lines=words.say(_("Code")), share=10),
        Column(lines=words.say(_("Measure")), share=45),
        Column(lines=words.say(_("Outcome")), share=16),
        Column(lines=words.say(_("Reason")), share=29),
    ]
    return Table(
        columns=columns,
        rows=[
            Row(
                cells=[
                    [Line(measure["code"] or "—")],
                    words.lines(words.text(measure, "title")),
                    words.lines(words.choice(Outcome, validation["outcome"])),
                    [Line(validation["reason"] or "—")],
                ]
            )
            for measure, validation in rows
        ],
    )
