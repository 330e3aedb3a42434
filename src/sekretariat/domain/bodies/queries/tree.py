"""The tree of bodies, who sits in one on a day, and which bodies a secretariat serves."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.institutions.models import Institution

from ..enums import SeatRole
from ..models import Body, Seat, SeatQuerySet
from ..rules import stands_on

# The order in which the seats of a body are read out.
ORDER_OF_ROLES = {role: place for place, role in enumerate(SeatRole)}


@dataclass(frozen=True, kw_only=True)
class BodyRow:
    """One line of the tree. `depth` counts from the topmost of the bodies asked for."""

    body: Body
    depth: int
    secretariats: Sequence[Institution]
    member_count: int


def tree_of(bodies: QuerySet[Body], *, on: datetime.date) -> list[BodyRow]:
    """The bodies with their seats on the day, each after the one it stands under, by name: two queries.

    A body whose parent is not among them stands at the top.
    """
    found = list(bodies.select_related("parent").order_by("sort_key", "pk"))
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.in_force(on=on).filter(body__in=found).select_related("institution").order_by("pk"):
        seats[seat.body_id].append(seat)
    return [
        BodyRow(
            body=body,
            depth=depth,
            secretariats=[seat.institution for seat in seats[body.pk] if seat.role == SeatRole.SECRETARIAT],
            member_count=sum(seat.role != SeatRole.SECRETARIAT for seat in seats[body.pk]),
        )
        for body, depth in _depth_first(found)
    ]


def _depth_first(bodies: list[Body]) -> Iterator[tuple[Body, int]]:
    known = {body.pk for body in bodies}
    below: dict[int | None, list[Body]] = defaultdict(list)
    for body in bodies:
        below[body.parent_id if body.parent_id in known else None].append(body)
    waiting = [(body, 0) for body in reversed(below[None])]
    while waiting:
        body, depth = waiting.pop()
        yield body, depth
        waiting += [(child, depth + 1) for child in reversed(below[body.pk])]


def seats_on(body: Body, *, on: datetime.date) -> list[Seat]:
    """Seats that certainly stand on the day: chair first, then by the institution's name."""
    return read_out(Seat.objects.filter(body=body).in_force(on=on))


def possible_seats_on(body: Body, *, on: datetime.date) -> list[Seat]:
    """Seats that stand on the day, and after them those of which it cannot be said: one query."""
    seats = read_out(Seat.objects.filter(body=body).possible(on=on))
    return sorted(seats, key=lambda seat: stands_on(seat, on) != Verdict.YES)


def read_out(seats: SeatQuerySet) -> list[Seat]:
    """The seats with their institutions and acts, in the order in which they are read out."""
    found = seats.select_related("institution", "act__issuer", "ended_by__issuer")
    return sorted(found, key=lambda seat: (ORDER_OF_ROLES[SeatRole(seat.role)], seat.institution.sort_key, seat.pk))


def secretariat_seats(*, on: datetime.date) -> SeatQuerySet:
    """Seats of technical secretariats in force on the day."""
    return Seat.objects.in_force(on=on).filter(role=SeatRole.SECRETARIAT)


def bodies_served_by(institution_id: int, *, on: datetime.date) -> QuerySet[Body]:
    """Bodies whose technical secretariat the institution is on the day, by name."""
    seats = secretariat_seats(on=on).filter(institution_id=institution_id)
    return Body.objects.filter(pk__in=seats.values("body_id")).order_by("sort_key")


def body_with_sub_bodies(body_id: int) -> frozenset[int]:
    """The ids of the body and of everything under it: one query."""
    below = Body.objects.get(pk=body_id).descendants(include_self=True)
    return frozenset(below.values_list("pk", flat=True))


def secretariats_of(body: Body, *, on: datetime.date) -> frozenset[int]:
    """The institutions that certainly are its technical secretariat on the day: what `rules.can_edit_body` reads."""
    return secretariats_of_each([body.pk], on=on)[body.pk]


def secretariats_of_each(body_ids: Iterable[int], *, on: datetime.date) -> dict[int, frozenset[int]]:
    """The same for many bodies, by their keys: one query."""
    served = {key: set[int]() for key in body_ids}
    for body_id, institution_id in (
        secretariat_seats(on=on).filter(body__in=served).values_list("body_id", "institution_id")
    ):
        served[body_id].add(institution_id)
    return {key: frozenset(institutions) for key, institutions in served.items()}
