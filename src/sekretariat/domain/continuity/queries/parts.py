"""What hangs on an institution on a day: what an end of it ends, moves or leaves without a holder."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from sekretariat.domain.bodies.models import Seat
from sekretariat.domain.institutions.models import Institution, Post, Subordination
from sekretariat.domain.institutions.queries import subordinates_of
from sekretariat.domain.institutions.queries import units_under as all_units_under
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.plans.models import Measure, MeasureParty
from sekretariat.domain.plans.queries import live_parties
from sekretariat.ground.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Parts:
    """`units` are those directly under it, `all_units` also what stands under them."""

    mandates: Sequence[Mandate]
    seats: Sequence[Seat]
    posts: Sequence[Post]
    units: Sequence[Institution]
    all_units: Sequence[Institution]
    superiors: Sequence[Subordination]
    subordinates: Sequence[Subordination]


def open_duties(institution: Institution) -> ObligationQuerySet:
    """What it still owes, to whatever office."""
    return Obligation.objects.still_owed().filter(institution=institution)


def open_duties_seen(institution: Institution, *, actor: Actor) -> ObligationQuerySet:
    """Those of them that the actor may see: another office's are not told, not even their number."""
    return Obligation.objects.visible_to(actor).still_owed().filter(institution=institution)


def live_measures_seen(institution: Institution, *, actor: Actor) -> QuerySet[MeasureParty]:
    """Where it leads or takes part in live measures, as far as the actor sees them."""
    return live_parties(institution).filter(measure__in=Measure.objects.visible_to(actor).values("pk"))


def mandates_lasting(institutions: Sequence[Institution], *, on: datetime.date) -> list[Mandate]:
    """Mandates for the institutions that hold on the day or begin after it."""
    held = Mandate.objects.filter(institution__in=institutions, is_stopped=False).exclude(valid_to__lt=on)
    return list(held.select_related("person", "body", "post", "seat", "institution").order_by("pk"))


def parts_of(institution: Institution, *, on: datetime.date) -> Parts:
    """Seven queries, however much there is."""
    units = all_units_under(institution, on=on)
    seats = Seat.objects.possible(on=on).filter(institution=institution)
    return Parts(
        mandates=mandates_lasting([institution], on=on),
        seats=list(seats.select_related("body").order_by("body__sort_key", "pk")),
        posts=list(institution.posts.exclude(valid_to__lt=on).order_by("pk")),
        units=[unit for unit, depth in units if depth == 0],
        all_units=[unit for unit, _depth in units],
        superiors=list(institution.superiors.exclude(valid_to__lt=on).select_related("superior", "act").order_by("pk")),
        subordinates=subordinates_of(institution, on=on),
    )
