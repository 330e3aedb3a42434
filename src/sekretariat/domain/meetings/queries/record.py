"""Everything that the notes or the minutes of a meeting tell, item by item."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from sekretariat.domain.institutions.models import Institution
from sekretariat.domain.institutions.queries import chain_of
from sekretariat.domain.letters.models import Enclosure, Letter
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import Node, NodeParty, Validation
from sekretariat.domain.plans.queries import Through, leads_through
from sekretariat.ground.files.enums import AccessLevel

from ..enums import ItemKind, MeetingKind, MinutesKind, PaperKind
from ..models import ActionPoint, AgendaItem, Attendance, BodyDecision, Meeting, MeetingPaper, Minutes, Statement

Row = TypeVar("Row", Statement, BodyDecision)

LED_PARTS = (ItemKind.PRESENTATION, ItemKind.CALENDARS)  # items that tell who leads the components of their plan


@dataclass(frozen=True, kw_only=True)
class Component:
    """A part of a plan, with who leads it through which bodies."""

    node: Node
    leads: Sequence[Through]


@dataclass(frozen=True, kw_only=True)
class Part:
    """What was said and decided of one item; `item` is None for what belongs to none.

    `number` is the item's place in the whole agenda: it stays where items before it are left out.
    """

    number: int
    item: AgendaItem | None
    statements: Sequence[Statement]
    decisions: Sequence[BodyDecision]
    components: Sequence[Component]


@dataclass(frozen=True, kw_only=True)
class Record:
    """`led_by`: the unit that directed it, with all it stands under. `enclosures`: those of the package it speaks of,
    empty where its papers hold no methodological framework.
    """

    meeting: Meeting
    kind: MinutesKind
    top: Institution
    led_by: Sequence[Institution]
    parts: Sequence[Part]
    action_points: Sequence[ActionPoint]
    papers: Sequence[MeetingPaper]
    attendances: Sequence[Attendance]
    enclosures: Sequence[Enclosure]
    is_public: bool

    @property
    def statements(self) -> list[Statement]:
        return [statement for part in self.parts for statement in part.statements]


def record_of(meeting: Meeting, *, is_public: bool) -> Record:
    """A constant number of queries, whatever was said. Public: without items, statements, decisions, action points
    and papers that are restricted, and without what belongs to them.
    """
    items = list(meeting.items.select_related("plan", "presenter", "presenter_institution"))
    shown = {item.pk for item in items if not (is_public and item.is_restricted)}
    numbered = {item.pk: number for number, item in enumerate(items, 1)}
    statements = _kept(_statements(meeting), shown, is_public=is_public)
    decisions = _kept(_decisions(meeting), shown, is_public=is_public)
    papers = _papers(meeting, shown, is_public=is_public)
    components = _components(item for item in items if item.pk in shown)
    return Record(
        meeting=meeting,
        kind=_kind(meeting),
        top=chain_of(meeting.office.unit, on=meeting.on)[-1],
        led_by=chain_of(meeting.led_by, on=meeting.on) if meeting.led_by else [],
        parts=[
            Part(
                number=numbered.get(item.pk, 0) if item else 0,
                item=item,
                statements=statements.get(item.pk if item else None, []),
                decisions=decisions.get(item.pk if item else None, []),
                components=components.get(item.pk, []) if item else [],
            )
            for item in [None, *(item for item in items if item.pk in shown)]
        ],
        action_points=_action_points(meeting, shown, decisions, is_public=is_public),
        papers=papers,
        attendances=list(meeting.attendances.select_related("institution")),
        enclosures=_enclosures(papers, [one for own in statements.values() for one in own]),
        is_public=is_public,
    )


def _kind(meeting: Meeting) -> MinutesKind:
    """As its record says; of a workshop notes are written, of any other meeting minutes."""
    record = Minutes.objects.filter(meeting=meeting).first()
    if record:
        return MinutesKind(record.kind)
    return MinutesKind.NOTES if meeting.kind == MeetingKind.WORKSHOP else MinutesKind.MINUTES


def _statements(meeting: Meeting) -> QuerySet[Statement]:
    letters = Prefetch("letters", Letter.objects.order_by("on", "number", "fraction", "pk"))
    return meeting.statements.select_related("speaker").prefetch_related(letters)


def _decisions(meeting: Meeting) -> QuerySet[BodyDecision]:
    validations = Validation.objects.select_related("entry__measure")
    return meeting.decisions.prefetch_related(Prefetch("validations", validations))


def _kept(rows: Iterable[Row], shown: Collection[int], *, is_public: bool) -> Mapping[int | None, list[Row]]:
    """By item, in order; without what is not shown."""
    found: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        if _is_shown(row, shown, is_public=is_public):
            found[row.item_id].append(row)
    return found


def _is_shown(row: Statement | BodyDecision | ActionPoint, shown: Collection[int], *, is_public: bool) -> bool:
    return (row.item_id is None or row.item_id in shown) and not (is_public and row.is_restricted)


def _action_points(
    meeting: Meeting, shown: Collection[int], decisions: Mapping[int | None, list[BodyDecision]], *, is_public: bool
) -> list[ActionPoint]:
    owed = Prefetch("obligations", Obligation.objects.select_related("institution").order_by("pk"))
    known = {decision.pk for own in decisions.values() for decision in own}
    return [
        point
        for point in meeting.action_points.prefetch_related(owed)
        if _is_shown(point, shown, is_public=is_public) and (point.decision_id is None or point.decision_id in known)
    ]


def _papers(meeting: Meeting, shown: Collection[int], *, is_public: bool) -> list[MeetingPaper]:
    return [
        paper
        for paper in meeting.papers.select_related("letter")
        if (paper.item_id is None or paper.item_id in shown)
        and not (is_public and paper.access == AccessLevel.RESTRICTED)
    ]


def _components(items: Iterable[AgendaItem]) -> Mapping[int, list[Component]]:
    """By the key of the first item that is about their plan, in the order of their codes: they are told once."""
    plans: dict[int, int] = {}
    for item in items:
        if item.plan_id and item.kind in LED_PARTS:
            plans.setdefault(item.plan_id, item.pk)
    if not plans:
        return {}
    parties = NodeParty.objects.select_related("institution", "body__parent").order_by("pk")
    nodes = Node.objects.filter(plan__in=plans, parent=None).order_by("code_key", "pk")
    found: dict[int, list[Component]] = defaultdict(list)
    for node in nodes.prefetch_related(Prefetch("parties", parties)):
        found[plans[node.plan_id]].append(Component(node=node, leads=leads_through(node.parties.all())))
    return found


def _enclosures(papers: Sequence[MeetingPaper], statements: Iterable[Statement]) -> list[Enclosure]:
    """What the framework's own letter encloses; where it names none, what all letters that are spoken of enclose."""
    frameworks = [paper for paper in papers if paper.kind == PaperKind.FRAMEWORK]
    if not frameworks:
        return []
    letters = {paper.letter_id for paper in frameworks if paper.letter_id}
    if not letters:
        letters = {paper.letter_id for paper in papers if paper.letter_id}
        letters |= {letter.pk for statement in statements for letter in statement.letters.all()}
    return list(Enclosure.objects.filter(letter__in=letters).order_by("letter__on", "pk"))
