"""The register of correspondence: one per institution and year. A matter owns the number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.offices.enums import RegisterMode


def number_label(number: int | None, fraction: int | None) -> str:
    """As on paper: "2470" for the first document of a matter, "2470/1" for the next."""
    if number is None:
        return ""
    return f"{number}/{fraction}" if fraction else str(number)


class Register(models.Model):
    """The book of one institution for one year. Numbers restart each year.

    `next_number` is read and raised under a lock of this row, in the transaction that writes the letter: a
    transaction that fails gives its number back, so there are no gaps.
    """

    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="registers")
    year = models.PositiveSmallIntegerField(_("year"))
    mode = models.CharField(_("mode"), max_length=20, choices=RegisterMode)
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "year"], name="register_once_a_year")]

    def __str__(self) -> str:
        return f"{self.institution_id}:{self.year}"


class Matter(models.Model):
    """Praktika: what one affair is about. Its first document takes the number, later ones its fractions."""

    register = models.ForeignKey("domain.Register", models.PROTECT, related_name="matters")
    number = models.PositiveIntegerField(_("number"))
    # 0 for the first matter with this number; a paper book may hold a number twice, and then says so here.
    repeat = models.PositiveSmallIntegerField(default=0)
    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="matters")
    subject = models.CharField(_("subject"), max_length=500)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number", "repeat"], name="matter_number_once"),
            models.CheckConstraint(
                name="matter_closed_after_opened",
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                violation_error_message=_("A matter cannot be closed before it was opened."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
