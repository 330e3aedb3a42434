"""Who acts, and who answers for whom."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import Body, Seat
from sekretariat.domain.bodies.queries import possible_seats_on
from sekretariat.domain.bodies.rules import stands_on
from sekretariat.domain.institutions.enums import PostKind
from sekretariat.domain.institutions.models import Institution, InstitutionQuerySet, Person, Post, valid_on
from sekretariat.domain.obligations.models import Answer
from sekretariat.ground.actors import ANONYMOUS, Actor, Capacity, Channel, Role

from .models import Mandate

POSTS = [kind.value for kind in PostKind]
# Who is written to first when an institution owes something.
CHAIN = (Role.COORDINATOR, Role.DEPUTY, Role.FOCAL_POINT, Role.HEAD)


def actor_of_user(user: Any, *, language: str, channel: Channel, on: datetime.date) -> Actor:
    """The actor behind a sign-in, with the mandates in force on the day: three queries at the most."""
    person = Person.objects.filter(user_id=user.pk).first() if user.is_authenticated and user.is_active else None
    if person is None:
        return ANONYMOUS
    return actor_of_person(person, language=language, channel=channel, on=on)


def actor_of_person(person: Person, *, language: str, channel: Channel, on: datetime.date) -> Actor:
    mandates = list(Mandate.objects.giving_rights(on=on).filter(person=person).order_by("pk"))
    below = _sub_bodies({m.body_id for m in mandates if m.body_id})
    return Actor(
        user_id=person.user_id,
        person_id=person.pk,
        name=person.name,
        language=language,
        channel=channel,
        capacities=tuple(
            Capacity(
                role=Role(mandate.role),
                institution_id=mandate.institution_id,
                mandate_id=mandate.pk,
                body_ids=below.get(mandate.body_id, frozenset()),
            )
            for mandate in mandates
        ),
    )


def _sub_bodies(body_ids: set[int]) -> dict[int | None, frozenset[int]]:
    """Each body with everything under it: one query over the whole small tree, none where there is nothing to ask."""
    if not body_ids:
        return {}
    parents = dict(Body.objects.values_list("pk", "parent_id"))
    held: dict[int | None, set[int]] = {body_id: set() for body_id in body_ids}
    for body_id in parents:
        above: int | None = body_id
        while above is not None:
            if above in held:
                held[above].add(body_id)
            above = parents[above]
    return {body_id: frozenset(below) for body_id, below in held.items()}


def network_of(body: Body, *, on: datetime.date) -> QuerySet[Mandate]:
    """Coordinators, deputies and focal points of the body on the day, by institution."""
    return (
        Mandate.objects.in_force(on=on)
        .filter(body=body, role__in=[Role.COORDINATOR, Role.DEPUTY, Role.FOCAL_POINT])
        .select_related("person", "institution", "answer", "act")
        .order_by("institution__sort_key", "role", "pk")
    )


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat of a body and who holds it on a day. A secretariat's seat is the institution's own: never vacant.

    Of a doubtful one it cannot be said whether it stands on the day.
    """

    seat: Seat
    holders: Sequence[Mandate]
    is_doubtful: bool = False

    @property
    def is_vacant(self) -> bool:
        return not self.holders and not self.is_doubtful and self.seat.role != SeatRole.SECRETARIAT


def places_of(body: Body, *, on: datetime.date) -> list[Place]:
    """The body's seats on the day with their holders, then those in doubt: two queries."""
    seats = possible_seats_on(body, on=on)
    holders = defaultdict(list)
    for mandate in Mandate.objects.in_force(on=on).filter(seat__in=seats).select_related("person").order_by("pk"):
        holders[mandate.seat_id].append(mandate)
    return [
        Place(seat=seat, holders=holders[seat.pk], is_doubtful=stands_on(seat, on) == Verdict.CANNOT_BE_SAID)
        for seat in seats
    ]


def people_of(institution_ids: list[int], *, on: datetime.date) -> QuerySet[Mandate]:
    """All who act for the institutions on the day, in whatever role."""
    return (
        Mandate.objects.in_force(on=on)
        .filter(institution__in=institution_ids)
        .select_related("person", "institution", "body", "post", "answer", "act")
        .order_by("institution__sort_key", "person__sort_key", "pk")
    )


def earlier_people_of(institution_id: int, *, on: datetime.date) -> QuerySet[Mandate]:
    """Those whose mandate for the institution ended before the day, the latest first."""
    ended = Mandate.objects.filter(institution=institution_id, valid_to__lt=on)
    parts = ended.select_related("person", "institution", "body", "post", "answer", "act")
    return parts.order_by("-valid_to", "person__sort_key", "pk")


@dataclass(frozen=True, kw_only=True)
class Held:
    """A post with whoever holds it on the day, and those who held it before, the latest first."""

    post: Post
    holders: Sequence[Mandate]
    earlier: Sequence[Mandate]
    is_over: bool


def posts_of(institution: Institution, *, on: datetime.date) -> list[Held]:
    """The posts of the institution, those that have ended last, with their history: two queries."""
    history = Mandate.objects.select_related("person", "answer", "act__issuer").order_by("-valid_from", "-pk")
    posts = institution.posts.prefetch_related(Prefetch("mandates", history))
    ordered = sorted(posts, key=lambda post: (_is_past(post, on), POSTS.index(post.kind), post.title_sq))
    return [
        Held(
            post=post,
            holders=[m for m in post.mandates.all() if not _is_past(m, on)],
            earlier=[m for m in post.mandates.all() if _is_past(m, on)],
            is_over=_is_past(post, on),
        )
        for post in ordered
    ]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The post of who leads an institution, where it is entered, and who leads it on the day."""

    institution: Institution
    post: Post | None
    holders: Sequence[Mandate]


def leads_of(institutions: InstitutionQuerySet, *, on: datetime.date) -> list[Lead]:
    """Who leads each of them, by name: three queries."""
    found = list(institutions.order_by("sort_key", "pk"))
    posts: dict[int, Post] = {}
    for post in Post.objects.filter(valid_on(on), institution__in=found, kind__in=[PostKind.HEAD, PostKind.MAYOR]):
        posts.setdefault(post.institution_id, post)
    heads = Mandate.objects.giving_rights(on=on).filter(institution__in=found, role=Role.HEAD).select_related("person")
    holders = defaultdict(list)
    for mandate in heads.order_by("pk"):
        head_post = posts.get(mandate.institution_id)
        if mandate.post_id is None or (head_post and mandate.post_id == head_post.pk):
            holders[mandate.institution_id].append(mandate)
    return [Lead(institution=one, post=posts.get(one.pk), holders=holders[one.pk]) for one in found]


def _is_past(row: Post | Mandate, on: datetime.date) -> bool:
    return row.valid_to is not None and row.valid_to < on


def with_what_they_hold(persons: QuerySet[Person], *, on: datetime.date) -> QuerySet[Person]:
    """Persons by name, each with `held`: the mandates of the day with institution, post and body."""
    held = Mandate.objects.in_force(on=on).select_related("institution", "post", "body").order_by("pk")
    return persons.order_by("sort_key", "pk").prefetch_related(Prefetch("mandates", held, to_attr="held"))


def institutions_in(body_id: int, *, on: datetime.date) -> set[int]:
    """Institutions that take part in the body on the day: those with a seat, and those that named somebody for it.

    A technical secretariat's own seat does not count: it serves the body.
    """
    seats = Seat.objects.in_force(on=on).filter(body=body_id).exclude(role=SeatRole.SECRETARIAT)
    named = Mandate.objects.in_force(on=on).filter(
        body=body_id, role__in=[Role.COORDINATOR, Role.DEPUTY, Role.FOCAL_POINT]
    )
    return set(seats.values_list("institution", flat=True)) | set(named.values_list("institution", flat=True))


def chain_of(institution_id: int, *, body_id: int | None, on: datetime.date) -> list[Mandate]:
    """Who may be written to for the institution, first choice first: coordinator, deputy, focal point, head."""
    return _first_to_last(_reachable([institution_id], on=on), body_id=body_id)


def chains_in(institution_ids: Iterable[int], *, body_id: int | None, on: datetime.date) -> dict[int, list[Mandate]]:
    """The same for many institutions, by their keys: one query. An institution without anybody has no entry."""
    return {key: chain for (key, _body), chain in chains_for([(i, body_id) for i in institution_ids], on=on).items()}


def chains_for(
    pairs: Iterable[tuple[int, int | None]], *, on: datetime.date, by_phone: bool = False
) -> dict[tuple[int, int | None], list[Mandate]]:
    """The same for many pairs of an institution and a body: one query. Without anybody a pair has no entry.

    With `by_phone` a telephone is enough to be reached by.
    """
    wanted = set(pairs)
    reachable = defaultdict(list)
    for mandate in _reachable({institution_id for institution_id, _body in wanted}, on=on, by_phone=by_phone):
        reachable[mandate.institution_id].append(mandate)
    return {
        (key, body_id): chain for key, body_id in wanted if (chain := _first_to_last(reachable[key], body_id=body_id))
    }


def chains_of(institution: Institution, *, on: datetime.date) -> list[tuple[Body | None, list[Mandate]]]:
    """The chain for what belongs to no body, then the chain in each body where the institution has named somebody."""
    mandates = list(_reachable([institution.pk], on=on).select_related("body"))
    bodies = {mandate.body_id: mandate.body for mandate in mandates if mandate.body}
    by_name = sorted(bodies.values(), key=lambda body: body.sort_key)
    return [(body, _first_to_last(mandates, body_id=body and body.pk)) for body in [None, *by_name]]


def _reachable(institution_ids: Iterable[int], *, on: datetime.date, by_phone: bool = False) -> QuerySet[Mandate]:
    unreachable = Q(person__email="", person__phone="") if by_phone else Q(person__email="")
    return (
        Mandate.objects.giving_rights(on=on)
        .filter(institution__in=institution_ids, role__in=CHAIN)
        .exclude(unreachable)
        .select_related("person")
        .order_by("pk")
    )


def _first_to_last(mandates: Iterable[Mandate], *, body_id: int | None) -> list[Mandate]:
    fitting = [m for m in mandates if m.body_id in (None, body_id)]
    return sorted(fitting, key=lambda m: CHAIN.index(Role(m.role)))


def named_in(answers: Iterable[Answer]) -> dict[int, list[Mandate]]:
    """Whom each answer named, by the answer's key: one query."""
    named: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in Mandate.objects.filter(answer__in=list(answers)).select_related("person").order_by("pk"):
        named[mandate.answer_id or 0].append(mandate)
    return dict(named)
