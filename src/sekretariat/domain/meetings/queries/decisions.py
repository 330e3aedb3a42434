"""Decisions across meetings, and what became of each."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sekretariat.domain.obligations.enums import OWED, SETTLED
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import standings
from sekretariat.domain.obligations.rules import Stands
from sekretariat.ground.actors import Actor, Permission

from ..models import ActionPoint, Attendance, BodyDecision, Meeting


def decisions_seen(actor: Actor) -> QuerySet[BodyDecision]:
    """Those of the meetings that the actor sees; the restricted only by the office and who holds a seat.

    `rules.can_see_restricted` says the same of one meeting.
    """
    seen = BodyDecision.objects.filter(meeting__in=Meeting.objects.visible_to(actor).values("pk"))
    if actor.is_system:
        return seen
    own = Q(institution__in=actor.institutions(Permission.MEETINGS_ATTEND))
    if actor.person_id:
        own |= Q(person=actor.person_id)
    seated = Attendance.objects.filter(own, is_member=True).values("meeting")
    is_inside = Q(meeting__in=Meeting.objects.kept_by(actor).values("pk")) | Q(meeting__in=seated)
    is_restricted = Q(is_restricted=True) | Q(item__is_restricted=True)
    return seen.filter(~is_restricted | is_inside)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    body: int | None = None
    year: int | None = None
    verb: str = ""
    is_open: bool = False


def narrowed(decisions: QuerySet[BodyDecision], wanted: Wanted) -> QuerySet[BodyDecision]:
    """`is_open`: something that was to be done because of it is still owed."""
    if wanted.body is not None:
        decisions = decisions.filter(body=wanted.body)
    if wanted.year is not None:
        decisions = decisions.filter(year=wanted.year)
    if wanted.verb:
        decisions = decisions.filter(verb=wanted.verb)
    if wanted.is_open:
        owed = ActionPoint.objects.filter(decision=OuterRef("pk"), obligations__state__in=OWED)
        decisions = decisions.filter(Exists(owed))
    return decisions.order_by("-year", "body__sort_key", "-number")


@dataclass(frozen=True, kw_only=True)
class Duty:
    obligation: Obligation
    stands: Stands


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A decision with the duties that its action points made or linked, each once."""

    decision: BodyDecision
    duties: Sequence[Duty]

    @property
    def settled_count(self) -> int:
        return sum(duty.obligation.state in SETTLED for duty in self.duties)

    @property
    def late(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.stands.is_late]


def followed(decisions: Iterable[BodyDecision], *, on: datetime.date) -> list[Followed]:
    """In their order: five queries, however many there are."""
    keys = [decision.pk for decision in decisions]
    duties = Prefetch(
        "obligations", Obligation.objects.select_related("institution", "office").order_by("due_on", "pk")
    )
    points = Prefetch("action_points", ActionPoint.objects.prefetch_related(duties))
    rows = (
        BodyDecision.objects.filter(pk__in=keys)
        .select_related("meeting", "body", "item", "plan", "edition")
        .prefetch_related(points, "institutions")
    )
    by_key = {row.pk: row for row in rows}
    ordered = [by_key[key] for key in keys]
    owed = {
        decision.pk: list(
            {one.pk: one for point in decision.action_points.all() for one in point.obligations.all()}.values()
        )
        for decision in ordered
    }
    standing = standings([one for those in owed.values() for one in those], on=on)
    return [
        Followed(
            decision=decision,
            duties=[Duty(obligation=one, stands=standing[one.pk]) for one in owed[decision.pk]],
        )
        for decision in ordered
    ]
