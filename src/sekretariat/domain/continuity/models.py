"""Hand-over: what somebody had open passes to somebody else, in one act, with its folder."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor, Permission


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, actor: Actor) -> "HandOverQuerySet":
        """The office in which it was entered keeps it; who took over has the folder too (`rules.can_see`)."""
        if actor.is_system:
            return self.all()
        mine = [capacity.mandate_id for capacity in actor.capacities if capacity.mandate_id]
        return self.filter(Q(office__in=actor.institutions(Permission.MANDATES_EDIT)) | Q(begun__in=mine))


class HandOver(models.Model):
    """One mandate ended and another began in its place. The folder is what was open, as it was printed that day."""

    ended = models.ForeignKey("domain.Mandate", models.PROTECT, related_name="handed_over")
    begun = models.ForeignKey("domain.Mandate", models.PROTECT, related_name="taken_over")
    # Where it was entered: its folder tells what is owed to this office.
    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="hand_overs")
    on = models.DateField(_("from"))
    folder = models.ForeignKey("ground.File", models.PROTECT, related_name="+")
    open_count = models.PositiveIntegerField(_("open duties"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ended"], name="hand_over_once"),
            models.CheckConstraint(
                name="hand_over_to_another",
                condition=~models.Q(ended=models.F("begun")),
                violation_error_message=_("A mandate is not handed over to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ended_id} → {self.begun_id}"
