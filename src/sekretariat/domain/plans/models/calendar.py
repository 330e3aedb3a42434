"""The calendar of the plan (Shtojca V): the secretariat's frame, and one calendar for each component."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words.enums import Precision

from ..enums import CalendarState, StepKind
from .plan import Plan


class PlanCalendarQuerySet(models.QuerySet["PlanCalendar"]):
    def visible_to(self, actor: Actor) -> "PlanCalendarQuerySet":
        """The calendars of a plan are seen by whoever sees the plan: they are to be fitted to one another."""
        return self.filter(plan__in=Plan.objects.visible_to(actor).values("pk"))


class PlanCalendar(Revised):
    """The frame where `node` is empty, else the calendar of a component; `obligation` asks its lead for it."""

    plan = models.ForeignKey("domain.Plan", models.PROTECT, related_name="calendars")
    node = models.ForeignKey("domain.Node", models.PROTECT, null=True, blank=True, related_name="calendars")
    obligation = models.ForeignKey(
        "domain.Obligation", models.PROTECT, null=True, blank=True, related_name="plan_calendars"
    )
    state = models.CharField(_("state"), max_length=10, choices=CalendarState, default=CalendarState.EXPECTED)
    received_on = models.DateField(_("received on"), null=True, blank=True)

    objects = PlanCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "node"],
                name="plan_calendar_once",
                violation_error_message=_("This component has a calendar already."),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(node=None),
                name="plan_frame_once",
                violation_error_message=_("The plan has a frame already."),
            ),
            models.CheckConstraint(
                name="plan_calendar_received_has_its_day",
                condition=Q(state=CalendarState.EXPECTED) | Q(node=None) | Q(received_on__isnull=False),
                violation_error_message=_("A calendar that came has the day on which it came."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.node_id or 'frame'}"


class CalendarStep(models.Model):
    """One step. `ends_on` is what was proposed; once it is joined the deadline stands in its obligation alone.

    `after` and `after_days`: the step ends so many working days after another one, and moves with it.
    """

    calendar = models.ForeignKey("domain.PlanCalendar", models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=StepKind, default=StepKind.OTHER)
    title_sq = models.CharField(_("step in Albanian"), max_length=300)
    title_en = models.CharField(_("step in English"), max_length=300, blank=True)
    institution = models.ForeignKey(
        "domain.Institution", models.PROTECT, related_name="calendar_steps", verbose_name=_("who does it")
    )
    body = models.ForeignKey(
        "domain.Body", models.PROTECT, null=True, blank=True, related_name="calendar_steps", verbose_name=_("in")
    )
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"))
    ends_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    after = models.ForeignKey("domain.CalendarStep", models.SET_NULL, null=True, blank=True, related_name="followers")
    after_days = models.PositiveSmallIntegerField(_("working days after it"), null=True, blank=True)
    obligation = models.ForeignKey(
        "domain.Obligation", models.PROTECT, null=True, blank=True, related_name="calendar_steps"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="calendar_step_dates_in_order",
                condition=Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The step ends before it begins."),
            ),
            models.CheckConstraint(
                name="calendar_step_follows_by_days",
                condition=Q(after=None) | Q(after_days__isnull=False),
                violation_error_message=_("Say how many working days after the other step."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_sq
