"""The meetings of a year, body by body."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sekretariat.domain.bodies.models import Body
from sekretariat.ground.actors import Actor

from ..models import Meeting


@dataclass(frozen=True, kw_only=True)
class BodyYear:
    """What a body plans for the year and has held of it, by day."""

    body: Body
    meetings: Sequence[Meeting]


def programme_of(actor: Actor, *, year: int, body_id: int | None = None) -> list[BodyYear]:
    """As far as the actor sees it, the bodies in their Albanian order; one query. Meetings of a month stand at its
    end.
    """
    found = Meeting.objects.visible_to(actor).filter(year=year).select_related("body", "office__unit")
    if body_id is not None:
        found = found.filter(body=body_id)
    rows = found.order_by("body__sort_key", "body", "on", "number")
    return [
        BodyYear(body=meetings[0].body, meetings=meetings)
        for meetings in (list(those) for _key, those in groupby(rows, key=lambda one: one.body_id))
    ]


def years_of_meetings(actor: Actor) -> list[int]:
    """The latest first."""
    years = Meeting.objects.visible_to(actor).order_by().values_list("year", flat=True).distinct()
    return sorted(years, reverse=True)


def bodies_of_meetings(actor: Actor) -> list[Body]:
    """Those of which the actor sees a meeting."""
    seen = Meeting.objects.visible_to(actor).order_by().values("body")
    return list(Body.objects.filter(pk__in=seen).order_by("sort_key", "pk"))
