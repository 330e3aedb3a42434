"""What becomes of a row of a pasted list."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Fate(models.TextChoices):
    NEW = "new", pgettext_lazy("row of a list", "New")
    SAME = "same", _("As it stands")
    COMPLETED = "completed", pgettext_lazy("row of a list", "Completed")
    CORRECTED = "corrected", pgettext_lazy("row of a list", "Corrected")


class Stage(models.TextChoices):
    """When, and how, a duty is called to mind."""

    BEFORE = "before", _("Before the deadline")
    ON_DAY = "on_day", _("On the day of the deadline")
    AFTER = "after", _("After the deadline")
    LETTER = "letter", _("Reminder letter")
    ESCALATION = "escalation", _("Letter to the superior")


# Sent by themselves.
BY_MAIL = (Stage.BEFORE, Stage.ON_DAY, Stage.AFTER)
# Once for each deadline. Reminder letters are drafted as often as somebody asks.
ONCE = (*BY_MAIL, Stage.ESCALATION)


class ContactWay(models.TextChoices):
    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit")
