"""Reading what is owed: how each obligation stands, how its deadline was counted, how many have answered."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sekretariat.domain.institutions.models import InstitutionQuerySet
from sekretariat.ground.actors import Actor
from sekretariat.ground.days.counting import Count as DayCount
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.queries import count_from, holidays_between

from .enums import OWED, SETTLED, ObligationState, Shown
from .models import Answer, Extension, Obligation, ObligationQuerySet, ObligationSource
from .rules import Stands, stands_on


def with_parts(obligations: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Obligations with all that a row of a table shows: four further queries, whatever their number."""
    return obligations.select_related("institution", "office__unit", "body").prefetch_related(
        "sources", "extensions", Prefetch("answers", Answer.objects.select_related("person").prefetch_related("files"))
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


def how_due_was_counted(obligation: Obligation) -> DayCount | Extension | None:
    """The count behind the deadline, or what put it off; both explain themselves. None where it was given as a day.

    An extension after which the deadline was brought forward again explains nothing any more.
    """
    extensions = list(obligation.extensions.all())
    if extensions and extensions[-1].new_due_on == obligation.due_on:
        return extensions[-1]
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


def _conditions(on: datetime.date) -> dict[Shown, Q]:
    """Each part of a list as it stood at the end of the day: what `rules.stands_on` says of one row."""
    withdrawn = Q(state=ObligationState.WITHDRAWN, decided_on__lte=on)
    settled = ~withdrawn & ~Q(state=ObligationState.RETURNED) & Q(answered_on__lte=on)
    owed = ~withdrawn & ~settled
    sunday = on + datetime.timedelta(days=6 - on.weekday())
    return {
        Shown.OWED: owed,
        Shown.LATE: owed & Q(due_on__lt=on),
        Shown.THIS_WEEK: owed & Q(due_on__gte=on, due_on__lte=sunday),
        Shown.ANSWERED: settled & ~Q(state=ObligationState.ACCEPTED),
        Shown.ACCEPTED: settled & Q(state=ObligationState.ACCEPTED),
        Shown.WITHDRAWN: withdrawn,
        Shown.ALL: Q(),
    }


def shown(obligations: ObligationQuerySet, part: Shown, *, on: datetime.date) -> ObligationQuerySet:
    """The part of the list as it stood at the end of the day; what was asked later is in none."""
    return obligations.filter(_conditions(on)[part], issued_on__lte=on)


def tally(obligations: ObligationQuerySet, *, on: datetime.date) -> dict[Shown, int]:
    """How many each part of the list holds: one query."""
    counts = {part: Count("pk", filter=condition) for part, condition in _conditions(on).items()}
    found = obligations.filter(issued_on__lte=on).aggregate(**counts)
    return {part: found[part] for part in counts}


def with_owed(institutions: InstitutionQuerySet, *, actor: Actor, today: datetime.date) -> InstitutionQuerySet:
    """Institutions with `owed_count` and `late_count`: what each still owes to the offices that the actor follows."""
    owed = Obligation.objects.owed_to_actor(actor).still_owed()
    return institutions.annotate(owed_count=_count_of_each(owed), late_count=_count_of_each(owed.late(today=today)))


def _count_of_each(obligations: ObligationQuerySet) -> Coalesce:
    """How many of the obligations are each institution's own."""
    own = obligations.filter(institution=OuterRef("pk")).order_by().values("institution")
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)


def asked_by_number(obligations: ObligationQuerySet, number: str) -> ObligationQuerySet:
    """Those asked by a letter with this number, such as "2470" or "2470/3", of whatever year."""
    sources = ObligationSource.objects.filter(obligation=OuterRef("pk"), citation__startswith=f"{number} prot")
    return obligations.filter(Exists(sources))
