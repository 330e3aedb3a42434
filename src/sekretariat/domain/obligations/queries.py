"""Reading what is owed: how each obligation stands, how its deadline was counted, how many have answered."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from sekretariat.ground.days.counting import Count as DayCount
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.queries import count_from, holidays_between

from .enums import OWED, SETTLED, ObligationState
from .models import Answer, Obligation, ObligationQuerySet
from .rules import Stands, stands_on


def with_parts(obligations: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Obligations with all that a row of a table shows: three further queries, whatever their number."""
    return obligations.select_related("institution", "office__unit", "body").prefetch_related(
        "sources", Prefetch("answers", Answer.objects.select_related("person").prefetch_related("files"))
    )


def standings(obligations: Iterable[Obligation], *, on: datetime.date) -> dict[int, Stands]:
    """How each stands on the day, by key. The obligations come with their office: one query for all of them."""
    rows = list(obligations)
    first = min((row.due_on for row in rows if row.due_on), default=on)
    last = max((row.due_on for row in rows if row.due_on), default=on)
    holidays = holidays_between(min(first, on), max(last, on))
    return {
        row.pk: stands_on(row, on=on, holidays=holidays, long_overdue_days=row.office.long_overdue_days) for row in rows
    }


def how_due_was_counted(obligation: Obligation) -> DayCount | None:
    """The count behind the deadline, which explains itself; None where the deadline was given as a day."""
    if obligation.term_days is None or obligation.clock_starts_on is None:
        return None
    return count_from(obligation.clock_starts_on, obligation.term_days, Calendar(obligation.term_calendar))


@dataclass(frozen=True, kw_only=True)
class ReplyRate:
    """How many of what was asked has been answered. The rule: withdrawn duties do not count."""

    asked: int
    answered: int
    late: int

    @property
    def missing(self) -> int:
        return self.asked - self.answered

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down, so that 100 means all; None where nothing was asked."""
        return self.answered * 100 // self.asked if self.asked else None


def reply_rate(obligations: ObligationQuerySet, *, on: datetime.date) -> ReplyRate:
    """The rate over the given obligations as they stand now: one query."""
    counts = obligations.exclude(state=ObligationState.WITHDRAWN).aggregate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(state__in=SETTLED)),
        late=Count("pk", filter=Q(state__in=OWED, due_on__lt=on)),
    )
    return ReplyRate(**counts)
