"""Changing the table of holidays.

These services record nothing: the audit trail stands above this room. They return the rows they changed, and the
service of the office that calls them writes the event (and counts the running deadlines anew).
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from holidays import country_holidays

from ..errors import DomainError
from ..words import format_date
from .enums import HolidaySource
from .models import Holiday


@transaction.atomic
def fill_holidays(*, years: Iterable[int]) -> list[Holiday]:
    """Add the official holidays of these years, with the Mondays in lieu; the rows that were missing are returned.

    A day that has a row is left as it is, cancelled or renamed: what the office wrote outlives every upgrade.
    """
    years = list(years)
    albanian = country_holidays("AL", years=years, language="sq")
    english = country_holidays("AL", years=years, language="en_US")
    known = set(Holiday.objects.values_list("on", flat=True))
    return Holiday.objects.bulk_create(
        Holiday(on=day, name_sq=name, name_en=english[day], source=HolidaySource.PACKAGE)
        for day, name in sorted(albanian.items())
        if day not in known
    )


@transaction.atomic
def declare_holiday(*, on_day: datetime.date, name_sq: str, name_en: str) -> Holiday:
    """Make a day a holiday, such as one that the government announced; a cancelled one comes back under this name."""
    names = {"name_sq": name_sq, "name_en": name_en}
    holiday, is_new = Holiday.objects.select_for_update().get_or_create(
        on=on_day, defaults=names | {"source": HolidaySource.OFFICE}
    )
    if is_new:
        return holiday
    if not holiday.is_cancelled:
        day = format_date(on_day, language="sq")
        raise DomainError(
            _("%(day)s is already a holiday: %(name)s.") % {"day": day, "name": holiday.name_sq}, field="on_day"
        )
    holiday.name_sq, holiday.name_en = name_sq, name_en
    holiday.source, holiday.is_cancelled = HolidaySource.OFFICE, False
    holiday.save()
    return holiday


@transaction.atomic
def cancel_holiday(*, holiday: Holiday) -> Holiday:
    """Make the day a working day again. The row stays, so that filling the table does not bring it back."""
    holiday = Holiday.objects.select_for_update().get(pk=holiday.pk)
    if holiday.is_cancelled:
        raise DomainError(_("This holiday is already cancelled."))
    holiday.is_cancelled = True
    holiday.save(update_fields=["is_cancelled"])
    return holiday
