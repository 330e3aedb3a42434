"""The calendar of the plan: the frame is set, each component's calendar comes, and goes back or is joined."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.obligations import services as obligations
from sekretariat.domain.obligations.enums import ObligationKind, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import answers_for, can_record
from sekretariat.domain.obligations.services import CANNOT_ANSWER, Demand, Source, Wanted
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import claim, record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.words import fold

from ..calendar import Remark, StepSaid, Window
from ..enums import CalendarState, StepKind
from ..models import CalendarStep, Node, Plan, PlanCalendar
from ..queries.calendars import calendars_of, due_of_step, frame_for, holidays_around, rows_of, steps_to_follow
from ..rules import can_keep_plan

REASON_LENGTH = 500


class CalendarRefused(DomainError):
    """The calendar cannot be joined: `remarks` say why, step by step."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        sentences = " ".join(remark.sentence for remark in remarks)
        super().__init__(_("The calendar was not joined. %(reasons)s") % {"reasons": sentences})
        self.remarks = remarks


@transaction.atomic
def set_frame(*, plan: Plan, windows: Sequence[Window], seen: int, by: Actor, on: datetime.date) -> PlanCalendar:
    """The secretariat says from when to when each kind of step may be. The end of the adoption is the plan's day."""
    _refuse_unless_keeper(by, plan)
    for window in windows:
        if window.starts_on and window.ends_on < window.starts_on:
            raise DomainError(
                _("%(kind)s: the last day is before the first.") % {"kind": window.kind.label},
                field=f"{window.kind}_ends_on",
            )
    frame = PlanCalendar.objects.filter(plan=plan, node=None).first()
    frame = claim(frame, seen=seen) if frame else PlanCalendar(plan=plan, revision=1)
    check(frame)
    record("calendar.framed", by=by, target=plan, on=on, institution_id=plan.office_id, windows=len(windows))
    frame.save()
    frame.steps.all().delete()
    CalendarStep.objects.bulk_create(
        CalendarStep(
            calendar=frame,
            position=position,
            kind=window.kind,
            title_sq=_in_albanian(window.kind),
            institution_id=plan.office_id,
            starts_on=window.starts_on,
            ends_on=window.ends_on,
        )
        for position, window in enumerate(windows, start=1)
    )
    adoption = next((window.ends_on for window in windows if window.kind == StepKind.ADOPTION), None)
    if adoption and adoption != plan.adoption_on and not plan.is_adopted:
        plan.adoption_on = adoption
        plan.save(update_fields=["adoption_on"])
    return frame


def _in_albanian(kind: StepKind) -> str:
    with override("sq"):
        return str(kind.label)


def _refuse_unless_keeper(by: Actor, plan: Plan) -> None:
    if not can_keep_plan(by, plan):
        raise NotAllowed(_("Only the technical secretariat of the plan keeps its calendar."))


@transaction.atomic
def expect_calendar(*, node: Node, obligation: Obligation, by: Actor, on: datetime.date) -> PlanCalendar:
    """This duty asks for the calendar of this component, where words and leads do not say so by themselves."""
    _refuse_unless_keeper(by, node.plan)
    if obligation.kind != ObligationKind.SEND_CALENDAR or obligation.office_id != node.plan.office_id:
        raise DomainError(_("This duty does not ask for a calendar of the plan."))
    calendar = _calendar_of(node, obligation)
    record(
        "calendar.expected",
        by=by,
        target=node.plan,
        on=on,
        institution_id=obligation.institution_id,
        component=_label(node),
    )
    calendar.save()
    return calendar


def _calendar_of(node: Node, obligation: Obligation) -> PlanCalendar:
    """The component's calendar under a lock, or a new one, for this duty and no other."""
    calendar = PlanCalendar.objects.select_for_update(of=("self",)).filter(node=node).first()
    calendar = calendar or PlanCalendar(plan=node.plan, node=node)
    if calendar.obligation_id not in (None, obligation.pk):
        raise DomainError(_("The calendar of this component is asked by another duty already."))
    if calendar.state == CalendarState.JOINED:
        raise DomainError(
            _("This calendar is joined already: its steps are moved one by one, in the calendar of the plan.")
        )
    calendar.obligation = obligation
    calendar.revision += 1
    return calendar


@transaction.atomic
def take_calendar(
    *, node: Node, obligation: Obligation, steps: Sequence[StepSaid], by: Actor, on: datetime.date
) -> PlanCalendar:
    """The lead's calendar came, as its answer or recorded on its behalf. It replaces what was sent before."""
    if not (answers_for(by, obligation) or can_record(by, obligation)):
        raise NotAllowed(CANNOT_ANSWER)
    calendar = _calendar_of(node, obligation)
    calendar.state, calendar.received_on = CalendarState.RECEIVED, on
    check(calendar)
    record(
        "calendar.received",
        by=by,
        target=node.plan,
        on=on,
        institution_id=obligation.institution_id,
        component=_label(node),
        steps=len(steps),
    )
    calendar.save()
    _write_steps(calendar, steps, institution_id=obligation.institution_id)
    return calendar


def _write_steps(calendar: PlanCalendar, said: Sequence[StepSaid], *, institution_id: int) -> None:
    """Rows keep their keys by their place, so that steps of other components that follow them still do."""
    rows = {row.position: row for row in calendar.steps.all()}
    written = {}
    for position, step in enumerate(said, start=1):
        row = rows.pop(position, None) or CalendarStep(calendar=calendar, position=position)
        row.kind, row.title_sq, row.title_en = step.kind, step.title_sq, step.title_en
        row.institution_id, row.body_id = institution_id, step.body_id
        row.starts_on, row.ends_on, row.ends_precision = step.starts_on, step.ends_on, step.precision
        row.after, row.after_days = None, step.after_days
        check(row)
        row.save()
        written[position] = row
    for row in rows.values():
        row.delete()
    assert calendar.node is not None
    _link_steps(said, written, calendar.node)


def _link_steps(said: Sequence[StepSaid], written: Mapping[int, CalendarStep], node: Node) -> None:
    others = steps_to_follow(node) if any(step.after_component for step in said) else {}
    for position, step in enumerate(said, start=1):
        if not step.after_number:
            continue
        if step.after_component:
            known = others.get((step.after_component, step.after_number))
            key = known.key if known else None
        else:
            key = written[step.after_number].pk if step.after_number in written else None
        written[position].after_id = key
        written[position].save(update_fields=["after"])


@transaction.atomic
def return_calendar(*, calendar: PlanCalendar, note: str = "", by: Actor, on: datetime.date) -> PlanCalendar:
    """Send the calendar back with what is wrong with it, and perhaps words of the secretariat: it is owed again."""
    _refuse_unless_keeper(by, calendar.plan)
    calendar = _received(calendar)
    with override("sq"):  # the institution reads it
        reason = reason_of(_refusals(calendar, on=on), note)
    if not reason:
        raise DomainError(_("Nothing in this calendar is to be refused: write why you return it."), field="note")
    assert calendar.node is not None and calendar.obligation is not None  # noqa: PT018 - what was received has both
    record(
        "calendar.returned",
        by=by,
        target=calendar.plan,
        on=on,
        institution_id=calendar.obligation.institution_id,
        component=_label(calendar.node),
        reason=reason,
    )
    obligations.return_answer(obligation=calendar.obligation, reason=reason, by=by, on=on)
    calendar.state = CalendarState.REFUSED
    calendar.revision += 1
    calendar.save(update_fields=["state", "revision"])
    return calendar


def reason_of(refusals: Sequence[Remark], note: str = "") -> str:
    """The reasons in one text that an answer is returned with: as many whole sentences as there is room for."""
    sentences = [" ".join(note.split()), *(remark.sentence for remark in refusals)]
    kept: list[str] = []
    for place, sentence in enumerate(filter(None, sentences)):
        left = len(refusals) - place
        more = _("And %(count)s more.") % {"count": left}
        if len(" ".join([*kept, sentence, more])) > REASON_LENGTH:
            return " ".join([*kept, more])[:REASON_LENGTH]
        kept.append(sentence)
    return " ".join(kept)


def _received(calendar: PlanCalendar) -> PlanCalendar:
    fresh = (
        PlanCalendar.objects.select_for_update(of=("self",))
        .select_related("plan__office", "node", "obligation")
        .get(pk=calendar.pk)
    )
    if fresh.state != CalendarState.RECEIVED:
        raise DomainError(
            _("This calendar is not waiting for a decision: %(state)s.") % {"state": fresh.get_state_display()}
        )
    return fresh


def _refusals(calendar: PlanCalendar, *, on: datetime.date) -> list[Remark]:
    calendars = calendars_of(calendar.plan)
    mine = next(one for one in calendars if one.pk == calendar.pk)
    holidays = holidays_around([due_of_step(step) for one in calendars for step in one.steps.all()], on)
    rows = rows_of(mine, frame_for(calendar.plan, calendars, node=calendar.node, holidays=holidays), {})
    return [remark for row in rows for remark in row.remarks if remark.is_refusal]


@transaction.atomic
def join_calendar(*, calendar: PlanCalendar, by: Actor, on: datetime.date) -> PlanCalendar:
    """Nothing is wrong with it: each step becomes a duty of its institution, or is linked to one that stands."""
    _refuse_unless_keeper(by, calendar.plan)
    calendar = _received(calendar)
    steps = list(calendar.steps.select_related("institution").order_by("position", "pk"))
    if not steps:
        raise DomainError(_("The calendar has no steps yet: record them first."))
    if refusals := _refusals(calendar, on=on):
        raise CalendarRefused(refusals)
    assert calendar.node is not None
    record(
        "calendar.joined",
        by=by,
        target=calendar.plan,
        on=on,
        institution_id=steps[0].institution_id,
        component=_label(calendar.node),
        steps=len(steps),
    )
    asking = calendar.obligation
    if asking and asking.state == ObligationState.ANSWERED:
        obligations.accept(obligation=asking, by=by, on=on)
    _make_duties(calendar, steps, by=by, on=on)
    calendar.state = CalendarState.JOINED
    calendar.revision += 1
    calendar.save(update_fields=["state", "revision"])
    return calendar


def _make_duties(calendar: PlanCalendar, steps: Sequence[CalendarStep], *, by: Actor, on: datetime.date) -> None:
    """Those that stand already are asked once more; all the others are asked at once."""
    plan, standing = calendar.plan, _standing(calendar, steps)
    new = []
    for step in steps:
        if same := _same(step, standing):
            obligations.ask_again(obligation=same, source=_source_of(step, calendar, on=on), by=by, on=on)
            step.obligation = same
        else:
            new.append(step)
    wanted = [
        Wanted(demand=_demand_of(step), institution=step.institution, source=_source_of(step, calendar, on=on))
        for step in new
    ]
    asked = obligations.ask_all(wanted, office=plan.office, body=plan.network or plan.body, by=by, on=on)
    for step, obligation in zip(new, asked, strict=True):
        step.obligation = obligation
    CalendarStep.objects.bulk_update(steps, ["obligation"], batch_size=200)


def _source_of(step: CalendarStep, calendar: PlanCalendar, *, on: datetime.date) -> Source:
    with override("sq"):
        citation = _("Calendar of %(plan)s, %(component)s, step %(number)s") % {
            "plan": calendar.plan.label,
            "component": _label(calendar.node) if calendar.node else "",
            "number": step.position,
        }
    return Source(key=f"calendar:{step.pk}", subject=calendar.plan.name_sq, citation=citation[:120], on=on)


def _demand_of(step: CalendarStep) -> Demand:
    return Demand(
        kind=ObligationKind.FREE_ANSWER,
        ask_sq=step.title_sq,
        ask_en=step.title_en,
        due_on=step.ends_on,
        due_precision=step.ends_precision,
    )


def _standing(calendar: PlanCalendar, steps: Sequence[CalendarStep]) -> dict[str, list[Obligation]]:
    """What is asked of the steps' institutions already and still owed, by its folded words: one query."""
    asked = Obligation.objects.still_owed().filter(
        institution__in={step.institution_id for step in steps}, office=calendar.plan.office_id
    )
    asked = asked.exclude(kind=ObligationKind.SEND_CALENDAR).exclude(calendar_steps__isnull=False)
    found: dict[str, list[Obligation]] = {}
    for one in asked.order_by("pk"):
        found.setdefault(fold(one.ask_sq), []).append(one)
    return found


def _same(step: CalendarStep, standing: dict[str, list[Obligation]]) -> Obligation | None:
    """The one that asks the same of the same institution, and by the same day if it has one; each serves one step."""
    those = standing.get(fold(step.title_sq), [])
    for one in those:
        if one.institution_id == step.institution_id and one.due_on in (None, step.ends_on):
            those.remove(one)
            return one
    return None


def _label(node: Node) -> str:
    with override("sq"):
        return f"{node.get_kind_display()} {node.code}"
