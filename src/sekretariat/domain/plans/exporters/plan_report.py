"""The plan as a printed book: cover, contents, what it is, its components, its measures, costs, ranking and decisions.

Made from a snapshot alone, frozen or of today, so an edition's papers can be made again from its content.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sekretariat.officefiles.report import (
    Block,
    Column,
    Cover,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Report,
    Row,
    Section,
    Table,
)

from ..enums import EntryState, NodeKind, OpenValue, PartyRole, PlanKind, PlanState
from .figures import components_table, costs_chapter, decision_in_words, decisions_chapter, ranking_chapter
from .measures import baseline_and_targets, measures_table, named_with_unit
from .parties import in_words, of_role
from .wording import ByLanguage, Wording

Part = Mapping[str, Any]
SHOWN_OF_FINGERPRINT = 12


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Of when the paper is: an edition, with its fingerprint; or a day, for what is not frozen."""

    fingerprint: str = ""
    on: datetime.date | None = None


def plan_report(content: Part, words: Wording, standing: Standing) -> Report:
    plan = content["plan"]
    printed = [measure for measure in content["measures"] if measure["state"] != EntryState.LEFT_OUT]
    sections = [Section(blocks=_overview(content, printed, words))]
    for node in content["nodes"]:
        if node["parent"] is None:
            sections += _component(content, node, printed, words)
    sections.append(Section(blocks=costs_chapter(content, printed, words)))
    if content["ranking"]:
        sections.append(Section(is_wide=True, blocks=ranking_chapter(content, words)))
    if decided := decisions_chapter(content, words):
        sections.append(Section(blocks=decided))
    return Report(
        title=_first(words.text(plan, "name"), words),
        languages=words.languages,
        cover=_cover(content, words, standing),
        contents=_first(words.said(_("Contents")), words),
        sections=sections,
        footer=_footer(content, words, standing),
        page_words=(_first(words.said(_("Page")), words), _first(words.said(_("of")), words)),
    )


def _first(text: ByLanguage, words: Wording) -> str:
    return text[words.languages[0]]


def years_of(plan: Part) -> str:
    return str(plan["year_from"]) if plan["year_from"] == plan["year_to"] else f"{plan['year_from']}–{plan['year_to']}"


def _cover(content: Part, words: Wording, standing: Standing) -> Cover:
    plan = content["plan"]
    head = [words.said(_("REPUBLIC OF ALBANIA")), _capitals(words.named(plan["institution"]), words)]
    if plan["office"]["id"] != plan["institution"]["id"]:
        head.append(words.named(plan["office"]))
    below: list[Lines] = [[Line(years_of(plan))], words.lines(words.choice(PlanKind, plan["kind"]))]
    place = plan["place"]
    if edition := content.get("edition"):
        title = words.text(edition, "title")
        below.append(words.lines(title))
        below.append(words.lines(decision_of(edition, words)))
        foot = words.say("%(place)s, %(day)s", place=place, day=words.day(edition["made_on"]))
    else:
        day = standing.on.isoformat() if standing.on else None
        below.append(words.say(_("Draft, as it stood on %(day)s"), day=words.day(day)))
        foot = words.say("%(place)s, %(day)s", place=place, day=words.day(day))
    return Cover(
        head=[line.text for text in head for line in words.lines(text)],
        title=words.lines(words.text(plan, "name")),
        below=below,
        foot=foot,
    )


def _capitals(text: ByLanguage, words: Wording) -> ByLanguage:
    return {language: text[language].upper() for language in words.languages}


def decision_of(edition: Part, words: Wording) -> ByLanguage:
    return decision_in_words(words.text(edition, "body"), edition["number"], edition["decided_on"], words)


def _footer(content: Part, words: Wording, standing: Standing) -> str:
    name = content["plan"]["short_name"] or _first(words.text(content["plan"], "name"), words)
    if standing.fingerprint:
        said = words.said(
            _("edition %(number)s · fingerprint %(fingerprint)s"),
            number=content["edition"]["sequence"],
            fingerprint=standing.fingerprint[:SHOWN_OF_FINGERPRINT],
        )
    else:
        day = words.day(standing.on.isoformat() if standing.on else None)
        said = words.said(_("draft, as of %(day)s"), day=day)
    return f"{name} · {_first(said, words)}"


def _overview(content: Part, printed: Sequence[Part], words: Wording) -> list[Block]:
    plan = content["plan"]
    facts: list[tuple[Lines, Lines]] = [
        (words.say(_("Kind")), words.lines(words.choice(PlanKind, plan["kind"]))),
        (words.say(_("Years")), [Line(years_of(plan))]),
        (words.say(_("Technical secretariat")), words.lines(words.named(plan["office"]))),
    ]
    for label, row in ((_("Owning body"), plan["body"]), (_("Plan before it"), plan["previous"])):
        if row:
            facts.append((words.say(label), words.lines(words.named(row))))
    if plan["act"]:
        facts.append((words.say(_("Adopted by")), _act(plan["act"], words)))
    if edition := content.get("edition"):
        facts.append((words.say(_("Edition")), words.lines(words.text(edition, "title"))))
        facts.append((words.say(_("Decision")), words.lines(decision_of(edition, words))))
        if edition["text"]:
            facts.append((words.say(_("Text of the decision")), [Line(edition["text"])]))
    facts.append((words.say(_("Measures")), [Line(str(len(printed)))]))
    note = words.lines(words.text(plan, "note"))
    return [
        Heading(lines=words.say(_("The plan"))),
        Facts(rows=facts),
        *([Paragraph(lines=note)] if note else []),
        Heading(level=2, lines=words.say(_("Components, costs and gaps"))),
        components_table(content, printed, words),
    ]


def _act(act: Part, words: Wording) -> Lines:
    title = words.named(act)
    day = f", {_first(words.day(act['on']), words)}" if act["on"] else ""
    label = {language: f"{act['label']}{day} {title[language]}" for language in words.languages}
    return words.lines(label)


def _component(content: Part, node: Part, printed: Sequence[Part], words: Wording) -> list[Section]:
    """Its page, upright; then the wide table of its measures."""
    below = [one for one in content["nodes"] if one["component"] == node["id"]]
    own = {one["id"]: one for one in below}
    measures = [measure for measure in printed if measure["node"] in own]
    order = {one["id"]: place for place, one in enumerate(below)}
    measures.sort(key=lambda measure: order[measure["node"]])  # stable: within a node they stay as the plan prints them
    page = Section(blocks=_component_page(node, below, words))
    if not measures:
        nothing = Paragraph(lines=words.say(_("No measure stands under this component.")))
        return [Section(blocks=[*page.blocks, nothing])]
    heading = words.said(
        "%(kind)s %(code)s: %(measures)s",
        kind=words.choice(NodeKind, node["kind"]),
        code=node["code"],
        measures=words.said(_("the measures")),
    )
    is_draft = content["plan"]["state"] == PlanState.DRAFTING
    table = measures_table(measures, own, words, is_draft=is_draft)
    return [page, Section(is_wide=True, blocks=[Heading(level=2, lines=words.lines(heading)), table])]


def _component_page(node: Part, below: Sequence[Part], words: Wording) -> list[Block]:
    title = words.said(
        "%(kind)s %(code)s: %(title)s",
        kind=words.choice(NodeKind, node["kind"]),
        code=node["code"],
        title=words.text(node, "title"),
    )
    facts: list[tuple[Lines, Lines]] = []
    for role, label in ((PartyRole.LEAD, _("Lead institution")), (PartyRole.CONTRIBUTING, _("Contributing"))):
        named = in_words(of_role(node, role), words, called=words.named)
        if named:
            facts.append((words.say(label), [line for one in named for line in words.lines(one)]))
    if node["reference"]:
        facts.append((words.say(_("Reference")), [Line(node["reference"])]))
    if node["open_values"]:
        values = words.joined([words.choice(OpenValue, value) for value in node["open_values"]], "; ")
        facts.append((words.say(_("Values of open government")), words.lines(values)))
    blocks: list[Block] = [Heading(lines=words.lines(title)), *([Facts(rows=facts)] if facts else [])]
    blocks += _described(node, words)
    for one in below:
        if one["parent"] is not None:
            heading = words.said("%(code)s %(title)s", code=one["code"], title=words.text(one, "title"))
            blocks.append(Heading(level=3, lines=words.lines(heading)))
            blocks += _described(one, words)
    if indicators := [indicator for one in below for indicator in one["indicators"]]:
        blocks += [Heading(level=3, lines=words.say(_("Indicators"))), _indicator_table(indicators, words)]
    return blocks


def _described(node: Part, words: Wording) -> list[Block]:
    """The description, a paragraph a line of it; in both languages the Albanian text first."""
    said = words.text(node, "description")
    return [
        Paragraph(lines=[Line(text.strip(), line.tone)])
        for line in words.lines(said)
        for text in line.text.splitlines()
        if text.strip()
    ]


def _indicator_table(indicators: Sequence[Part], words: Wording) -> Table:
    return Table(
        columns=[
            Column(lines=words.say(_("Indicator")), share=45),
            Column(lines=words.say(_("Baseline and targets")), share=30),
            Column(lines=words.say(_("Data source")), share=25),
        ],
        rows=[
            Row(
                cells=[
                    words.lines(named_with_unit(indicator, words)),
                    words.lines(baseline_and_targets(indicator, words)),
                    words.lines(words.text(indicator, "data_source")) or [Line("—")],
                ]
            )
            for indicator in indicators
        ],
    )
