"""The official holidays, as the office keeps them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import HolidaySource


class Holiday(models.Model):
    """A day on which the state does not work. A cancelled one stays, so that no upgrade brings it back."""

    on = models.DateField(_("day"), unique=True)
    name_sq = models.CharField(_("name in Albanian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    source = models.CharField(_("entered by"), max_length=10, choices=HolidaySource)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)

    def __str__(self) -> str:
        return f"{self.on} {self.name_sq}"
