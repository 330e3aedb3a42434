"""How a body keeps its rules, from its meetings and decisions. Pure: rows and holidays come in as arguments."""

import calendar
import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sekretariat.ground.words.enums import Precision

from ..enums import MeetingState, RuleKind, RuleStanding
from ..models import BodyDecision, BodyRule, Meeting

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class RuleStands:
    """One rule on a day. `keep_by`: the last day in time; `broken_since`: the first day on which it is broken.

    `meeting` is the one that keeps it, would keep it, or breaks it, where there is one.
    """

    rule: BodyRule
    standing: RuleStanding
    keep_by: datetime.date | None = None
    broken_since: datetime.date | None = None
    meeting: Meeting | None = None


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month where it has none: 31.08. and six give 28.02."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_days_before(day: datetime.date, days: int, *, holidays: Collection[datetime.date]) -> datetime.date:
    """The last day from which so many working days lie before the day."""
    while days > 0:
        day -= _DAY
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day


def stands(
    rule: BodyRule,
    *,
    meetings: Sequence[Meeting],
    decisions: Sequence[BodyDecision],
    holidays: Collection[datetime.date],
    on: datetime.date,
) -> RuleStands:
    """`meetings`: the body's that were not cancelled, by day; `decisions`: those that keep the rule."""
    if rule.kind == RuleKind.MEETS_EVERY:
        return _meets_every(rule, meetings, on=on)
    if rule.kind == RuleKind.NOTICE:
        return _notice(rule, meetings, holidays, on=on)
    if rule.kind == RuleKind.ANNUAL_PLAN:
        return _annual_plan(rule, meetings, decisions, on=on)
    return _quorum(rule, meetings, on=on)


def _held(meetings: Sequence[Meeting], *, on: datetime.date) -> list[Meeting]:
    return [one for one in meetings if one.state == MeetingState.HELD and one.on <= on]


def _meets_every(rule: BodyRule, meetings: Sequence[Meeting], *, on: datetime.date) -> RuleStands:
    """Counted from the last meeting that was held; a meeting on the way in time is enough not to be warned."""
    held = _held(meetings, on=on)
    if not held:
        return RuleStands(rule=rule, standing=RuleStanding.UNKNOWN)
    keep_by = months_after(held[-1].on, rule.months or 0)
    coming = next((one for one in meetings if one.state != MeetingState.HELD and one.on >= on), None)
    if on > keep_by:
        return RuleStands(
            rule=rule,
            standing=RuleStanding.BROKEN,
            keep_by=keep_by,
            broken_since=keep_by + _DAY,
            meeting=coming,
        )
    is_in_time = coming is not None and coming.on <= keep_by
    is_near = keep_by - on <= rule.warn_days * _DAY
    standing = RuleStanding.TO_KEEP if is_near and not is_in_time else RuleStanding.KEPT
    return RuleStands(rule=rule, standing=standing, keep_by=keep_by, meeting=coming)


def _notice(
    rule: BodyRule, meetings: Sequence[Meeting], holidays: Collection[datetime.date], *, on: datetime.date
) -> RuleStands:
    """Of the next meeting whose day is set: was it called in time, or by when is it to be called?"""
    coming = next((one for one in meetings if one.on >= on and one.precision == Precision.DAY), None)
    if coming is None:
        return RuleStands(rule=rule, standing=RuleStanding.UNKNOWN)
    keep_by = working_days_before(coming.on, rule.days or 0, holidays=holidays)
    since = None
    if coming.called_on is not None:
        standing = RuleStanding.KEPT if coming.called_on <= keep_by else RuleStanding.BROKEN
    elif on > keep_by:
        standing = RuleStanding.BROKEN
    else:
        standing = RuleStanding.TO_KEEP if keep_by - on <= rule.warn_days * _DAY else RuleStanding.KEPT
    if standing == RuleStanding.BROKEN:
        since = keep_by + _DAY
    return RuleStands(rule=rule, standing=standing, keep_by=keep_by, broken_since=since, meeting=coming)


def _annual_plan(
    rule: BodyRule, meetings: Sequence[Meeting], decisions: Sequence[BodyDecision], *, on: datetime.date
) -> RuleStands:
    """A year's plan is decided within the year. A year in which the body met without one is broken until the next."""
    decided = {one.year for one in decisions if one.meeting.on <= on}
    keep_by = datetime.date(on.year, 12, 31)
    if on.year in decided:
        return RuleStands(rule=rule, standing=RuleStanding.KEPT, keep_by=datetime.date(on.year + 1, 12, 31))
    met_last_year = any(one.on.year == on.year - 1 for one in _held(meetings, on=on))
    if met_last_year and on.year - 1 not in decided:
        since = datetime.date(on.year, 1, 1)
        return RuleStands(rule=rule, standing=RuleStanding.BROKEN, keep_by=keep_by, broken_since=since)
    is_near = keep_by - on <= rule.warn_days * _DAY
    return RuleStands(rule=rule, standing=RuleStanding.TO_KEEP if is_near else RuleStanding.KEPT, keep_by=keep_by)


def _quorum(rule: BodyRule, meetings: Sequence[Meeting], *, on: datetime.date) -> RuleStands:
    """Of the last meeting at which it was counted."""
    counted = [one for one in _held(meetings, on=on) if one.quorum_met is not None]
    if not counted:
        return RuleStands(rule=rule, standing=RuleStanding.UNKNOWN)
    last = counted[-1]
    if last.quorum_met:
        return RuleStands(rule=rule, standing=RuleStanding.KEPT, meeting=last)
    return RuleStands(rule=rule, standing=RuleStanding.BROKEN, broken_since=last.on, meeting=last)
