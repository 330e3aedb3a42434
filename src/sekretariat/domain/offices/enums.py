"""How an office keeps its letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterMode(models.TextChoices):
    KEPT_HERE = "kept_here", _("Kept here: numbers are given without gaps")
    PAPER_BOOK = "paper_book", _("Paper book: number and date are typed as on paper")
