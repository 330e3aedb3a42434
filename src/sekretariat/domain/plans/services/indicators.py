"""Indicators with their passports and targets. A target that changes leaves a trace, with the decision behind it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.changes import changed
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, check

from ..models import Indicator, Measure, Node, Target, TargetChange
from ._guards import refuse_unless_editor, refuse_unless_keeper, touch


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who decided a change, when, under which number; by value. Empty where nobody did."""

    decided_by: str = ""
    number: str = ""
    on: datetime.date | None = None
    reason: str = ""


NOBODY = Decision()


@transaction.atomic
def add_indicator(
    *,
    measure: Measure | None = None,
    node: Node | None = None,
    name_sq: str,
    targets: Mapping[int, Decimal] | None = None,
    by: Actor,
    on: datetime.date,
    **passport: object,
) -> Indicator:
    """Enter an indicator of a measure or of a node. Without a baseline it is saved, and listed as "not set"."""
    indicator = Indicator(measure=measure, node=node, name_sq=name_sq, **passport)
    _refuse_stranger(indicator, by=by)
    check(indicator)
    indicator.save()
    _touch("indicator.added", indicator, by=by, on=on)
    for year, value in sorted((targets or {}).items()):
        _save_target(Target(indicator=indicator, year=year, value=value))
    return indicator


@transaction.atomic
def edit_indicator(*, indicator: Indicator, by: Actor, on: datetime.date, **changes: object) -> Indicator:
    """Correct the passport. Targets change by `set_targets`, which keeps what they were."""
    _refuse_stranger(indicator, by=by)
    before, after = changed(indicator, changes)
    check(indicator)
    indicator.save()
    _touch("indicator.edited", indicator, by=by, on=on, before=before, after=after)
    return indicator


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by: Actor, on: datetime.date) -> None:
    """Take out an indicator that was entered by mistake."""
    _refuse_stranger(indicator, by=by)
    _touch("indicator.removed", indicator, by=by, on=on)
    indicator.delete()


@transaction.atomic
def set_targets(
    *,
    indicator: Indicator,
    targets: Mapping[int, Decimal],
    decision: Decision = NOBODY,
    by: Actor,
    on: datetime.date,
) -> list[TargetChange]:
    """Let the targets be these, by year. Returns what changed; each change is kept with the decision, or without."""
    _refuse_stranger(indicator, by=by)
    if bool(decision.decided_by.strip()) != bool(decision.on):
        raise DomainError(_("A decision has who decided and its day."), field="decided_by")
    standing = {target.year: target for target in indicator.targets.select_for_update(of=("self",))}
    old = {year: target.value for year, target in standing.items()}
    changes = [
        TargetChange(
            indicator=indicator,
            year=year,
            old=old.get(year),
            new=targets.get(year),
            on=on,
            decision_number=decision.number.strip(),
            decision_on=decision.on,
            decided_by=decision.decided_by.strip(),
            reason=decision.reason.strip(),
        )
        for year in sorted(old.keys() | targets.keys())
        if old.get(year) != targets.get(year)
    ]
    for change in changes:
        _apply(change, standing.get(change.year))
    if changes:
        said = [f"{change.year}: {_plain(change.old)} → {_plain(change.new)}" for change in changes]
        _touch(
            "indicator.targets_set", indicator, by=by, on=on, changes="; ".join(said), decided_by=decision.decided_by
        )
    return changes


def _apply(change: TargetChange, standing: Target | None) -> None:
    if change.new is None:
        assert standing is not None
        standing.delete()
    else:
        target = standing or Target(indicator=change.indicator, year=change.year)
        target.value = change.new
        _save_target(target)
    change.save()


def _save_target(target: Target) -> None:
    check(target)
    target.save()


def _plain(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}"


def _refuse_stranger(indicator: Indicator, *, by: Actor) -> None:
    if indicator.measure is not None:
        refuse_unless_editor(indicator.measure, by=by)
    elif indicator.node is not None:
        refuse_unless_keeper(indicator.node.plan, by=by)


def _touch(what: str, indicator: Indicator, *, by: Actor, on: datetime.date, **data: Any) -> None:
    if indicator.measure is not None:
        touch(what, indicator.measure, by=by, on=on, name=indicator.name_sq, **data)
    elif indicator.node is not None:
        record(what, by=by, target=indicator.node.plan, on=on, name=indicator.name_sq, **data)
