"""What a body said of a plan's entries, and the plan as it was adopted: frozen, with a fingerprint.

Body, day, number and text of a decision are kept as values: what is printed does not change with the rows behind it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor

from ..enums import Outcome, PaperFormat
from .plan import Plan


class Decided(models.Model):
    """The columns of a decision, by value."""

    body_sq = models.CharField(_("body, in Albanian"), max_length=300)
    body_en = models.CharField(_("body, in English"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"))
    number = models.CharField(_("number of the decision"), max_length=40, blank=True)
    text = models.TextField(_("text of the decision"), blank=True)

    class Meta:
        abstract = True


class Validation(Decided):
    """A body validated an entry, returned it with a reason, or left it out."""

    entry = models.ForeignKey("domain.PlanEntry", models.PROTECT, related_name="validations")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="validation_returned_has_a_reason",
                condition=Q(outcome=Outcome.VALIDATED) | ~Q(reason=""),
                violation_error_message=_("Say why the measure is returned or left out."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.entry_id}"


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, actor: Actor) -> "EditionQuerySet":
        """Editions of plans that are seen whole."""
        return self.filter(plan__in=Plan.objects.open_to(actor).values("pk"))


class Edition(Decided):
    """A plan as it stood on a day. `content` is the canonical JSON; `fingerprint` is the SHA-256 of its bytes."""

    plan = models.ForeignKey("domain.Plan", models.PROTECT, related_name="editions")
    sequence = models.PositiveSmallIntegerField(_("version"))
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    made_on = models.DateField(_("made on"))
    content = models.ForeignKey("ground.File", models.PROTECT, related_name="+")
    fingerprint = models.CharField(_("fingerprint"), max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["plan", "sequence"], name="edition_once")]

    def __str__(self) -> str:
        return self.title_sq


class EditionPaper(models.Model):
    """A frozen document of the edition: the file that was printed or published."""

    edition = models.ForeignKey("domain.Edition", models.CASCADE, related_name="papers")
    format = models.CharField(max_length=5, choices=PaperFormat)
    language = models.CharField(max_length=5)  # "sq", "en" or "both"
    file = models.ForeignKey("ground.File", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "format", "language"], name="edition_paper_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.format} {self.language}"
