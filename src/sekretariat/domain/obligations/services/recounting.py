"""A holiday comes or goes: the terms that run over it end on another day."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from sekretariat.domain.offices import services as offices
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.services import record
from sekretariat.ground.days.counting import working_days_after
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.models import Holiday
from sekretariat.ground.days.queries import holidays_between
from sekretariat.ground.days.services import fill_holidays

from ..models import Obligation

YEARS_AHEAD = 2


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A deadline that ends on another day than before."""

    obligation: Obligation
    before: datetime.date


@transaction.atomic
def declare_holiday(
    *, office: Office, on_day: datetime.date, name_sq: str, name_en: str, by: Actor, on: datetime.date
) -> list[Moved]:
    """Make a day a holiday; the terms that run over it end later. Returns the deadlines that moved."""
    offices.declare_holiday(office=office, on_day=on_day, name_sq=name_sq, name_en=name_en, by=by, on=on)
    return _recount_terms(over=on_day, by=by, on=on)


@transaction.atomic
def cancel_holiday(*, office: Office, holiday: Holiday, by: Actor, on: datetime.date) -> list[Moved]:
    """Make a holiday a working day again; the terms that run over it end earlier. Returns the deadlines that moved."""
    offices.cancel_holiday(office=office, holiday=holiday, by=by, on=on)
    return _recount_terms(over=holiday.on, by=by, on=on)


@transaction.atomic
def fill_years_ahead(*, by: Actor, on: datetime.date) -> int:
    """Add the official holidays of this year and the next two where they are missing. Returns how many were.

    A term that runs over one of them ends later; there is none as long as this is done before terms reach so far.
    """
    added = fill_holidays(years=range(on.year, on.year + YEARS_AHEAD + 1))
    for holiday in added:
        _recount_terms(over=holiday.on, by=by, on=on)
    return len(added)


def _recount_terms(*, over: datetime.date, by: Actor, on: datetime.date) -> list[Moved]:
    """Count anew what is still owed and whose working days run over the day. What is settled keeps its deadline."""
    running = Obligation.objects.still_owed().filter(
        term_days__isnull=False, term_calendar=Calendar.WORKING, clock_starts_on__lt=over, due_on__gte=over
    )
    rows = list(running.select_for_update(of=("self",)).order_by("pk"))
    first = min((row.clock_starts_on for row in rows if row.clock_starts_on), default=over)
    last = max((row.due_on for row in rows if row.due_on), default=over)
    # A term can end later by as many holidays as there are: a year after the last deadline holds them all.
    holidays = holidays_between(first, last + datetime.timedelta(days=366))
    moved = []
    for row in rows:
        before = row.due_on
        assert row.clock_starts_on is not None and before is not None  # noqa: PT018 - the filter above says so
        due = working_days_after(row.clock_starts_on, row.term_days or 0, holidays=holidays).due
        if due == before:
            continue
        row.due_on = due
        row.save(update_fields=["due_on"])
        record(
            "obligation.recounted",
            by=by,
            target=row,
            on=on,
            institution_id=row.institution_id,
            before=str(before),
            due=str(row.due_on),
        )
        moved.append(Moved(obligation=row, before=before))
    return moved
