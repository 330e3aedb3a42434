"""What became of a mail: stored values that never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused")
    IN_DOUBT = "in_doubt", _("In doubt")
    # Not refused: nobody said no and there is no address to mend. What it offers, a link, has ended meanwhile.
    WITHDRAWN = "withdrawn", _("No longer valid")


# A person has to decide about these; the worker never touches them again by itself.
UNDECIDED = (MailState.REFUSED, MailState.IN_DOUBT)
