"""The list of meetings, and one meeting's agenda, as far as one reader may see them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Q, When

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.queries import bodies_served_by
from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.models import Plan, PlanEntry
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.search.queries import find
from sekretariat.ground.search.scopes import scopes_of
from sekretariat.ground.words import fold

from ..enums import MeetingState
from ..models import AgendaItem, Attendance, Meeting, MeetingPaper, MeetingQuerySet
from ..rules import can_read_paper, can_see_restricted

COMING = (MeetingState.PLANNED, MeetingState.CALLED)
MOST_FOUND = 500  # meetings that a word may find

ORDERS = {
    "next": (F("coming_on").asc(nulls_last=True), "-on", "-pk"),
    "on": ("on", "pk"),
    "-on": ("-on", "-pk"),
    "body": ("body__sort_key", "-on", "-pk"),
    "-body": ("-body__sort_key", "-on", "-pk"),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What narrows the list of meetings; empty values narrow nothing."""

    words: str = ""
    body: int | None = None
    year: int | None = None
    kind: str = ""
    state: str = ""


def listing(actor: Actor, wanted: Wanted, *, order: str = "next", on: datetime.date) -> MeetingQuerySet:
    """The meetings that the actor sees, narrowed: what comes next first, then what was, the newest first."""
    coming = When(on__gte=on, state__in=COMING, then=F("on"))
    meetings = narrowed(Meeting.objects.visible_to(actor), wanted, actor)
    meetings = meetings.select_related("body", "office__unit", "record").annotate(coming_on=Case(coming))
    return meetings.order_by(*ORDERS.get(order, ORDERS["next"]))


def narrowed(meetings: MeetingQuerySet, wanted: Wanted, actor: Actor) -> MeetingQuerySet:
    """Words are sought as by the search of the site: in titles, bodies, items and decisions."""
    for name in ("body", "year", "kind", "state"):
        if value := getattr(wanted, name):
            meetings = meetings.filter(**{name: value})
    if fold(wanted.words):
        found = find(wanted.words, scopes=scopes_of(actor), kinds=["meeting"], limit=MOST_FOUND)
        meetings = meetings.filter(pk__in=[int(hit.key) for hit in found.hits])
    return meetings


def counts_by_state(meetings: MeetingQuerySet) -> dict[str, int]:
    return dict(meetings.order_by().values_list("state").annotate(count=Count("pk")))


def next_meeting(actor: Actor, *, on: datetime.date) -> Meeting | None:
    """The first that is still to come, on the day itself too."""
    coming = Meeting.objects.visible_to(actor).filter(on__gte=on, state__in=COMING)
    return coming.select_related("body").order_by("on", F("begins_at").asc(nulls_last=True), "pk").first()


def choices_of(actor: Actor) -> tuple[list[Body], list[int]]:
    """The bodies whose meetings the actor sees, and the years, the last first: two queries."""
    seen = list(Meeting.objects.visible_to(actor).order_by().values_list("body", "year").distinct())
    bodies = Body.objects.filter(pk__in={body for body, _year in seen}).order_by("sort_key", "pk")
    return list(bodies), sorted({year for _body, year in seen}, reverse=True)


def own_places(meetings: Iterable[Meeting], actor: Actor) -> dict[int, Attendance]:
    """The place of the actor at each meeting, by its key: the own person's before that of the institution."""
    condition = Q(person=actor.person_id) if actor.person_id else Q(pk__in=[])
    condition |= Q(institution__in=actor.institutions(Permission.MEETINGS_ATTEND))
    rows = Attendance.objects.filter(condition, meeting__in=[meeting.pk for meeting in meetings], is_invited=True)
    found: dict[int, Attendance] = {}
    for place in rows.order_by("position", "pk"):
        if place.meeting_id not in found or place.person_id == actor.person_id:
            found[place.meeting_id] = place
    return found


def bodies_to_call(office_id: int, *, on: datetime.date) -> list[Body]:
    """The bodies whose meetings the office may have to call: those it serves on the day, and those of its plans."""
    plans = Plan.objects.filter(office=office_id)
    of_plans = Q(pk__in=plans.values("body")) | Q(pk__in=plans.values("network"))
    served = bodies_served_by(office_id, on=on).order_by().values("pk")
    return list(Body.objects.filter(of_plans | Q(pk__in=served)).order_by("sort_key", "pk"))


@dataclass(frozen=True, kw_only=True)
class Replies:
    """How many are invited, and how many of them said whether they come."""

    invited: int
    replied: int


def replies_to(meetings: Iterable[Meeting]) -> dict[int, Replies]:
    """By the key of the meeting: one query."""
    rows = Attendance.objects.filter(meeting__in=[meeting.pk for meeting in meetings], is_invited=True)
    counted = rows.order_by().values("meeting").annotate(all=Count("pk"), said=Count("pk", filter=~Q(reply="")))
    return {row["meeting"]: Replies(invited=row["all"], replied=row["said"]) for row in counted}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The keys of lower rows that the reader may open."""

    plans: frozenset[int] = frozenset()
    obligations: frozenset[int] = frozenset()
    rounds: frozenset[int] = frozenset()
    meetings: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One item as its reader sees it: the number it has for them, when it runs, its measures and papers.

    `starts` is empty where the meeting has no hour, or an item before it says no minutes.
    """

    item: AgendaItem
    number: int
    starts: datetime.time | None
    ends: datetime.time | None
    entries: Sequence[PlanEntry] = ()
    papers: Sequence[MeetingPaper] = ()


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """What a reader sees of an agenda. Restricted items are neither shown nor counted to who may not see them."""

    lines: Sequence[Line]
    papers: Sequence[MeetingPaper]  # all that may be read, of items and of the meeting
    seen: Seen = field(default_factory=Seen)
    sees_restricted: bool = False

    @property
    def minutes(self) -> int:
        return sum(line.item.minutes or 0 for line in self.lines)


def agenda_of(meeting: Meeting, actor: Actor) -> Agenda:
    """The agenda in order. The number of queries does not grow with items, measures or papers."""
    attendances = list(meeting.attendances.all())
    sees_restricted = can_see_restricted(actor, meeting, attendances)
    parts = ("presenter", "presenter_institution", "plan", "obligation", "remarks_round", "earlier__body")
    items = list(meeting.items.select_related(*parts).order_by("position", "pk"))
    papers = _papers(meeting, actor, attendances)
    of_item: dict[int | None, list[MeetingPaper]] = defaultdict(list)
    for paper in papers:
        of_item[paper.item_id].append(paper)
    entries, clock = _entries(items, actor), _Clock(meeting.begins)
    lines: list[Line] = []
    for item in items:
        starts, ends = clock.run(item.minutes)
        if item.is_restricted and not sees_restricted:
            continue
        line = Line(item=item, number=len(lines) + 1, starts=starts, ends=ends, entries=entries[item.pk])
        lines.append(Line(**{**vars(line), "papers": of_item[item.pk]}))
    return Agenda(lines=lines, papers=papers, seen=_seen(lines, actor), sees_restricted=sees_restricted)


def papers_of(meeting: Meeting, actor: Actor) -> list[MeetingPaper]:
    """Those that the actor may read, in order: two queries."""
    return _papers(meeting, actor, list(meeting.attendances.all()))


def _papers(meeting: Meeting, actor: Actor, attendances: Sequence[Attendance]) -> list[MeetingPaper]:
    rows = meeting.papers.select_related("item", "file", "letter__scan", "edition__plan").order_by("position", "pk")
    return [paper for paper in rows if can_read_paper(actor, paper, attendances)]


class _Clock:
    """When the items run, one after the other. It stops at the first that does not say how long it takes."""

    def __init__(self, begins: datetime.datetime | None) -> None:
        self.at = begins

    def run(self, minutes: int | None) -> tuple[datetime.time | None, datetime.time | None]:
        starts = self.at
        self.at = starts + datetime.timedelta(minutes=minutes) if starts and minutes else None
        return (starts.time() if starts else None), (self.at.time() if self.at else None)


def _entries(items: Sequence[AgendaItem], actor: Actor) -> dict[int, list[PlanEntry]]:
    """The measures of each item that the actor sees, as their plan prints them."""
    found: dict[int, list[PlanEntry]] = defaultdict(list)
    links = AgendaItem.entries.through.objects.filter(item__in=[item.pk for item in items])
    held: dict[int, list[int]] = defaultdict(list)
    for item_id, entry_id in links.values_list("item", "entry"):
        held[entry_id].append(item_id)
    for entry in PlanEntry.objects.visible_to(actor).filter(pk__in=held).select_related("measure").in_order():
        for item_id in held[entry.pk]:
            found[item_id].append(entry)
    return found


def _seen(lines: Sequence[Line], actor: Actor) -> Seen:
    items = [line.item for line in lines]

    def among(visible: Any, keys: set[int | None]) -> frozenset[int]:
        return frozenset(visible.filter(pk__in=keys - {None}).values_list("pk", flat=True))

    return Seen(
        plans=among(Plan.objects.visible_to(actor), {item.plan_id for item in items}),
        obligations=among(Obligation.objects.visible_to(actor), {item.obligation_id for item in items}),
        rounds=among(RemarksRound.objects.visible_to(actor), {item.remarks_round_id for item in items}),
        meetings=among(Meeting.objects.visible_to(actor), {item.earlier_id for item in items}),
    )
