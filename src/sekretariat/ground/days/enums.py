"""Two ways of counting days, and where a holiday comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Calendar(models.TextChoices):
    """Which days of a term count."""

    WORKING = "working", _("Working days")
    CALENDAR = "calendar", _("Calendar days")


class HolidaySource(models.TextChoices):
    """Who entered a holiday."""

    PACKAGE = "package", _("Official calendar")
    OFFICE = "office", _("The office")
