"""Counting over the holidays that are in the table."""

import datetime

from .counting import Count, calendar_days_after, working_days_after
from .enums import Calendar
from .models import Holiday


def holidays_between(first: datetime.date, last: datetime.date) -> dict[datetime.date, str]:
    """The holidays from the first day to the last, both included, with their Albanian names."""
    kept = Holiday.objects.filter(on__range=(first, last), is_cancelled=False)
    return dict(kept.order_by("on").values_list("on", "name_sq"))


def count_from(
    start: datetime.date, days: int, calendar: Calendar = Calendar.WORKING, *, move_to_working: bool = False
) -> Count:
    """Count a term from a day, over all later holidays that are known."""
    # All later ones, since how many are needed is known only after counting; a year has about twenty.
    holidays = set(Holiday.objects.filter(on__gte=start, is_cancelled=False).values_list("on", flat=True))
    if calendar == Calendar.WORKING:
        return working_days_after(start, days, holidays=holidays)
    return calendar_days_after(start, days, holidays=holidays, move_to_working=move_to_working)
