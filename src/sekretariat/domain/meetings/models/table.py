"""What is written down at the table: statements, conclusions, decisions, action points.

Each row has a `token` made by the page that typed it: what is sent twice, because the network dropped, is one row.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words.enums import Precision

from ..enums import StatementKind, Verb


class AtTable(Revised):
    """What statements, decisions and action points have in common."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    text_sq = models.TextField(_("text in Albanian"))
    text_en = models.TextField(_("text in English"), blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text_sq[:80]


class Statement(AtTable):
    """What somebody said, what is noted, or a conclusion (`kind`). `letters` are cited in footnotes, in order of date.

    The speaker is a place at the meeting, or a name as typed.
    """

    meeting = models.ForeignKey("domain.Meeting", models.CASCADE, related_name="statements")
    item = models.ForeignKey("domain.AgendaItem", models.PROTECT, null=True, blank=True, related_name="statements")
    kind = models.CharField(_("kind"), max_length=20, choices=StatementKind, default=StatementKind.NOTED)
    speaker = models.ForeignKey(
        "domain.Attendance",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("speaker"),
    )
    speaker_name = models.CharField(_("speaker, as typed"), max_length=200, blank=True)
    letters = models.ManyToManyField("domain.Letter", related_name="statements")

    class Meta(AtTable.Meta):
        constraints = [
            models.CheckConstraint(
                name="statement_said_has_a_speaker",
                condition=~Q(kind=StatementKind.SAID) | Q(speaker__isnull=False) | ~Q(speaker_name=""),
                violation_error_message=_("Choose or write who said it."),
            )
        ]


class BodyDecision(AtTable):
    """What the body decided, with its verb and its number in the year of the body.

    What it did in the plan stands there as values (`Validation`, `Edition`); this row keeps the keys.
    """

    meeting = models.ForeignKey("domain.Meeting", models.PROTECT, related_name="decisions")
    item = models.ForeignKey("domain.AgendaItem", models.PROTECT, null=True, blank=True, related_name="decisions")
    body = models.ForeignKey("domain.Body", models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    verb = models.CharField(_("what the body did"), max_length=12, choices=Verb)
    plan = models.ForeignKey("domain.Plan", models.PROTECT, null=True, blank=True, related_name="decisions")
    edition = models.ForeignKey("domain.Edition", models.PROTECT, null=True, blank=True, related_name="decisions")
    validations = models.ManyToManyField("domain.Validation", related_name="decisions")
    institutions = models.ManyToManyField("domain.Institution", related_name="decisions")  # whom it concerns
    letters = models.ManyToManyField("domain.Letter", related_name="decisions")  # extracts that went out
    keeps_rule = models.ForeignKey(
        "domain.BodyRule", models.PROTECT, null=True, blank=True, related_name="decisions"
    )  # the rule that it keeps: an annual plan of acts, say

    class Meta(AtTable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                name="decision_number_once_a_year",
                violation_error_message=_("This body has a decision with this number in the year already."),
            )
        ]

    @property
    def number_label(self) -> str:
        return f"{self.number}/{self.year}"


class ActionPoint(AtTable):
    """What is to be done next, by whom, until when. It becomes duties, or links to those that stand already."""

    meeting = models.ForeignKey("domain.Meeting", models.PROTECT, related_name="action_points")
    item = models.ForeignKey("domain.AgendaItem", models.PROTECT, null=True, blank=True, related_name="action_points")
    decision = models.ForeignKey(
        "domain.BodyDecision", models.PROTECT, null=True, blank=True, related_name="action_points"
    )
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    obligations = models.ManyToManyField(
        "domain.Obligation", through="domain.ActionPointObligation", related_name="action_points"
    )


class ActionPointObligation(models.Model):
    """A duty behind an action point: made by it, or one that stood already (`is_linked`)."""

    action_point = models.ForeignKey("domain.ActionPoint", models.CASCADE, related_name="point_obligations")
    obligation = models.ForeignKey("domain.Obligation", models.PROTECT, related_name="point_obligations")
    is_linked = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["action_point", "obligation"], name="action_point_obligation_once")
        ]

    def __str__(self) -> str:
        return f"{self.action_point_id}: {self.obligation_id}"
