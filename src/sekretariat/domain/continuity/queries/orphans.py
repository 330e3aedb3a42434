"""What has no holder: duties, measures, seats, bodies, letters. Worked out anew each time, so it is there at once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.institutions.models import Succession
from sekretariat.domain.letters.enums import LetterState
from sekretariat.domain.letters.models import Letter, LetterQuerySet
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import CHAIN
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.plans.models import MeasureParty
from sekretariat.domain.plans.queries import measures_of_the_gone
from sekretariat.ground.actors import OFFICE_ROLES, Actor, Permission


def duties_without_holder(actor: Actor, *, on: datetime.date) -> ObligationQuerySet:
    """Still owed to the actor's offices by an institution that exists no longer, or that nobody can be reached at."""
    reachable = (
        Mandate.objects.giving_rights(on=on)
        .filter(institution=OuterRef("institution"), role__in=CHAIN)
        .filter(Q(body=None) | Q(body=OuterRef("body")))
        .exclude(person__email="")
    )
    gone = Q(institution__valid_to__lt=on)
    unreachable = Q(institution__email="") & ~Exists(reachable)
    return Obligation.objects.owed_to_actor(actor).still_owed().filter(gone | unreachable)


def with_what_became(duties: ObligationQuerySet) -> ObligationQuerySet:
    """Duties whose institution has `ends`: what became of it, where it exists no longer. One further query."""
    became = Succession.objects.select_related("act__issuer", "successor")
    return duties.prefetch_related(Prefetch("institution__successions", became, to_attr="ends"))


@dataclass(frozen=True, kw_only=True)
class EmptySeat:
    """A seat of an institution that exists no longer, or without a person in it."""

    seat: Seat
    is_gone: bool


def empty_seats(actor: Actor, *, on: datetime.date) -> list[EmptySeat]:
    """Of the bodies that the actor's offices serve: two queries. A secretariat's seat is the institution's own."""
    offices = actor.institutions(Permission.OBLIGATIONS_FOLLOW)
    served = Seat.objects.in_force(on=on).filter(role=SeatRole.SECRETARIAT, institution__in=offices)
    holders = Mandate.objects.in_force(on=on).filter(seat=OuterRef("pk"))
    empty = (~Exists(holders) & ~Q(role=SeatRole.SECRETARIAT)) | Q(institution__valid_to__lt=on)
    seats = Seat.objects.in_force(on=on).filter(empty, body__in=served.values("body"))
    parts = seats.select_related("body", "institution").order_by("body__sort_key", "institution__sort_key", "pk")
    return [EmptySeat(seat=seat, is_gone=not seat.institution.is_in_force(on=on)) for seat in parts]


def bodies_without_secretariat(*, on: datetime.date) -> list[Body]:
    """Bodies in force that no secretariat of the day serves, neither them nor one above them: two queries."""
    bodies = {body.pk: body for body in Body.objects.in_force(on=on).order_by("sort_key", "pk")}
    seats = Seat.objects.in_force(on=on).filter(role=SeatRole.SECRETARIAT).exclude(institution__valid_to__lt=on)
    served = set(seats.values_list("body", flat=True))
    return [body for body in bodies.values() if not _is_served(body, bodies, served)]


def _is_served(body: Body | None, bodies: dict[int, Body], served: set[int]) -> bool:
    while body is not None:
        if body.pk in served:
            return True
        body = bodies.get(body.parent_id) if body.parent_id else None
    return False


def letters_of_those_who_left(actor: Actor, *, on: datetime.date) -> LetterQuerySet:
    """Open letters assigned to, and drafts begun by, somebody who works in the letter's office no longer."""
    works = Mandate.objects.giving_rights(on=on).filter(institution=OuterRef("office"), role__in=OFFICE_ROLES)
    assigned = Q(assigned_to__isnull=False) & (Q(matter=None) | Q(matter__closed_on=None))
    begun = Q(state=LetterState.DRAFT, drafter__isnull=False)
    left = (assigned & ~Exists(works.filter(person=OuterRef("assigned_to")))) | (
        begun & ~Exists(works.filter(person=OuterRef("drafter")))
    )
    own = Letter.objects.filter(office__in=actor.institutions(Permission.LETTERS_SEE))
    return own.filter(left).select_related("assigned_to", "drafter", "sender").order_by("-on", "-pk")


@dataclass(frozen=True, kw_only=True)
class Orphans:
    """Everything without a holder that the actor answers for."""

    duties: ObligationQuerySet
    seats: Sequence[EmptySeat]
    bodies: Sequence[Body]
    letters: Sequence[Letter]
    measures: QuerySet[MeasureParty]


def orphans(actor: Actor, *, on: datetime.date) -> Orphans:
    return Orphans(
        duties=with_what_became(duties_without_holder(actor, on=on)),
        seats=empty_seats(actor, on=on),
        bodies=bodies_without_secretariat(on=on),
        letters=list(letters_of_those_who_left(actor, on=on)),
        measures=measures_of_the_gone(actor, on=on),
    )
