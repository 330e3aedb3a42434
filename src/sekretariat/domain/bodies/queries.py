"""Who sits in a body on a day, and which bodies a secretariat serves."""

import datetime

from django.db.models import QuerySet

from .enums import SeatRole
from .models import Body, Seat, SeatQuerySet

# The order in which the seats of a body are read out.
ORDER_OF_ROLES = {role: place for place, role in enumerate(SeatRole)}


def seats_on(body: Body, *, on: datetime.date) -> list[Seat]:
    """Seats in force on the day: chair first, then by the institution's name."""
    seats = Seat.objects.filter(body=body).in_force(on=on).select_related("institution", "act__issuer")
    return sorted(seats, key=lambda seat: (ORDER_OF_ROLES[SeatRole(seat.role)], seat.institution.sort_key))


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
