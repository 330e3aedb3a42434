"""What may be asked, where it stands, and from when its clock runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ObligationKind(models.TextChoices):
    """What is asked. Each kind has its service in `replying` and its form in `web`."""

    NAME_COORDINATOR = "name_coordinator", _("Name a coordinator and a deputy")
    ACKNOWLEDGE = "acknowledge", _("Acknowledge receipt")
    FREE_ANSWER = "free_answer", _("Answer in writing")
    SEND_CALENDAR = "send_calendar", _("Send the calendar of a component")
    GIVE_REMARKS = "give_remarks", _("Give remarks on the measures")
    CONFIRM_COMMITMENT = "confirm_commitment", _("Say whether you commit to the measures")


class ObligationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("obligation", "Open")
    ANSWERED = "answered", pgettext_lazy("obligation", "Answered")
    ACCEPTED = "accepted", pgettext_lazy("obligation", "Accepted")
    RETURNED = "returned", pgettext_lazy("obligation", "Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("obligation", "Withdrawn")


# Still owed: never answered, or answered and sent back.
OWED = (ObligationState.OPEN, ObligationState.RETURNED)
SETTLED = (ObligationState.ANSWERED, ObligationState.ACCEPTED)


class Clock(models.TextChoices):
    """From which day the term counts."""

    LETTER = "letter", _("From the date of the letter")
    RECEIPT = "receipt", _("From the day of receipt")


class Standing(models.TextChoices):
    """How an obligation stands on a day: what the board shows. Not stored: it depends on the day."""

    ANSWERED = "answered", pgettext_lazy("obligation", "Answered")
    ACCEPTED = "accepted", pgettext_lazy("obligation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("obligation", "Withdrawn")
    NO_DEADLINE = "no_deadline", _("No deadline")
    NOT_DUE = "not_due", _("Within the deadline")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Late")
    LONG_OVERDUE = "long_overdue", _("Very late")


class Shown(models.TextChoices):
    """Which part of a list of obligations is looked at."""

    OWED = "owed", _("Still to be answered")
    LATE = "late", _("Late")
    THIS_WEEK = "week", _("This week")
    ANSWERED = "answered", pgettext_lazy("obligation", "Answered")
    ACCEPTED = "accepted", pgettext_lazy("obligation", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("obligation", "Withdrawn")
    ALL = "all", _("All")
