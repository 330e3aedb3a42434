"""The rules that a body must keep, with the act they stand in."""

import datetime
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.acts.models import Act
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.queries import secretariats_of
from sekretariat.domain.bodies.rules import can_edit_body
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check

from ..enums import RuleKind
from ..models import BodyRule


@dataclass(frozen=True, kw_only=True)
class RuleSaid:
    """What the rule says. Figures that its kind does not use are left empty."""

    kind: str
    share_of: int | None = None
    share_in: int | None = None
    is_more_than: bool = True
    by_side: bool = False
    months: int | None = None
    days: int | None = None
    warn_days: int = 30
    act: Act | None = None
    reference: str = ""


USED_BY = {
    RuleKind.QUORUM: ("share_of", "share_in"),
    RuleKind.MEETS_EVERY: ("months",),
    RuleKind.NOTICE: ("days",),
    RuleKind.ANNUAL_PLAN: (),
}
FIGURES = ("share_of", "share_in", "months", "days")


@transaction.atomic
def set_rule(*, body: Body, said: RuleSaid, by: Actor, on: datetime.date) -> BodyRule:
    """Enter the body's rule of this kind, or correct the one that stands."""
    _refuse_unless_keeper(body, by=by, on=on)
    if said.kind not in RuleKind.values:
        raise DomainError(_("Choose the kind of the rule."), field="kind")
    used = USED_BY[RuleKind(said.kind)]
    rule = BodyRule.objects.select_for_update(of=("self",)).filter(body=body, kind=said.kind).first()
    rule = rule or BodyRule(body=body, kind=said.kind)
    for one in fields(said):
        is_idle = one.name in FIGURES and one.name not in used
        setattr(rule, one.name, None if is_idle else getattr(said, one.name))
    rule.reference = " ".join(rule.reference.split())
    for name in used:
        if getattr(rule, name) is None:
            raise DomainError(_("Write the figure of the rule."), field=name)
    check(rule)
    figure = "/".join(str(getattr(rule, name)) for name in used)
    record("body.rule_set", by=by, target=body, on=on, rule=_named(rule), figure=figure, reference=rule.reference)
    rule.save()
    return rule


@transaction.atomic
def remove_rule(*, rule: BodyRule, by: Actor, on: datetime.date) -> None:
    """The body need not keep it any more. One that a decision has kept stays: it says so."""
    _refuse_unless_keeper(rule.body, by=by, on=on)
    if rule.decisions.exists():
        raise DomainError(_("A decision was taken by this rule: it stays."))
    record("body.rule_removed", by=by, target=rule.body, on=on, rule=_named(rule))
    rule.delete()


def _refuse_unless_keeper(body: Body, *, by: Actor, on: datetime.date) -> None:
    if not can_edit_body(by, secretariats_of(body, on=on)):
        raise NotAllowed(_("Only the body's technical secretariat keeps its rules."))


def _named(rule: BodyRule) -> str:
    with override("sq"):
        return str(RuleKind(rule.kind).label)
