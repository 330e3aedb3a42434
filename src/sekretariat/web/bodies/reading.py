"""What the page of one body says on a day, to one reader."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.acts.rules import doubtful_act
from sekretariat.domain.bodies.enums import SeatRole, Side
from sekretariat.domain.bodies.models import Body
from sekretariat.domain.bodies.queries import BodyRow, body_with_sub_bodies, secretariats_of, tree_of
from sekretariat.domain.letters.models import Letter, LetterQuerySet
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.mandates.queries import Place, network_of, places_of
from sekretariat.domain.meetings.models import Meeting, MeetingQuerySet
from sekretariat.domain.obligations.enums import Shown
from sekretariat.domain.obligations.models import Obligation, ObligationQuerySet
from sekretariat.domain.obligations.queries import ReplyRate, tally
from sekretariat.ground.actors import Actor

from ..papers import paper_of
from .competence import not_confirmed


@dataclass(frozen=True, kw_only=True)
class Part:
    """A view of one body: the word in its address, its label, and how many it shows; of duties, how many are owed."""

    word: str
    label: str | Promise
    count: int
    is_late: bool = False


class BodyReading:
    """Duties, letters and meetings are those of the body and of all under it, as far as the reader may see them."""

    def __init__(self, body: Body, *, actor: Actor, on: datetime.date) -> None:
        self.body, self.actor, self.on = body, actor, on

    @cached_property
    def _below(self) -> frozenset[int]:
        return body_with_sub_bodies(self.body.pk)

    @cached_property
    def _places(self) -> list[Place]:
        return places_of(self.body, on=self.on)

    @cached_property
    def secretariats(self) -> list[Place]:
        """Those in doubt too."""
        return [place for place in self._places if place.seat.role == SeatRole.SECRETARIAT]

    def keepers(self, today: datetime.date) -> frozenset[int]:
        """The institutions that are its technical secretariat today, whatever day the page shows."""
        if today != self.on:
            return secretariats_of(self.body, on=today)
        return frozenset(place.seat.institution_id for place in self.secretariats if not place.is_doubtful)

    @cached_property
    def members(self) -> list[Place]:
        """Those in doubt too, which are not counted."""
        return [place for place in self._places if place.seat.role != SeatRole.SECRETARIAT]

    @cached_property
    def sides(self) -> list[tuple[str | Promise, list[Place]]]:
        """The members side by side where the body has two; otherwise all of them under no name."""
        sides = [(side.label, [place for place in self.members if place.seat.side == side]) for side in Side]
        others = [place for place in self.members if not place.seat.side]
        if len(others) == len(self.members):
            return [("", self.members)]
        return [*sides, *([(_("Of neither side"), others)] if others else [])]

    @property
    def member_count(self) -> int:
        return sum(not place.is_doubtful for place in self.members)

    @property
    def doubtful_count(self) -> int:
        return len(self.members) - self.member_count

    @property
    def vacant_count(self) -> int:
        return sum(place.is_vacant for place in self.members)

    def doubt(self, place: Place) -> str:
        """Why it cannot be said whether the seat stands on the day."""
        act = doubtful_act(place.seat, self.on)
        return not_confirmed(act) if act else ""

    @cached_property
    def groups(self) -> list[BodyRow]:
        return tree_of(Body.objects.in_force(on=self.on).filter(pk__in=self._below - {self.body.pk}), on=self.on)

    @cached_property
    def network(self) -> list[tuple[Mandate, str]]:
        return [(mandate, paper_of(mandate)) for mandate in network_of(self.body, on=self.on)]

    @property
    def letters(self) -> LetterQuerySet:
        return Letter.objects.visible_to(self.actor).filter(body__in=self._below)

    @property
    def meetings(self) -> MeetingQuerySet:
        return Meeting.objects.visible_to(self.actor).filter(body__in=self._below)

    @property
    def duties(self) -> ObligationQuerySet:
        return Obligation.objects.visible_to(self.actor).filter(body__in=self._below)

    @cached_property
    def rate(self) -> ReplyRate:
        """As it stood at the end of the day."""
        counts = tally(self.duties, on=self.on)
        return ReplyRate(
            asked=counts[Shown.ALL] - counts[Shown.WITHDRAWN],
            answered=counts[Shown.ANSWERED] + counts[Shown.ACCEPTED],
            late=counts[Shown.LATE],
        )

    @cached_property
    def parts(self) -> Sequence[Part]:
        return (
            Part(word="members", label=_("Members"), count=self.member_count),
            Part(word="network", label=_("Network of coordinators"), count=len(self.network)),
            Part(word="groups", label=_("Groups under it"), count=len(self.groups)),
            Part(word="duties", label=_("Duties"), count=self.rate.missing, is_late=self.rate.late > 0),
            Part(word="letters", label=_("Letters"), count=self.letters.count()),
            Part(word="meetings", label=_("Meetings"), count=self.meetings.count()),
        )

    def part(self, asked: str | None) -> str:
        """The part that is asked for; without a sensible word the first that has something to show."""
        words = [part.word for part in self.parts]
        filled = [part.word for part in self.parts if part.count or (part.word == "members" and self.members)] or words
        return asked if asked in words else filled[0]
