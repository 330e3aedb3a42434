"""Who was competent for a body on a day, and by which acts: an answer that says where it cannot be said."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.acts.models import Act, Amendment
from sekretariat.domain.acts.queries import Step, changes_of, changes_to_each
from sekretariat.domain.acts.rules import doubtful_act, has_begun, is_in_force, takes_effect
from sekretariat.domain.institutions.models import Institution

from ..enums import SeatRole
from ..models import Body, LegalBasis, Seat
from ..rules import founded_by, stands_on
from .tree import read_out


class Why(models.TextChoices):
    """What an act has to do with the answer."""

    BASIS = "basis", _("legal basis")
    SEAT = "seat", _("gives the seat")
    END = "end", _("ends the seat")
    CHANGES = "changes", _("changed by the act above")
    CHANGED_BY = "changed_by", _("changes the act above")


@dataclass(frozen=True, kw_only=True)
class ChainLink:
    """One act of the chain; those of depth 1 and more belong to the one above with a smaller depth.

    `holds` says whether it bound on the day, and for an amendment whether that did.
    """

    act: Act
    why: Why
    depth: int
    holds: Verdict
    amendment: Amendment | None = None
    article: str = ""
    seat: Seat | None = None


@dataclass(frozen=True, kw_only=True)
class Competence:
    """The answer: `certain` were it, of the `doubtful` it cannot be said, `later` came and `earlier` went.

    `founded` tells whether the body was there; `doubts` are the acts whose dates would have to be confirmed.
    """

    body: Body
    role: SeatRole
    on: datetime.date
    founded: Verdict
    certain: Sequence[Seat]
    doubtful: Sequence[Seat]
    later: Sequence[Seat]
    earlier: Sequence[Seat]
    doubts: Sequence[Act]
    chain: Sequence[ChainLink]

    @property
    def verdict(self) -> Verdict:
        if self.certain:
            return Verdict.YES
        return Verdict.CANNOT_BE_SAID if self.doubtful else Verdict.NO

    @property
    def institutions(self) -> list[Institution]:
        """Those that certainly were it."""
        return [seat.institution for seat in self.certain]


def competence(body: Body, *, role: SeatRole = SeatRole.SECRETARIAT, on: datetime.date) -> Competence:
    """Who held the role in the body on the day, by the acts that are entered. Its queries do not grow with the acts."""
    bases = list(LegalBasis.objects.filter(body=body).select_related("act__issuer").order_by("act__year", "pk"))
    founded = founded_by(body, [basis.act for basis in bases], on)
    seats = read_out(Seat.objects.filter(body=body, role=role))
    told = {seat.pk: _stands(seat, founded, on) for seat in seats}
    certain = [seat for seat in seats if told[seat.pk] == Verdict.YES]
    doubtful = [seat for seat in seats if told[seat.pk] == Verdict.CANNOT_BE_SAID]
    others = [seat for seat in seats if told[seat.pk] == Verdict.NO]
    later = [seat for seat in others if _has_not_begun(seat, on)]
    doubts = [act for seat in doubtful if (act := doubtful_act(seat, on))]
    if doubtful and not doubts:  # it is the founding of the body that is in doubt
        doubts = [basis.act for basis in bases if has_begun(basis.act, on) == Verdict.CANNOT_BE_SAID]
    return Competence(
        body=body,
        role=role,
        on=on,
        founded=founded,
        certain=certain,
        doubtful=doubtful,
        later=later,
        earlier=[seat for seat in others if seat not in later],
        doubts=list(dict.fromkeys(doubts)),
        chain=_chain(bases, certain + doubtful or others, on=on),
    )


def _stands(seat: Seat, founded: Verdict, on: datetime.date) -> Verdict:
    """As the seat says; one without a beginning of its own is not older than its body."""
    own = stands_on(seat, on)
    if Verdict.NO in (own, founded):
        return Verdict.NO
    return founded if own == Verdict.YES and _is_as_old_as_its_body(seat) else own


def _is_as_old_as_its_body(seat: Seat) -> bool:
    return seat.valid_from is None and seat.act is None


def _has_not_begun(seat: Seat, on: datetime.date) -> bool:
    if seat.valid_from is not None:
        return seat.valid_from > on
    return seat.act is not None and has_begun(seat.act, on) == Verdict.NO


def _chain(bases: Sequence[LegalBasis], seats: Sequence[Seat], *, on: datetime.date) -> list[ChainLink]:
    """The bases in force on the day, then the acts of the seats, each with what it changes and what changes it."""
    roots = [_basis(basis, on) for basis in bases]
    for seat in seats:
        roots += [_of_seat(seat, act, why, on) for act, why in ((seat.act, Why.SEAT), (seat.ended_by, Why.END)) if act]
    down = changes_of(root.act.pk for root in roots)
    reached = [root.act.pk for root in roots] + [step.act.pk for steps in down.values() for step in steps]
    up = changes_to_each(reached)
    chain: list[ChainLink] = []
    shown: set[int] = set()
    placed: set[tuple[int, Why]] = set()
    for root in roots:
        if (root.act.pk, root.why) in placed or (root.why == Why.BASIS and not _held(root.act, up, on=on)):
            continue
        placed.add((root.act.pk, root.why))
        chain.append(root)
        if root.act.pk not in shown:
            shown.add(root.act.pk)
            chain += _below(root.act, 1, down, up, shown, on=on)
    return chain


def _held(act: Act, up: dict[int, list[Step]], *, on: datetime.date) -> bool:
    """Whether the act was not out of force yet; one that comes later is told too, as the reason why."""
    ends = [step.amendment for step in up[act.pk] if step.depth == 0]
    return has_begun(act, on) == Verdict.NO or is_in_force(act, on, ends) != Verdict.NO


def _basis(basis: LegalBasis, on: datetime.date) -> ChainLink:
    return ChainLink(act=basis.act, why=Why.BASIS, depth=0, holds=has_begun(basis.act, on), article=basis.article)


def _of_seat(seat: Seat, act: Act, why: Why, on: datetime.date) -> ChainLink:
    return ChainLink(act=act, why=why, depth=0, holds=has_begun(act, on), seat=seat)


def _below(
    act: Act, depth: int, down: dict[int, list[Step]], up: dict[int, list[Step]], shown: set[int], *, on: datetime.date
) -> Iterable[ChainLink]:
    """What the act changes, each with what changes it besides, and what changes the act itself; each act once."""
    for why, steps in ((Why.CHANGES, down.get(act.pk, [])), (Why.CHANGED_BY, up.get(act.pk, []))):
        for step in steps:
            if step.act.pk in shown:
                continue
            shown.add(step.act.pk)
            yield ChainLink(
                act=step.act,
                why=why,
                depth=depth + step.depth,
                holds=takes_effect(step.amendment, on),
                amendment=step.amendment,
                article=step.amendment.articles,
            )
            if why == Why.CHANGES:
                yield from _below(step.act, depth + step.depth + 1, {}, up, shown, on=on)
