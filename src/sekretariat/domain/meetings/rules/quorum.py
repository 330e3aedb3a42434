"""How many of a body's places must be there, and how many are. Pure over the places and the body's rule."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sekretariat.domain.bodies.enums import Side

from ..enums import THERE
from ..models import Attendance, BodyRule


@dataclass(frozen=True, kw_only=True)
class SideCount:
    """The places of one side, or of the whole body where `side` is empty."""

    side: str
    seats: int
    there: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.there >= self.needed


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """`met` is None where the body has no rule, or no place that counts: then nothing can be said."""

    sides: Sequence[SideCount]
    has_rule: bool = True

    @property
    def met(self) -> bool | None:
        if not self.has_rule or not any(side.seats for side in self.sides):
            return None
        return all(side.is_met for side in self.sides)


def needed_of(seats: int, rule: BodyRule) -> int:
    """How many of so many places make the quorum: never fewer than one, and all of them where the part is the whole."""
    share_of, share_in = rule.share_of or 1, rule.share_in or 1
    if rule.is_more_than and share_of < share_in:
        return seats * share_of // share_in + 1
    return max(1, -(-seats * share_of // share_in))


def count_quorum(places: Iterable[Attendance], rule: BodyRule | None) -> Quorum:
    """The count, for each side by itself where the rule says so. Vacant seats count as seats.

    A seat is one place, however many hold it; so are the coordinators of one institution.
    """
    sides: dict[str, dict[Hashable, bool]] = {}
    members = [place for place in places if place.is_member]
    by_side = rule is not None and rule.by_side and any(place.side for place in members)
    if by_side:
        # A side of which nobody is on the list is missing, not left out of the count.
        sides = {Side.CENTRAL.value: {}, Side.LOCAL.value: {}}
    for place in members:
        there = sides.setdefault(place.side if by_side else "", {})
        there[_key(place)] = there.get(_key(place), False) or place.presence in THERE
    return Quorum(
        has_rule=rule is not None,
        sides=[
            SideCount(
                side=side,
                seats=len(there),
                there=sum(there.values()),
                needed=needed_of(len(there), rule) if rule else 0,
            )
            for side, there in sides.items()
        ],
    )


def _key(place: Attendance) -> Hashable:
    if place.seat_id:
        return "seat", place.seat_id
    if place.mandate_id and place.institution_id:
        return "institution", place.institution_id
    return "place", id(place)


def quorum_in_words(quorum: Quorum) -> str:
    """ "12 of 20 seats; 11 were needed", in the language of the moment; each side by its name."""
    if not quorum.has_rule:
        return _("No quorum is set for the body.")
    if quorum.met is None:
        return _("No place counts for the quorum.")
    return ". ".join(_side_in_words(side) for side in quorum.sides)


def _side_in_words(side: SideCount) -> str:
    said = _("%(there)s of %(seats)s seats; %(needed)s were needed") % {
        "there": side.there,
        "seats": side.seats,
        "needed": side.needed,
    }
    return f"{Side(side.side).label}: {said}" if side.side else said
