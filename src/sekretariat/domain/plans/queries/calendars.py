"""The joint calendar: the frame, each component's calendar as it stands, and what is wrong with its steps."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.obligations.enums import OWED, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import standings
from sekretariat.domain.obligations.rules import Stands
from sekretariat.ground.days.queries import holidays_between
from sekretariat.ground.words.enums import Precision

from ..calendar import Followed, Frame, Held, Remark, Step, StepSaid, Window, remarks_on
from ..enums import CalendarState, PartyRole, StepKind
from ..models import CalendarStep, Node, NodeParty, Plan, PlanCalendar
from .asked import standing_calendars

# A calendar that was returned holds no day of anybody.
STANDING = (CalendarState.RECEIVED, CalendarState.JOINED)


def due_of_step(step: CalendarStep) -> datetime.date:
    """When it ends: by its obligation, once it is joined. The step comes with its obligation."""
    return (step.obligation.due_on if step.obligation else None) or step.ends_on


def precision_of_step(step: CalendarStep) -> Precision:
    has_due = step.obligation is not None and step.obligation.due_on is not None
    return Precision(step.obligation.due_precision if has_due and step.obligation else step.ends_precision)


def is_fixed(step: CalendarStep) -> bool:
    """Done, or no longer asked: nothing moves it any more."""
    return step.obligation is not None and step.obligation.state not in OWED


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A step with its day as it stands; `remarks` say what is wrong with it."""

    step: CalendarStep
    number: int
    ends_on: datetime.date
    precision: Precision
    remarks: Sequence[Remark] = ()
    stands: Stands | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One component: who leads it, by which duty its calendar is asked, and how it stands."""

    node: Node
    leads: Sequence[NodeParty]
    obligation: Obligation | None
    stands: Stands | None
    calendar: PlanCalendar | None
    rows: Sequence[StepRow]

    @property
    def state(self) -> CalendarState:
        return CalendarState(self.calendar.state) if self.calendar else CalendarState.EXPECTED

    @property
    def label(self) -> str:
        return f"{self.node.code} {self.node.title_sq}"

    @property
    def remarks(self) -> list[Remark]:
        return [remark for row in self.rows for remark in row.remarks]

    @property
    def refusals(self) -> list[Remark]:
        return [remark for remark in self.remarks if remark.is_refusal]

    @property
    def is_joined(self) -> bool:
        return self.state == CalendarState.JOINED

    @property
    def is_received(self) -> bool:
        return self.state == CalendarState.RECEIVED


@dataclass(frozen=True, kw_only=True)
class JointCalendar:
    """The calendar of a plan on a day."""

    plan: Plan
    frame: PlanCalendar | None
    windows: Sequence[CalendarStep]
    parts: Sequence[Part]
    holidays: Mapping[datetime.date, str]

    @property
    def joined(self) -> list[Part]:
        return [part for part in self.parts if part.is_joined]

    @property
    def late(self) -> list[Part]:
        return [part for part in self.parts if part.stands is not None and part.stands.is_late]

    @property
    def refused(self) -> list[Part]:
        return [part for part in self.parts if part.state == CalendarState.REFUSED]


def calendars_of(plan: Plan, *, with_offices: bool = True) -> list[PlanCalendar]:
    """The frame and the calendars with their steps, in their order: two queries.

    `with_offices`: the steps with their institution, and their obligation with its office, for who moves them.
    """
    offices = ("institution", "obligation__office") if with_offices else ()
    steps = CalendarStep.objects.select_related("body", "obligation", "after__obligation", *offices)
    return list(
        plan.calendars.select_related("node", "obligation__office", "obligation__institution").prefetch_related(
            Prefetch("steps", steps)
        )
    )


def joint_calendar(plan: Plan, *, on: datetime.date, is_checked: bool = True) -> JointCalendar:
    """Everything that the page of the calendar shows; the number of queries is always the same.

    `is_checked`: with what is wrong with each step, for who shows it.
    """
    nodes = list(
        Node.objects.filter(plan=plan, parent=None)
        .prefetch_related(Prefetch("parties", NodeParty.objects.select_related("institution", "body")))
        .order_by("code_key", "pk")
    )
    calendars = calendars_of(plan, with_offices=False)
    frame = next((one for one in calendars if one.node_id is None), None)
    by_node = {one.node_id: one for one in calendars if one.node_id is not None}
    asked = standing_calendars(plan, nodes, by_node)
    steps = [step for one in calendars for step in one.steps.all()]
    stands = _stands([*asked.values(), *(step.obligation for step in steps if step.obligation)], plan=plan, on=on)
    holidays = holidays_around([due_of_step(step) for step in steps], on)
    windows = list(frame.steps.all()) if frame else []
    parts = []
    for node in nodes:
        calendar, obligation = by_node.get(node.pk), asked.get(node.pk)
        checked = frame_for(plan, calendars, node=node, holidays=holidays) if is_checked else None
        parts.append(
            Part(
                node=node,
                leads=[party for party in node.parties.all() if party.role == PartyRole.LEAD],
                obligation=obligation,
                stands=stands.get(obligation.pk) if obligation else None,
                calendar=calendar,
                rows=rows_of(calendar, checked, stands) if calendar else [],
            )
        )
    return JointCalendar(plan=plan, frame=frame, windows=windows, parts=parts, holidays=holidays)


def _stands(obligations: Iterable[Obligation], *, plan: Plan, on: datetime.date) -> dict[int, Stands]:
    rows = list(obligations)
    for row in rows:
        row.office = plan.office  # all are owed to it
    return standings(rows, on=on)


def holidays_around(days: Sequence[datetime.date], on: datetime.date) -> dict[datetime.date, str]:
    """The holidays from the first of the days to a year after the last, so that whatever moves stays among them."""
    first, last = min([*days, on]), max([*days, on])
    return holidays_between(first, last + datetime.timedelta(days=366))


def rows_of(calendar: PlanCalendar, frame: Frame | None, stands: Mapping[int, Stands]) -> list[StepRow]:
    """The steps with what is wrong with each by the frame. What is done already is not remarked upon."""
    steps = list(calendar.steps.all())
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for remark in remarks_on([as_step(step) for step in steps], frame) if frame else ():
        remarks[remark.number].append(remark)
    return [
        StepRow(
            step=step,
            number=step.position,
            ends_on=due_of_step(step),
            precision=precision_of_step(step),
            remarks=() if is_fixed(step) else remarks[step.position],
            stands=stands.get(step.obligation_id) if step.obligation_id else None,
        )
        for step in steps
    ]


def as_step(
    step: CalendarStep, *, ends_on: datetime.date | None = None, after_ends_on: datetime.date | None = None
) -> Step:
    """The row as the check looks at it, perhaps as it and the step it follows would stand on other days."""
    after = step.after
    return Step(
        number=step.position,
        title=step.title_sq,
        kind=StepKind(step.kind),
        starts_on=step.starts_on,
        ends_on=ends_on or due_of_step(step),
        precision=Precision.DAY if ends_on else precision_of_step(step),
        body_id=step.body_id,
        body=step.body.label if step.body else "",
        after=Followed(name=after.title_sq, ends_on=after_ends_on or due_of_step(after)) if after else None,
    )


def frame_for(
    plan: Plan, calendars: Sequence[PlanCalendar], *, node: Node | None, holidays: Mapping[datetime.date, str]
) -> Frame:
    """What the component's calendar is checked against: the plan's frame, and the meetings of the other components."""
    frame = next((one for one in calendars if one.node_id is None), None)
    return Frame(
        adoption_on=plan.adoption_on,
        windows=[
            Window(kind=StepKind(step.kind), starts_on=step.starts_on, ends_on=step.ends_on)
            for step in (frame.steps.all() if frame else ())
        ],
        holidays=holidays,
        held=[
            Held(body_id=step.body_id, on=due_of_step(step), component=_component(one.node))
            for one in calendars
            if one.node is not None and one.node != node and one.state in STANDING
            for step in one.steps.all()
            if step.body_id is not None and precision_of_step(step) == Precision.DAY and not _is_withdrawn(step)
        ],
    )


def _component(node: Node) -> str:
    return f"{node.get_kind_display().lower()} {node.code}"


def _is_withdrawn(step: CalendarStep) -> bool:
    return step.obligation is not None and step.obligation.state == ObligationState.WITHDRAWN


@dataclass(frozen=True, kw_only=True)
class Known:
    """A step of another component, as one may follow it: "2/3" is row 3 of component 2."""

    key: int
    name: str
    ends_on: datetime.date


def steps_to_follow(node: Node) -> dict[tuple[str, int], Known]:
    """The steps of the plan's other components, by code and row."""
    steps = CalendarStep.objects.filter(calendar__plan=node.plan_id, calendar__node__isnull=False)
    others = steps.exclude(calendar__node=node).select_related("calendar__node", "obligation")
    return {
        (step.calendar.node.code, step.position): Known(key=step.pk, name=step.title_sq, ends_on=due_of_step(step))
        for step in others
        if step.calendar.node is not None
    }


def remarks_on_said(node: Node, said: Sequence[StepSaid], *, on: datetime.date) -> list[Remark]:
    """What would be wrong with a calendar that is about to be sent; its rows are numbered from 1."""
    known = steps_to_follow(node)
    bodies = _labels_of({step.body_id for step in said if step.body_id})
    steps = []
    for number, step in enumerate(said, start=1):
        after = None
        if step.after_component and (other := known.get((step.after_component, step.after_number or 0))):
            after = Followed(name=other.name, ends_on=other.ends_on)
        elif not step.after_component and step.after_number and step.after_number <= len(said):
            mine = said[step.after_number - 1]
            after = Followed(name=mine.title_sq, ends_on=mine.ends_on)
        steps.append(
            Step(
                number=number,
                title=step.title_sq,
                kind=step.kind,
                starts_on=step.starts_on,
                ends_on=step.ends_on,
                precision=step.precision,
                body_id=step.body_id,
                body=bodies.get(step.body_id or 0, ""),
                after=after,
            )
        )
    holidays = holidays_around([step.ends_on for step in said], on)
    return remarks_on(steps, frame_for(node.plan, calendars_of(node.plan), node=node, holidays=holidays))


def _labels_of(keys: Iterable[int]) -> dict[int, str]:
    return {body.pk: body.label for body in Body.objects.filter(pk__in=list(keys))}
