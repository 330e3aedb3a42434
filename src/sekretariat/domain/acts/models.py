"""Acts, as far as a body needs its basis. A number identifies nothing: type, issuer, number and year do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words.models import Named

from .enums import ActType, Effect


class Issuer(Named):
    """Who issues acts: the Council of Ministers, the Prime Minister, a minister."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_sq"], name="issuer_name_once")]


class Act(Revised):
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
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)

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
            models.CheckConstraint(
                name="act_in_force_in_order",
                condition=models.Q(in_force_from=None)
                | models.Q(in_force_to=None)
                | models.Q(in_force_to__gte=models.F("in_force_from")),
                violation_error_message=_("The act cannot go out of force before it comes into force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_type} {self.number}/{self.year}"

    @property
    def short_type(self) -> str:
        """As acts are cited in papers: VKM for a decision of the Council of Ministers."""
        return "VKM" if self.type == ActType.DCM else str(self.get_type_display())


class Amendment(models.Model):
    """One act changes another: "VKM 746/2021 amends VKM 422/2020". `on` is empty where it is the day of the act."""

    act = models.ForeignKey("domain.Act", models.PROTECT, related_name="amendments", verbose_name=_("amending act"))
    amended = models.ForeignKey("domain.Act", models.PROTECT, related_name="amended_by", verbose_name=_("amended act"))
    effect = models.CharField(_("effect"), max_length=10, choices=Effect, default=Effect.AMENDS)
    on = models.DateField(_("from"), null=True, blank=True)
    articles = models.CharField(_("articles or points"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "amended"],
                name="amendment_once",
                violation_error_message=_("This amendment is entered already."),
            ),
            models.CheckConstraint(
                name="amendment_of_another_act",
                condition=~models.Q(act=models.F("amended")),
                violation_error_message=_("An act does not amend itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} → {self.amended_id}"
