"""The three criteria of the workshop of 25.06.2018 as a versioned sheet: strategic weight, conformity, maturity."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CriteriaSheet(models.Model):
    """Weights and rules by which a plan's proposals are ranked. A closed sheet is never changed: a new version is made.

    The three weights add up to 100, and so do the two parts of conformity (accord with the NSDI, with sector
    strategies) and of maturity (costed, financed). Strategic weight is assessed from 0 to `strategic_max`.
    """

    plan = models.ForeignKey("domain.Plan", models.PROTECT, related_name="criteria_sheets")
    version = models.PositiveSmallIntegerField(_("version"))
    weight_strategic = models.PositiveSmallIntegerField(_("weight of strategic importance, %"), default=40)
    weight_conformity = models.PositiveSmallIntegerField(_("weight of conformity, %"), default=30)
    weight_maturity = models.PositiveSmallIntegerField(_("weight of maturity, %"), default=30)
    strategic_max = models.PositiveSmallIntegerField(_("highest strategic weight"), default=5)
    conformity_nsdi = models.PositiveSmallIntegerField(_("of conformity, for the NSDI, %"), default=50)
    conformity_sector = models.PositiveSmallIntegerField(_("of conformity, for sector strategies, %"), default=50)
    maturity_costed = models.PositiveSmallIntegerField(_("of maturity, for being costed, %"), default=40)
    maturity_funded = models.PositiveSmallIntegerField(_("of maturity, for being financed, %"), default=60)
    made_on = models.DateField(_("made on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "version"], name="criteria_sheet_version_once"),
            models.CheckConstraint(
                name="criteria_sheet_adds_up",
                condition=Q(weight_maturity=100 - F("weight_strategic") - F("weight_conformity"))
                & Q(conformity_sector=100 - F("conformity_nsdi"))
                & Q(maturity_funded=100 - F("maturity_costed"))
                & Q(strategic_max__gte=1),
                violation_error_message=_("The weights add up to 100, and so do the parts of each criterion."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.version}"


class Score(models.Model):
    """One entry's score on one sheet. `grounds` holds all it was computed from, so it can be computed again.

    Each criterion is a percentage with two decimals; `total` is their weighted sum with four.
    """

    sheet = models.ForeignKey("domain.CriteriaSheet", models.CASCADE, related_name="scores")
    entry = models.ForeignKey("domain.PlanEntry", models.PROTECT, related_name="scores")
    strategic_points = models.PositiveSmallIntegerField(_("strategic weight"), null=True, blank=True)
    strategic_reason = models.CharField(_("reason"), max_length=500, blank=True)
    grounds = models.JSONField(default=dict, editable=False)
    strategic = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0), editable=False)
    conformity = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0), editable=False)
    maturity = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0), editable=False)
    total = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(0), editable=False)
    rank = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "entry"], name="score_once"),
            models.CheckConstraint(
                name="score_assessed_with_a_reason",
                condition=Q(strategic_points=None) | ~Q(strategic_reason=""),
                violation_error_message=_("Say why the measure has this strategic weight."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.total}"
