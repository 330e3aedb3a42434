"""The criteria sheet: its weights, what was assessed, and the ranking that is computed from it."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..errors import EntriesRefused
from ..models import CriteriaSheet, Plan, PlanEntry, Score
from ..queries import computed, grounds_of, last_sheet
from ..rules import Grounds, can_keep_plan

LONGEST_REASON = Score._meta.get_field("strategic_reason").max_length or 0
KEPT = ("strategic", "conformity", "maturity", "total")


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The rules of a sheet, in per cent; `CriteriaSheet` says what each is."""

    weight_strategic: int = 40
    weight_conformity: int = 30
    weight_maturity: int = 30
    strategic_max: int = 5
    conformity_nsdi: int = 50
    conformity_sector: int = 50
    maturity_costed: int = 40
    maturity_funded: int = 60


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The strategic weight given to one entry, and why; without points it is taken back."""

    entry: PlanEntry
    points: int | None
    reason: str = ""


@transaction.atomic
def make_sheet(*, plan: Plan, weights: Weights, by: Actor, on: datetime.date) -> CriteriaSheet:
    """Begin a new version and rank the proposals by it. The version before is closed as it stands.

    What was assessed is taken over, unless the scale of the strategic weight is another.
    """
    _refuse_unless_keeper(plan, by)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    before = last_sheet(plan)
    sheet = CriteriaSheet(plan=plan, version=before.version + 1 if before else 1, made_on=on, **asdict(weights))
    check(sheet)
    sheet.save()
    record("plan.sheet_made", by=by, target=plan, on=on, institution_id=plan.office_id, version=sheet.version)
    if before:
        if before.closed_on is None:
            _close(before, by=by, on=on)
        if before.strategic_max == sheet.strategic_max:
            _take_over(before, sheet)
    _run(sheet)
    return sheet


def _take_over(before: CriteriaSheet, sheet: CriteriaSheet) -> None:
    Score.objects.bulk_create(
        Score(
            sheet=sheet,
            entry_id=row.entry_id,
            strategic_points=row.strategic_points,
            strategic_reason=row.strategic_reason,
        )
        for row in before.scores.exclude(strategic_points=None).order_by("pk")
    )


@transaction.atomic
def assess(*, sheet: CriteriaSheet, assessments: Sequence[Assessment], by: Actor, on: datetime.date) -> None:
    """Note the strategic weights of several entries, all or none, and rank anew."""
    sheet = _open_sheet(sheet, by=by)
    rows = {row.entry_id: row for row in sheet.scores.select_for_update(of=("self",)).order_by("pk")}
    problems: dict[int, DomainError] = {}
    changed: list[Score] = []
    for one in assessments:
        try:
            row = _assessed(sheet, rows.get(one.entry.pk), one)
        except DomainError as error:
            problems[one.entry.pk] = error
        else:
            changed.append(row)
    if problems:
        raise EntriesRefused(_("Nothing was saved. Mend the marked rows and save again."), problems)
    record(
        "plan.assessed",
        by=by,
        target=sheet.plan,
        on=on,
        institution_id=sheet.plan.office_id,
        version=sheet.version,
        points={str(row.entry_id): row.strategic_points for row in changed},
        reasons={str(row.entry_id): row.strategic_reason for row in changed},
    )
    Score.objects.bulk_update(
        [row for row in changed if row.pk], ["strategic_points", "strategic_reason"], batch_size=1000
    )
    Score.objects.bulk_create([row for row in changed if not row.pk], batch_size=1000)
    _run(sheet)


def _assessed(sheet: CriteriaSheet, row: Score | None, one: Assessment) -> Score:
    if one.entry.plan_id != sheet.plan_id:
        raise DomainError(_("This measure does not stand in the plan."))
    if one.points is not None and not 0 <= one.points <= sheet.strategic_max:
        raise DomainError(
            _("The strategic weight is a whole number from 0 to %(highest)s.") % {"highest": sheet.strategic_max},
            field="points",
        )
    reason = " ".join(one.reason.split())
    if one.points is not None and not reason:
        raise DomainError(_("Say why the measure has this strategic weight."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise DomainError(
            _("The reason is too long: %(highest)s signs at most.") % {"highest": LONGEST_REASON}, field="reason"
        )
    row = row or Score(sheet=sheet, entry=one.entry)
    row.strategic_points, row.strategic_reason = one.points, reason if one.points is not None else ""
    return row


@transaction.atomic
def run_sheet(*, sheet: CriteriaSheet, by: Actor, on: datetime.date) -> None:
    """Gather the plan's figures as they are today, and score and rank by them."""
    sheet = _open_sheet(sheet, by=by)
    record("plan.ranked", by=by, target=sheet.plan, on=on, institution_id=sheet.plan.office_id, version=sheet.version)
    _run(sheet)


def _run(sheet: CriteriaSheet) -> None:
    """Grounds, scores and ranks of every entry of the plan; one that was left out keeps its score without a rank."""
    rows = {row.entry_id: row for row in sheet.scores.order_by("pk")}
    grounds: dict[int, Grounds] = {}
    for key, now in grounds_of(sheet.plan).items():
        row = rows.setdefault(key, Score(sheet=sheet, entry_id=key))
        grounds[key] = replace(now, points=row.strategic_points)
    for key, (scored, rank) in computed(grounds.items(), sheet).items():
        row = rows[key]
        row.grounds, row.rank = grounds[key].stored(), rank
        for name in KEPT:
            setattr(row, name, getattr(scored, name))
    Score.objects.bulk_update([row for row in rows.values() if row.pk], ["grounds", "rank", *KEPT], batch_size=500)
    Score.objects.bulk_create([row for row in rows.values() if not row.pk], batch_size=500)


@transaction.atomic
def close_sheet(*, sheet: CriteriaSheet, by: Actor, on: datetime.date) -> CriteriaSheet:
    """From now on the sheet stays as it is; who wants other weights makes a new version."""
    sheet = _open_sheet(sheet, by=by)
    _close(sheet, by=by, on=on)
    return sheet


def _close(sheet: CriteriaSheet, *, by: Actor, on: datetime.date) -> None:
    plan = sheet.plan
    record("plan.sheet_closed", by=by, target=plan, on=on, institution_id=plan.office_id, version=sheet.version)
    sheet.closed_on = on
    sheet.save(update_fields=["closed_on"])


def _open_sheet(sheet: CriteriaSheet, *, by: Actor) -> CriteriaSheet:
    """The sheet under a lock, to be changed."""
    sheet = CriteriaSheet.objects.select_for_update(of=("self",)).select_related("plan").get(pk=sheet.pk)
    _refuse_unless_keeper(sheet.plan, by)
    if sheet.closed_on is not None:
        raise DomainError(_("This sheet is closed and stays as it is. Make a new version."))
    return sheet


def _refuse_unless_keeper(plan: Plan, by: Actor) -> None:
    if not can_keep_plan(by, plan):
        raise NotAllowed(_("Only the plan's technical secretariat keeps its criteria."))
