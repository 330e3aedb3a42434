"""A body is sent data for remarks before it decides on them: the seed's "konsultimi dhe validimi i të dhënave"."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised

from .enums import RemarkOutcome, RoundState


class RemarksRoundQuerySet(models.QuerySet["RemarksRound"]):
    def visible_to(self, actor: Actor) -> "RemarksRoundQuerySet":
        """The office's own, and those in which an institution of the actor is asked."""
        if actor.is_system:
            return self.all()
        if not actor.is_known or actor.only_obligation is not None:
            return self.none()
        asked = Obligation.objects.visible_to(actor).values("pk")
        own = Q(office__in=actor.institutions(Permission.MEETINGS_SEE))
        return self.filter(own | Q(pk__in=RoundObligation.objects.filter(obligation__in=asked).values("round")))


class RemarksRound(Revised):
    """Measures of a plan sent to the members of a body, who say what they think of them until a day."""

    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="remarks_rounds")
    body = models.ForeignKey("domain.Body", models.PROTECT, related_name="remarks_rounds", verbose_name=_("body"))
    plan = models.ForeignKey("domain.Plan", models.PROTECT, related_name="remarks_rounds", verbose_name=_("plan"))
    subject_sq = models.CharField(_("subject in Albanian"), max_length=300)
    subject_en = models.CharField(_("subject in English"), max_length=300, blank=True)
    opened_on = models.DateField(_("opened on"))
    due_on = models.DateField(_("remarks until"))
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.OPEN)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    entries = models.ManyToManyField("domain.PlanEntry", through="domain.RoundEntry", related_name="remarks_rounds")
    obligations = models.ManyToManyField(
        "domain.Obligation", through="domain.RoundObligation", related_name="remarks_rounds"
    )

    objects = RemarksRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="remarks_round_ends_after_it_opens",
                condition=Q(due_on__gte=models.F("opened_on")),
                violation_error_message=_("The last day for remarks is not before the day on which they are asked."),
            ),
            models.CheckConstraint(
                name="remarks_round_closed_has_its_day",
                condition=Q(state=RoundState.OPEN, closed_on=None)
                | Q(state=RoundState.CLOSED, closed_on__isnull=False),
                violation_error_message=_("A closed round has the day on which it was closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject_sq


class RoundEntry(models.Model):
    """A measure that is looked at."""

    round = models.ForeignKey("domain.RemarksRound", models.CASCADE, related_name="round_entries")
    entry = models.ForeignKey("domain.PlanEntry", models.PROTECT, related_name="round_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="round_entry_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.entry_id}"


class RoundObligation(models.Model):
    """What a member institution owes the round: its remarks."""

    round = models.ForeignKey("domain.RemarksRound", models.CASCADE, related_name="round_obligations")
    obligation = models.OneToOneField("domain.Obligation", models.PROTECT, related_name="round_obligation")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.obligation_id}"


class Remark(models.Model):
    """What one institution says of one measure, or of all (`entry` empty), and what it is answered."""

    round = models.ForeignKey("domain.RemarksRound", models.PROTECT, related_name="remarks")
    entry = models.ForeignKey(
        "domain.PlanEntry", models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name=_("measure")
    )
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="remarks")
    answer = models.ForeignKey("domain.Answer", models.PROTECT, null=True, blank=True, related_name="remarks")
    text = models.TextField(_("remark"))
    received_on = models.DateField(_("received on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=RemarkOutcome, blank=True)
    response = models.TextField(_("answer to the remark"), blank=True)
    responded_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="remark_answered_has_outcome_and_day",
                condition=Q(outcome="", responded_on=None) | ~Q(outcome="") & Q(responded_on__isnull=False),
                violation_error_message=_("An answered remark has an outcome and the day of the answer."),
            ),
            models.CheckConstraint(
                name="remark_not_taken_has_a_reason",
                condition=~Q(outcome__in=[RemarkOutcome.PARTLY, RemarkOutcome.NOT_TAKEN]) | ~Q(response=""),
                violation_error_message=_("Say why the remark is not taken, or only in part."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
