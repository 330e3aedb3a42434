"""Who stands behind a calendar address, what it holds, and which calendars a person may have."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body, BodyQuerySet, Seat
from sekretariat.domain.bodies.queries import body_with_sub_bodies
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import actor_of_person
from sekretariat.domain.obligations.enums import OWED, SETTLED
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.obligations.rules import can_see_any
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.audit.queries import Changes, changes_of

from ..errors import FeedRefused
from ..models import Feed
from ..tokens import hash_of


def open_calendar(token: str, *, now: datetime.datetime) -> tuple[Feed, Actor]:
    """The calendar behind the token and who reads it, by the mandates in force now. Changes nothing.

    Raises FeedRefused where there is none, it was closed, or its person may see no duties any more: all the same.
    """
    feed = Feed.objects.standing().filter(token_hash=hash_of(token)).select_related("person__user", "body").first()
    if feed is None or (feed.person.user and not feed.person.user.is_active):
        raise FeedRefused(_("There is no calendar at this address."))
    user = feed.person.user
    language = user.language if user else settings.LANGUAGE_CODE
    actor = actor_of_person(feed.person, language=language, channel=Channel.LINK, on=timezone.localdate(now))
    if not can_see_any(actor):
        raise FeedRefused(_("There is no calendar at this address."))
    return feed, actor


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A duty with a deadline, and how often it was changed: what a calendar shows and moves."""

    obligation: Obligation
    changes: Changes


def duties_in(feed: Feed, *, actor: Actor, on: datetime.date) -> list[Dated]:
    """What stands in the calendar, by deadline: five queries at the most.

    All that is still owed; what was answered stays, marked, until its deadline has passed. What was withdrawn leaves.
    """
    seen = Obligation.objects.visible_to(actor)
    if feed.body_id:
        seen = seen.filter(body__in=body_with_sub_bodies(feed.body_id))
    rows = list(_with_a_place(seen, on=on))
    changes = changes_of("obligation", [row.pk for row in rows], what="obligation.")
    return [
        Dated(obligation=row, changes=changes.get(str(row.pk), Changes(count=1, last_at=row.created_at)))
        for row in rows
    ]


def _with_a_place(obligations: ObligationQuerySet, *, on: datetime.date) -> ObligationQuerySet:
    stays = Q(state__in=OWED) | Q(state__in=SETTLED, due_on__gte=on)
    return (
        obligations.filter(stays, due_on__isnull=False)
        .select_related("institution", "office__unit", "body")
        .prefetch_related("sources")
        .order_by(F("due_on").asc(), "pk")
    )


def bodies_of(actor: Actor, *, on: datetime.date) -> BodyQuerySet:
    """Bodies in which the actor was named, or in which an institution or office of the actor has a seat, by name."""
    named = Mandate.objects.giving_rights(on=on).filter(person=actor.person_id, body__isnull=False)
    seats = Seat.objects.in_force(on=on).filter(institution__in={c.institution_id for c in actor.capacities})
    bodies = Body.objects.in_force(on=on).filter(Q(pk__in=named.values("body")) | Q(pk__in=seats.values("body")))
    return bodies.order_by("sort_key", "pk")
