"""Acts, as far as a body needs its basis. A number identifies nothing: type, issuer, number and year do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.words.models import Named

from .enums import ActType


class Issuer(Named):
    """Who issues acts: the Council of Ministers, the Prime Minister, a minister."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_sq"], name="issuer_name_once")]


class Act(models.Model):
    """A law, decision, order: the ground a body or a seat stands on.

    `on` is empty where only the year is known; `is_confirmed` tells whether the date was checked at the source.
    """

    type = models.CharField(_("type"), max_length=20, choices=ActType)
    issuer = models.ForeignKey("domain.Issuer", models.PROTECT, related_name="acts")
    number = models.CharField(_("number"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    on = models.DateField(_("date"), null=True, blank=True)
    is_confirmed = models.BooleanField(_("date confirmed at the source"), default=False)
    title_sq = models.CharField(_("title in Albanian"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    eli = models.URLField(_("ELI"), max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "issuer", "number", "year"],
                name="act_once",
                violation_error_message=_("This act is entered already."),
            ),
            models.CheckConstraint(
                name="act_date_in_its_year",
                condition=models.Q(on=None) | models.Q(on__year=models.F("year")),
                violation_error_message=_("The date of the act is not in its year."),
            ),
            models.CheckConstraint(
                name="act_confirmed_only_with_date",
                condition=models.Q(is_confirmed=False) | models.Q(on__isnull=False),
                violation_error_message=_("An act without a date cannot have its date confirmed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_type} {self.number}/{self.year}"

    @property
    def short_type(self) -> str:
        """As acts are cited in papers: VKM for a decision of the Council of Ministers."""
        return "VKM" if self.type == ActType.DCM else str(self.get_type_display())
