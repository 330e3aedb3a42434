"""What became of what an earlier meeting wanted done: which came, which are late."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from sekretariat.domain.obligations.enums import SETTLED
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import standings
from sekretariat.ground.actors import Actor

from ..enums import ItemKind
from ..models import ActionPoint, AgendaItem
from .decisions import Duty


@dataclass(frozen=True, kw_only=True)
class Arising:
    """An action point of the earlier meeting with those of its duties that the reader sees."""

    point: ActionPoint
    duties: Sequence[Duty]

    @property
    def settled_count(self) -> int:
        return sum(duty.obligation.state in SETTLED for duty in self.duties)

    @property
    def late_count(self) -> int:
        return sum(duty.stands.is_late for duty in self.duties)


def arising_of(
    items: Iterable[AgendaItem], actor: Actor, *, sees_restricted: bool, on: datetime.date
) -> Mapping[int, Sequence[Arising]]:
    """By the key of each item that is about matters arising: four queries, however many there are, none without one."""
    by_item = {item.pk: item.earlier_id for item in items if item.kind == ItemKind.MATTERS_ARISING and item.earlier_id}
    if not by_item:
        return {}
    duties = Obligation.objects.visible_to(actor).select_related("institution", "office").order_by("due_on", "pk")
    points = ActionPoint.objects.filter(meeting__in=set(by_item.values())).prefetch_related(
        Prefetch("obligations", duties)
    )
    if not sees_restricted:
        points = points.filter(is_restricted=False).exclude(item__is_restricted=True)
    found = list(points.order_by("position", "pk"))
    standing = standings([one for point in found for one in point.obligations.all()], on=on)
    told = [
        (
            point.meeting_id,
            Arising(
                point=point,
                duties=[Duty(obligation=one, stands=standing[one.pk]) for one in point.obligations.all()],
            ),
        )
        for point in found
    ]
    return {key: [one for meeting, one in told if meeting == earlier] for key, earlier in by_item.items()}
