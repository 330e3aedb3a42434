"""Meetings of bodies, numbered within the year, and the rules that a body must keep."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words.enums import Precision

from ..enums import MADE_KNOWN, MeetingKind, MeetingState, RuleKind


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, actor: Actor) -> "MeetingQuerySet":
        """Those of the actor's office; and, once called, those to which an institution of the actor is invited."""
        if actor.is_system:
            return self.all()
        if not actor.is_known or actor.only_obligation is not None:
            return self.none()
        return self.filter(_of_office(actor) | Q(state__in=MADE_KNOWN) & Q(pk__in=_invited(actor)))

    def kept_by(self, actor: Actor) -> "MeetingQuerySet":
        """Those that the actor's office prepares and keeps."""
        return self.all() if actor.is_system else self.filter(_of_office(actor))


def _of_office(actor: Actor) -> Q:
    condition = Q(pk__in=[])
    for institution_id, body_ids in actor.scopes(Permission.MEETINGS_SEE):
        scope = Q(office=institution_id)
        condition |= scope & Q(body__in=body_ids) if body_ids else scope
    return condition


def _invited(actor: Actor) -> models.QuerySet:
    """Keys of the meetings at which somebody for whom the actor acts has a place.

    Every mandate opens the meetings of its own institution, one that names a body only those of that body.
    """
    from .attendance import Attendance  # the two look at one another

    condition = Q(person=actor.person_id) if actor.person_id else Q(pk__in=[])
    for institution_id, body_ids in actor.scopes(Permission.MEETINGS_ATTEND):
        scope = Q(institution=institution_id)
        condition |= scope & Q(meeting__body__in=body_ids) if body_ids else scope
    return Attendance.objects.filter(condition).values("meeting")


class Meeting(Revised):
    """A meeting of a body. `on` is the last day of its period where only a month was planned (`precision`).

    Times are those of the clock on the wall in the country (`settings.TIME_ZONE`): a meeting at ten stays at ten when
    the clocks change. Of a written procedure `on` is the last day for answers.
    """

    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="meetings", verbose_name=_("secretariat"))
    body = models.ForeignKey("domain.Body", models.PROTECT, related_name="meetings", verbose_name=_("body"))
    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind, default=MeetingKind.REGULAR)
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveSmallIntegerField(_("number in the year"))
    title_sq = models.CharField(_("title in Albanian"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    on = models.DateField(_("day"))
    precision = models.CharField(_("exact to the"), max_length=10, choices=Precision, default=Precision.DAY)
    begins_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    place_sq = models.CharField(_("place in Albanian"), max_length=300, blank=True)
    place_en = models.CharField(_("place in English"), max_length=300, blank=True)
    link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    # Who directs it: the unit, printed with all it stands under, and the person.
    led_by = models.ForeignKey(
        "domain.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings_led",
        verbose_name=_("directed by the unit"),
    )
    chair = models.ForeignKey(
        "domain.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings_chaired",
        verbose_name=_("directed by the person"),
    )
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    called_on = models.DateField(_("called on"), null=True, blank=True)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    # The quorum as it was counted when the meeting was held, in words: it stays as the minutes tell it.
    quorum_met = models.BooleanField(_("quorum met"), null=True, blank=True)
    quorum_said = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "-on"], name="meeting_of_office_by_day"),
            models.Index(fields=["body", "-on"], name="meeting_of_body_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"],
                name="meeting_number_once_a_year",
                violation_error_message=_("This body has a meeting with this number in the year already."),
            ),
            models.CheckConstraint(
                name="meeting_times_in_order",
                condition=Q(ends_at=None) | Q(begins_at__isnull=False, ends_at__gt=models.F("begins_at")),
                violation_error_message=_("The meeting ends after it begins."),
            ),
            models.CheckConstraint(
                name="meeting_called_has_its_day",
                condition=~Q(state__in=[MeetingState.CALLED, MeetingState.HELD])
                | Q(precision=Precision.DAY, called_on__isnull=False),
                violation_error_message=_("A meeting is called for a day."),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_a_reason",
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                violation_error_message=_("Say why the meeting was cancelled."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year} {self.title_sq}".strip()

    def save(self, **kwargs: object) -> None:
        self.year = self.on.year
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "year"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def number_label(self) -> str:
        """As it is cited: "4/2021"."""
        return f"{self.number}/{self.year}"

    @property
    def begins(self) -> datetime.datetime | None:
        """The moment it begins, aware; None where no hour is set."""
        return self._moment(self.begins_at)

    @property
    def ends(self) -> datetime.datetime | None:
        return self._moment(self.ends_at)

    def _moment(self, time: datetime.time | None) -> datetime.datetime | None:
        return datetime.datetime.combine(self.on, time, ZoneInfo(settings.TIME_ZONE)) if time else None


class BodyRule(models.Model):
    """A rule that a body must keep, with the act it stands in; one of a kind for a body.

    Of a quorum `share_of`/`share_in` is the part of the seats that must be there (1/2), `is_more_than` says "more
    than" as against "at least", `by_side` counts each side of a body of parity by itself. `months` belongs to
    "meets every", `days` to "notice" (working days). `warn_days` is how long before a warning comes.
    """

    body = models.ForeignKey("domain.Body", models.PROTECT, related_name="rules", verbose_name=_("body"))
    kind = models.CharField(_("kind"), max_length=20, choices=RuleKind)
    share_of = models.PositiveSmallIntegerField(_("part"), null=True, blank=True)
    share_in = models.PositiveSmallIntegerField(_("of"), null=True, blank=True)
    is_more_than = models.BooleanField(_("more than that part"), default=True)
    by_side = models.BooleanField(_("each side by itself"), default=False)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(_("warn so many days before"), default=30)
    act = models.ForeignKey(
        "domain.Act", models.PROTECT, null=True, blank=True, related_name="body_rules", verbose_name=_("act")
    )
    reference = models.CharField(_("article or other reference"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind"],
                name="body_rule_once",
                violation_error_message=_("The body has a rule of this kind already."),
            ),
            models.CheckConstraint(
                name="body_rule_has_its_figure",
                condition=Q(kind=RuleKind.QUORUM, share_of__gte=1, share_in__gte=1, share_of__lte=models.F("share_in"))
                | Q(kind=RuleKind.MEETS_EVERY, months__gte=1, months__lte=60)
                | Q(kind=RuleKind.NOTICE, days__gte=1, days__lte=120)
                | Q(kind=RuleKind.ANNUAL_PLAN),
                violation_error_message=_(
                    "A quorum has its part of the seats, such as 1 of 2; other rules their months or days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.body_id}"
