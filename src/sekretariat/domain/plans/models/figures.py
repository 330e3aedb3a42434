"""Indicators with their passports and targets, and what a measure costs by year and source."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Currency, Frequency, FundingSource, Goal, IndicatorLevel


class Indicator(models.Model):
    """The passport of an indicator, of a measure or of a node.

    An indicator without `baseline` is saved and listed as "not set": adopted plans have such ones.
    """

    measure = models.ForeignKey("domain.Measure", models.CASCADE, null=True, blank=True, related_name="indicators")
    node = models.ForeignKey("domain.Node", models.CASCADE, null=True, blank=True, related_name="indicators")
    code = models.CharField(_("code"), max_length=40, blank=True)
    name_sq = models.CharField(_("indicator in Albanian"), max_length=300)
    name_en = models.CharField(_("indicator in English"), max_length=300, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=IndicatorLevel, default=IndicatorLevel.OUTPUT)
    definition_sq = models.TextField(_("definition in Albanian"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    unit_sq = models.CharField(_("unit in Albanian"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    formula = models.CharField(_("formula"), max_length=500, blank=True)
    goal = models.CharField(_("which way is good"), max_length=10, choices=Goal, default=Goal.UP)
    data_source_sq = models.CharField(_("data source in Albanian"), max_length=300, blank=True)
    data_source_en = models.CharField(_("data source in English"), max_length=300, blank=True)
    institution = models.ForeignKey(
        "domain.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("who gives the data"),
    )
    frequency = models.CharField(_("reporting frequency"), max_length=20, choices=Frequency, blank=True)
    disaggregation = models.CharField(_("broken down by"), max_length=200, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("year of the baseline"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="indicator_of_a_measure_or_a_node",
                condition=Q(measure__isnull=False, node=None) | Q(measure=None, node__isnull=False),
                violation_error_message=_("An indicator belongs to a measure or to a component, goal or objective."),
            ),
            models.CheckConstraint(
                name="indicator_baseline_has_its_year",
                condition=Q(baseline=None, baseline_year=None)
                | Q(
                    baseline__isnull=False,
                    baseline_year__isnull=False,
                    baseline_year__gte=1990,
                    baseline_year__lte=2100,
                ),
                violation_error_message=_("A baseline has its year, and a year its baseline."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_sq


class Target(models.Model):
    """The value to be reached by the end of a year."""

    indicator = models.ForeignKey("domain.Indicator", models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=16, decimal_places=4)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="target_once_a_year",
                violation_error_message=_("There is a target for this year already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class TargetChange(models.Model):
    """A target that was changed, taken out or added later, with the decision behind it where there is one.

    `old` and `new` are empty where there was, or is, no target.
    """

    indicator = models.ForeignKey("domain.Indicator", models.CASCADE, related_name="target_changes")
    year = models.PositiveSmallIntegerField()
    old = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    new = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    on = models.DateField()
    decision_number = models.CharField(_("number of the decision"), max_length=40, blank=True)
    decision_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}: {self.old} → {self.new}"

    @property
    def is_decided(self) -> bool:
        return bool(self.decided_by and self.decision_on)


class CostLine(models.Model):
    """What a measure costs in a year, from one source.

    `amount` is in `currency`; `rate` is lekë for one unit of it (1 for lekë), as when it was entered; `lek` is the
    amount in lekë. A line without a source, or not secured, is part of the gap.
    """

    measure = models.ForeignKey("domain.Measure", models.CASCADE, related_name="cost_lines")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source of funding"), max_length=20, choices=FundingSource, blank=True)
    donor = models.ForeignKey("domain.Institution", models.PROTECT, null=True, blank=True, related_name="cost_lines")
    programme = models.CharField(_("budget programme"), max_length=60, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.ALL)
    rate = models.DecimalField(_("lekë for one unit"), max_digits=10, decimal_places=4, default=Decimal(1))
    lek = models.DecimalField(max_digits=16, decimal_places=2, editable=False)
    is_secured = models.BooleanField(_("secured"), default=False)

    class Meta:
        ordering = ["year", "pk"]
        indexes = [models.Index(fields=["measure", "year"], name="cost_line_of_measure")]
        constraints = [
            models.CheckConstraint(
                name="cost_line_amount_positive",
                condition=Q(amount__gte=0) & Q(rate__gt=0) & Q(year__gte=1990) & Q(year__lte=2100),
                violation_error_message=_("An amount is not negative, a rate is positive, a year has four digits."),
            ),
            models.CheckConstraint(
                name="cost_line_secured_has_a_source",
                condition=Q(is_secured=False) | ~Q(source=""),
                violation_error_message=_("Money that is secured comes from a source: name it."),
            ),
            models.CheckConstraint(
                name="cost_line_lek_without_rate",
                condition=~Q(currency=Currency.ALL) | Q(rate=1),
                violation_error_message=_("An amount in lekë has no rate."),
            ),
            models.CheckConstraint(
                name="cost_line_donor_of_a_donor",
                condition=Q(donor=None) | Q(source__in=[FundingSource.DONOR, FundingSource.LOAN]),
                violation_error_message=_("A donor is named only where the source is a donor or a loan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount} {self.currency}"

    def save(self, **kwargs: object) -> None:
        self.lek = in_lek(self.amount, self.rate)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "lek"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]


def in_lek(amount: Decimal, rate: Decimal) -> Decimal:
    """To the cent, half up."""
    return (Decimal(amount) * Decimal(rate)).quantize(Decimal("0.01"), ROUND_HALF_UP)
