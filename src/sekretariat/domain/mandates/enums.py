"""On what a mandate stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    LETTER = "letter", _("By letter")
    ACT = "act", _("By act")
    SET_UP = "set_up", _("By set-up")
