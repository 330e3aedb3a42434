"""How bodies keep their rules on a day, and of what a secretariat is warned."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.queries import secretariat_seats
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.days.queries import holidays_between

from ..enums import WARNED_OF, MeetingState, RuleStanding
from ..models import BodyDecision, BodyRule, Meeting
from ..rules.keeping import RuleStands, stands

# Terms of notice are counted back from meetings that lie ahead; holidays further than this are not entered yet.
_AHEAD = datetime.timedelta(days=800)


def rules_standing(rules: Iterable[BodyRule], *, on: datetime.date) -> list[RuleStands]:
    """One for each rule, in their order: three queries, however many there are."""
    rules = list(rules)
    if not rules:
        return []
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    found = Meeting.objects.filter(body__in={rule.body_id for rule in rules}).exclude(state=MeetingState.CANCELLED)
    for meeting in found.order_by("on", "number"):
        meetings[meeting.body_id].append(meeting)
    decisions: dict[int | None, list[BodyDecision]] = defaultdict(list)
    for decision in BodyDecision.objects.filter(keeps_rule__in=rules).select_related("meeting"):
        decisions[decision.keeps_rule_id].append(decision)
    holidays = set(holidays_between(on - _AHEAD / 4, on + _AHEAD))
    return [
        stands(rule, meetings=meetings[rule.body_id], decisions=decisions[rule.pk], holidays=holidays, on=on)
        for rule in rules
    ]


def rules_of(body: Body, *, on: datetime.date) -> list[RuleStands]:
    return rules_standing(body.rules.select_related("act__issuer", "body"), on=on)


def rules_to_warn_of(actor: Actor, *, on: datetime.date) -> Sequence[RuleStands]:
    """The rules of the bodies that the actor's offices serve which are broken, or are to be kept soon: four queries.

    Broken ones come first, then by the day until which they are to be kept.
    """
    offices = actor.institutions(Permission.MEETINGS_SEE)
    if not offices:
        return []
    served = secretariat_seats(on=on).filter(institution__in=offices).values("body")
    kept = Meeting.objects.filter(office__in=offices).values("body")
    rules = BodyRule.objects.filter(body__in=served.union(kept)).select_related("body", "act__issuer")
    warned = [one for one in rules_standing(rules, on=on) if one.standing in WARNED_OF]
    return sorted(warned, key=lambda one: (one.standing != RuleStanding.BROKEN, one.keep_by or on, one.rule.pk))
