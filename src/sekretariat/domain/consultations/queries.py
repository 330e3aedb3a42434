"""How a round stands: who has answered, what was remarked on which measure, what waits for an answer."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from sekretariat.domain.mandates.queries import institutions_in
from sekretariat.domain.obligations.enums import OWED, ObligationState
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.plans.enums import EntryState
from sekretariat.domain.plans.models import Plan, PlanEntry, PlanEntryQuerySet

from .models import Remark, RemarksRound, RemarksRoundQuerySet


def round_behind(obligation: Obligation) -> RemarksRound | None:
    """The round that asks for it; None where remarks were asked by a letter alone."""
    return RemarksRound.objects.filter(round_obligations__obligation=obligation.pk).select_related("plan").first()


def entries_looked_at(remarks_round: RemarksRound) -> PlanEntryQuerySet:
    """The measures of the round in the order of the plan."""
    looked_at = PlanEntry.objects.filter(round_entries__round=remarks_round)
    return looked_at.select_related("measure", "node", "plan").in_order()


def entries_to_send(plan: Plan) -> PlanEntryQuerySet:
    """The measures that may still change: proposed, or returned by a body."""
    waiting = plan.entries.filter(state__in=[EntryState.PROPOSED, EntryState.RETURNED])
    return waiting.select_related("measure", "node").in_order()


def asked_in(body_id: int, *, on: datetime.date) -> set[int]:
    """Keys of the institutions that a round of the body would ask on the day."""
    return institutions_in(body_id, on=on)


def rounds_with_counts(rounds: RemarksRoundQuerySet) -> RemarksRoundQuerySet:
    """The latest first, each with `entry_count`, `asked_count`, `answered_count`, `remark_count`, `waiting_count`."""
    settled = Q(obligations__state__in=[ObligationState.ANSWERED, ObligationState.ACCEPTED])
    return (
        rounds.select_related("body", "plan", "office__unit")
        .annotate(
            entry_count=Count("round_entries", distinct=True),
            asked_count=Count("obligations", distinct=True),
            answered_count=Count("obligations", filter=settled, distinct=True),
            remark_count=Count("remarks", distinct=True),
            waiting_count=Count("remarks", filter=Q(remarks__outcome=""), distinct=True),
        )
        .order_by("-opened_on", "-pk")
    )


@dataclass(frozen=True, kw_only=True)
class Remarked:
    """A measure with what was said of it; `entry` is None for what was said of all."""

    entry: PlanEntry | None
    remarks: Sequence[Remark]


@dataclass(frozen=True, kw_only=True)
class RoundSheet:
    """A round as its page shows it."""

    asked: Sequence[Obligation]
    by_measure: Sequence[Remarked]

    @property
    def answered_count(self) -> int:
        return sum(one.state not in OWED for one in self.asked)

    @property
    def waiting(self) -> list[Remark]:
        return [remark for one in self.by_measure for remark in one.remarks if not remark.outcome]


def sheet_of(remarks_round: RemarksRound) -> RoundSheet:
    """Who was asked and what each measure was told, the measures in the order of the plan: three queries and two."""
    asked = remarks_round.obligations.select_related("institution").prefetch_related("answers")
    said: dict[int | None, list[Remark]] = {}
    for remark in remarks_round.remarks.select_related("institution", "entry__measure"):
        said.setdefault(remark.entry_id, []).append(remark)
    by_measure = [Remarked(entry=one, remarks=said.get(one.pk, [])) for one in entries_looked_at(remarks_round)]
    of_all = [Remarked(entry=None, remarks=said[None])] if None in said else []
    return RoundSheet(asked=list(asked.order_by("institution__sort_key", "pk")), by_measure=[*of_all, *by_measure])


@dataclass(frozen=True, kw_only=True)
class RemarkCount:
    """How many remarks a measure had in all rounds, and how many of them wait for an answer."""

    count: int
    waiting: int


def remark_counts(entries: Iterable[PlanEntry]) -> dict[int, RemarkCount]:
    """By the key of the entry; one without remarks has none. One query."""
    found = (
        Remark.objects.filter(entry__in=[entry.pk for entry in entries])
        .order_by()
        .values("entry")
        .annotate(count=Count("pk"), waiting=Count("pk", filter=Q(outcome="")), key=F("entry"))
    )
    return {one["key"]: RemarkCount(count=one["count"], waiting=one["waiting"]) for one in found}


def remarks_by(obligation: Obligation) -> list[Remark]:
    """What its institution has said in the round so far, with what it was answered."""
    found = Remark.objects.filter(
        round__round_obligations__obligation=obligation.pk, institution=obligation.institution_id
    )
    return list(found.select_related("entry__measure"))
