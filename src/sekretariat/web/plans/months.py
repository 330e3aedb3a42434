"""The calendar of a plan month by month."""

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from sekretariat.domain.plans.enums import CalendarState
from sekretariat.domain.plans.models import CalendarStep, Node
from sekretariat.domain.plans.queries import JointCalendar, joint_calendar
from sekretariat.ground.words.enums import Precision

from ..page import SIGNED_IN, page
from .calendaring import crumbs_of, plan_of

ASKED = re.compile(r"(\d{4})-(\d{2})")
YEARS = range(1912, 2101)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A step on a day of the month: it begins, or ends."""

    step: CalendarStep
    node: Node
    begins: bool
    is_joined: bool


@dataclass(frozen=True, kw_only=True)
class Day:
    on: datetime.date
    is_here: bool
    is_weekend: bool
    holiday: str
    is_adoption: bool
    items: Sequence[Item]

    @property
    def is_empty(self) -> bool:
        return not (self.items or self.holiday or self.is_adoption)


@page(permission=SIGNED_IN)
def month(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    today = timezone.localdate()
    joint = joint_calendar(plan, on=today, is_checked=False)
    first = _asked(request.GET.get("month", "")) or _next_month_with_steps(joint, today)
    weeks = _weeks(first, joint)
    context = {
        "plan": plan,
        "crumbs": crumbs_of(plan),
        "first": first,
        "before": (first - datetime.timedelta(days=1)).replace(day=1),
        "after": (first + datetime.timedelta(days=32)).replace(day=1),
        "today": today,
        "weekdays": [WEEKDAYS[number] for number in range(7)],
        "weeks": weeks,
        "count": sum(not item.begins for week in weeks for one in week if one.is_here for item in one.items),
        "loose": _loose(first, joint),
    }
    return render(request, "plans/calendar_month.html", context)


def _asked(text: str) -> datetime.date | None:
    found = ASKED.fullmatch(text)
    if not found or int(found[1]) not in YEARS or not 1 <= int(found[2]) <= 12:
        return None
    return datetime.date(int(found[1]), int(found[2]), 1)


def _next_month_with_steps(joint: JointCalendar, today: datetime.date) -> datetime.date:
    """This month, unless all is over or nothing has begun: then the nearest one in which something ends."""
    ends = sorted(row.ends_on for part in joint.parts for row in part.rows)
    if not ends or ends[0] <= today <= ends[-1]:
        return today.replace(day=1)
    return (ends[0] if today < ends[0] else ends[-1]).replace(day=1)


def _items(joint: JointCalendar) -> Mapping[datetime.date, list[Item]]:
    items: dict[datetime.date, list[Item]] = defaultdict(list)
    for part in joint.parts:
        if part.state not in (CalendarState.RECEIVED, CalendarState.JOINED):
            continue
        for row in part.rows:
            item = {"step": row.step, "node": part.node, "is_joined": part.is_joined}
            if row.precision == Precision.DAY:
                items[row.ends_on].append(Item(**item, begins=False))
            if row.step.starts_on and row.step.starts_on != row.ends_on:
                items[row.step.starts_on].append(Item(**item, begins=True))
    return items


def _weeks(first: datetime.date, joint: JointCalendar) -> list[list[Day]]:
    items = _items(joint)
    return [
        [
            Day(
                on=on,
                is_here=on.month == first.month,
                is_weekend=on.weekday() >= 5,
                holiday=joint.holidays.get(on, ""),
                is_adoption=on == joint.plan.adoption_on,
                items=items.get(on, []),
            )
            for on in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _loose(first: datetime.date, joint: JointCalendar) -> list[tuple[CalendarStep, Node]]:
    """Steps that end in this month without a day: by a month, a quarter or a year."""
    return [
        (row.step, part.node)
        for part in joint.parts
        if part.state in (CalendarState.RECEIVED, CalendarState.JOINED)
        for row in part.rows
        if row.precision != Precision.DAY and (row.ends_on.year, row.ends_on.month) == (first.year, first.month)
    ]
