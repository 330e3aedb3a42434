"""What becomes of a row of a pasted list."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Fate(models.TextChoices):
    NEW = "new", pgettext_lazy("row of a list", "New")
    SAME = "same", _("As it stands")
    COMPLETED = "completed", pgettext_lazy("row of a list", "Completed")
    CORRECTED = "corrected", pgettext_lazy("row of a list", "Corrected")
