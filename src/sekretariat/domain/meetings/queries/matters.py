"""What the secretariat could put on the agenda of a meeting, gathered from everything that is open for the body."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, override

from sekretariat.domain.consultations.enums import RoundState
from sekretariat.domain.consultations.models import RemarksRound
from sekretariat.domain.obligations.enums import OWED
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.enums import CalendarState, EntryState, PlanState
from sekretariat.domain.plans.models import Plan, PlanEntry
from sekretariat.domain.plans.queries import joint_calendar

from ..enums import ItemKind, MeetingState, MinutesState
from ..models import ActionPoint, AgendaItem, Meeting

WAITING = (EntryState.PROPOSED, EntryState.RETURNED)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One thing that may become an item; `key` names it in a form.

    `details` are lines of the page in the reader's language; `titles` are the item's, in Albanian and in English.
    """

    key: str
    kind: ItemKind
    titles: tuple[str, str]
    details: Sequence[str] = ()
    is_late: bool = False
    is_on_agenda: bool = False
    plan: Plan | None = None
    obligation: Obligation | None = None
    remarks_round: RemarksRound | None = None
    earlier: Meeting | None = None
    entries: Sequence[PlanEntry] = field(default=())

    @property
    def title_sq(self) -> str:
        return self.titles[0]

    @property
    def title_en(self) -> str:
        return self.titles[1]


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The last meeting of the body that was held before it, with its minutes."""
    held = Meeting.objects.filter(body=meeting.body_id, state=MeetingState.HELD, on__lt=meeting.on)
    return held.select_related("record").order_by("-on", "-number").first()


def open_matters(meeting: Meeting, *, on: datetime.date) -> list[Matter]:
    """In the order in which an agenda takes them. `on` is the day of the reader: what is late is late on it."""
    there = list(meeting.items.all())
    plans = _plans_of(meeting)
    last = previous_meeting(meeting)
    return [
        *_last_minutes(last, there),
        *_arising(meeting, last, there, on=on),
        *_duties(meeting, there, on=on),
        *_validations(meeting, plans, there),
        *_calendars(plans, there, on=on),
        *_adoptions(plans, there),
    ]


def _titles(text: str | Promise, **values: object) -> tuple[str, str]:
    """The title in both languages; `text` is translated anew for each."""
    said = []
    for language in ("sq", "en"):
        with override(language):
            said.append((str(text) % values)[:300])
    return said[0], said[1]


def _is_there(there: Iterable[AgendaItem], kind: str, **same: int | None) -> bool:
    return any(
        item.kind == kind and all(getattr(item, f"{name}_id") == key for name, key in same.items()) for item in there
    )


def _last_minutes(last: Meeting | None, there: Sequence[AgendaItem]) -> list[Matter]:
    record = getattr(last, "record", None)
    if last is None or record is None or record.state == MinutesState.APPROVED:
        return []
    state = str(record.get_state_display()).lower()
    return [
        Matter(
            key=f"minutes-{last.pk}",
            kind=ItemKind.LAST_MINUTES,
            titles=_titles(gettext_lazy("Approval of the minutes of meeting %(number)s"), number=last.number_label),
            details=[_("held on %(day)s; the minutes are: %(state)s") % {"day": _day(last.on), "state": state}],
            earlier=last,
            is_on_agenda=_is_there(there, ItemKind.LAST_MINUTES, earlier=last.pk),
        )
    ]


def _arising(meeting: Meeting, last: Meeting | None, there: Sequence[AgendaItem], *, on: datetime.date) -> list[Matter]:
    points = (
        ActionPoint.objects.filter(meeting__body=meeting.body_id, meeting__on__lt=meeting.on)
        .filter(obligations__state__in=OWED)
        .distinct()
        .select_related("meeting")
        .order_by("meeting__on", "position", "pk")
    )
    found = list(points)
    if last is None or not found:
        return []
    lines = [
        _("%(number)s: %(text)s") % {"number": one.meeting.number_label, "text": one.text_sq.split("\n")[0][:160]}
        + (f" ({_day(one.due_on)})" if one.due_on else "")
        for one in found
    ]
    return [
        Matter(
            key=f"arising-{last.pk}",
            kind=ItemKind.MATTERS_ARISING,
            titles=_titles(gettext_lazy("Matters arising from earlier meetings")),
            details=lines,
            is_late=any(one.due_on is not None and one.due_on < on for one in found),
            earlier=last,
            is_on_agenda=_is_there(there, ItemKind.MATTERS_ARISING),
        )
    ]


def _duties(meeting: Meeting, there: Sequence[AgendaItem], *, on: datetime.date) -> list[Matter]:
    """What is owed in the body until the meeting; the same thing asked of many is one matter."""
    owed = Obligation.objects.still_owed().filter(body=meeting.body_id, office=meeting.office_id)
    until = owed.filter(due_on__lte=meeting.on).select_related("institution").order_by("due_on", "pk")
    asks: dict[tuple[str, datetime.date | None], list[Obligation]] = defaultdict(list)
    for one in until:
        asks[one.ask_sq, one.due_on].append(one)
    on_agenda = {item.obligation_id for item in there if item.obligation_id}
    titles = {item.title_sq for item in there if item.kind == ItemKind.DUTIES}
    found = []
    for those in asks.values():
        first = those[0]
        due = first.due_on
        is_late = due is not None and due < on
        names = ", ".join(one.institution.label for one in those)
        line = _("late since %(day)s: %(names)s") if is_late else _("due on %(day)s: %(names)s")
        found.append(
            Matter(
                key=f"duty-{first.pk}",
                kind=ItemKind.DUTIES,
                titles=(first.ask_sq, first.ask_en),
                details=[line % {"day": _day(due), "names": names}],
                is_late=is_late,
                obligation=first if len(those) == 1 else None,
                is_on_agenda=first.pk in on_agenda or first.ask_sq in titles,
            )
        )
    return found


def _plans_of(meeting: Meeting) -> list[Plan]:
    """The plans that the body decides of, or whose coordinators meet in it."""
    own = Plan.objects.filter(Q(body=meeting.body_id) | Q(network=meeting.body_id), office=meeting.office_id)
    return list(own.exclude(state=PlanState.CLOSED).order_by("sort_key", "pk"))


def _validations(meeting: Meeting, plans: Sequence[Plan], there: Sequence[AgendaItem]) -> list[Matter]:
    """The measures that wait for a decision: those of a closed round together, the others by their plan.

    A body may be sent measures of a plan that is another body's: then its rounds alone bring them.
    """
    rounds = RemarksRound.objects.filter(body=meeting.body_id, office=meeting.office_id, state=RoundState.CLOSED)
    closed = list(rounds.select_related("plan").prefetch_related("round_entries").order_by("-closed_on", "-pk"))
    entries = PlanEntry.objects.filter(Q(plan__in=plans) | Q(remarks_rounds__in=closed), state__in=WAITING).distinct()
    waiting = {entry.pk: entry for entry in entries.select_related("measure", "plan").in_order()}
    found = []
    for one in closed:
        keys = {row.entry_id for row in one.round_entries.all()}
        mine = [waiting.pop(key) for key in list(waiting) if key in keys]
        if mine:
            is_there = _is_there(there, ItemKind.VALIDATION, remarks_round=one.pk)
            found.append(_validation(one.plan, mine, one, is_on_agenda=is_there))
    for plan in plans:
        mine = [entry for entry in waiting.values() if entry.plan_id == plan.pk]
        if mine:
            is_there = _is_there(there, ItemKind.VALIDATION, plan=plan.pk, remarks_round=None)
            found.append(_validation(plan, mine, None, is_on_agenda=is_there))
    return found


def _validation(
    plan: Plan, entries: Sequence[PlanEntry], remarks_round: RemarksRound | None, *, is_on_agenda: bool
) -> Matter:
    said = ngettext_lazy(
        "Validation of %(count)s measure of %(plan)s", "Validation of %(count)s measures of %(plan)s", len(entries)
    )
    codes = ", ".join(entry.code or entry.measure.title_sq for entry in entries)
    details = [codes]
    if remarks_round is not None and remarks_round.closed_on is not None:
        words = {"subject": remarks_round.subject_sq, "day": _day(remarks_round.closed_on)}
        details.append(_("remarks answered in the round “%(subject)s”, closed on %(day)s") % words)
    return Matter(
        key=f"round-{remarks_round.pk}" if remarks_round else f"validation-{plan.pk}",
        kind=ItemKind.VALIDATION,
        titles=_titles(said, count=len(entries), plan=plan.label),
        details=details,
        plan=plan,
        remarks_round=remarks_round,
        entries=entries,
        is_on_agenda=is_on_agenda,
    )


@dataclass(frozen=True, kw_only=True)
class CalendarsStanding:
    """Which components' calendars came, which are waited for, which are late; each named with who leads it."""

    came: Sequence[str]
    expected: Sequence[str]
    late: Sequence[str]

    @property
    def lines(self) -> list[str]:
        said = []
        for label, names in ((_("came"), self.came), (_("expected"), self.expected), (_("late"), self.late)):
            if names:
                said.append(f"{label}: {', '.join(names)}")
        return said


def calendars_standing(plan: Plan, *, on: datetime.date) -> CalendarsStanding:
    """As they stand on the day: nine queries or so, whatever the plan holds."""
    came, expected, late = [], [], []
    for part in joint_calendar(plan, on=on, is_checked=False).parts:
        leads = ", ".join(dict.fromkeys(party.institution.label for party in part.leads))
        name = f"{part.node.code} ({leads})" if leads else part.node.code
        if part.state in (CalendarState.RECEIVED, CalendarState.JOINED):
            came.append(name)
        elif part.stands is not None and part.stands.is_late:
            late.append(name)
        else:
            expected.append(name)
    return CalendarsStanding(came=came, expected=expected, late=late)


def _calendars(plans: Sequence[Plan], there: Sequence[AgendaItem], *, on: datetime.date) -> list[Matter]:
    """Of plans that are being prepared, while a calendar is still to be joined."""
    found = []
    for plan in plans:
        standing = calendars_standing(plan, on=on) if plan.state == PlanState.DRAFTING else None
        if standing is None or not standing.lines:
            continue
        found.append(
            Matter(
                key=f"calendars-{plan.pk}",
                kind=ItemKind.CALENDARS,
                titles=_titles(gettext_lazy("Calendars of the components of %(plan)s"), plan=plan.label),
                details=standing.lines,
                is_late=bool(standing.late),
                plan=plan,
                is_on_agenda=_is_there(there, ItemKind.CALENDARS, plan=plan.pk),
            )
        )
    return found


def _adoptions(plans: Sequence[Plan], there: Sequence[AgendaItem]) -> list[Matter]:
    """Plans in preparation of which every measure was decided on, and one at least validated."""
    drafting = [plan.pk for plan in plans if plan.state == PlanState.DRAFTING]
    entries = PlanEntry.objects.filter(plan__in=drafting)
    decided = set(entries.filter(state=EntryState.VALIDATED).values_list("plan", flat=True))
    ready = decided - set(entries.filter(state__in=WAITING).values_list("plan", flat=True))
    return [
        Matter(
            key=f"adoption-{plan.pk}",
            kind=ItemKind.ADOPTION,
            titles=_titles(gettext_lazy("Adoption of %(plan)s"), plan=plan.label),
            details=[_("every measure was decided on")],
            plan=plan,
            is_on_agenda=_is_there(there, ItemKind.ADOPTION, plan=plan.pk),
        )
        for plan in plans
        if plan.pk in ready
    ]


def _day(on: datetime.date | None) -> str:
    return f"{on:%d.%m.%Y}" if on else ""
