"""How a round of remarks stands, and what became of each remark."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundState(models.TextChoices):
    OPEN = "open", pgettext_lazy("round of remarks", "Open")
    CLOSED = "closed", pgettext_lazy("round of remarks", "Closed")


class RemarkOutcome(models.TextChoices):
    """What the secretariat answers; whatever is not taken whole is answered with a reason."""

    TAKEN = "taken", _("Taken")
    PARTLY = "partly", _("Taken in part")
    NOT_TAKEN = "not_taken", _("Not taken")
    NOTED = "noted", _("Noted")
