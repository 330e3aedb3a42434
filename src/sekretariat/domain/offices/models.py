"""A secretariat as it works here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised

from .enums import RegisterMode


class OfficeQuerySet(models.QuerySet["Office"]):
    def visible_to(self, actor: Actor) -> "OfficeQuerySet":
        """Offices in which the actor works, in whatever role."""
        if actor.is_system:
            return self.all()
        return self.filter(pk__in=actor.institutions(Permission.LETTERS_SEE))


class Office(Revised):
    """A technical secretariat's own settings. Its key is the key of its unit, so rules over
    `office_id` and over the institution of a capacity speak of the same number.
    """

    unit = models.OneToOneField(
        "domain.Institution", models.PROTECT, primary_key=True, related_name="office", verbose_name=_("unit")
    )
    registers_at = models.ForeignKey(
        "domain.Institution",
        models.PROTECT,
        related_name="offices_registering",
        verbose_name=_("institution whose protocol numbers its letters"),
    )
    register_mode = models.CharField(_("register of correspondence"), max_length=20, choices=RegisterMode)
    sender_name = models.CharField(_("name of the mail's sender"), max_length=120)
    sender_email = models.EmailField(_("e-mail for replies"))
    place = models.CharField(_("place on the letters"), max_length=60, default="Tiranë")
    letter_template = models.ForeignKey("ground.File", models.PROTECT, null=True, blank=True, related_name="+")
    link_days = models.PositiveSmallIntegerField(_("days a personal link stays valid"), default=30)
    long_overdue_days = models.PositiveSmallIntegerField(_("working days after which late is very late"), default=10)
    # In working days; 0 sends none.
    remind_before_days = models.PositiveSmallIntegerField(_("reminder, working days before the deadline"), default=3)
    reminds_on_day = models.BooleanField(_("reminder on the day of the deadline"), default=True)
    remind_after_days = models.PositiveSmallIntegerField(_("reminder, working days after the deadline"), default=1)
    escalate_after_days = models.PositiveSmallIntegerField(
        _("working days after which a letter to the superior is drafted"), default=5
    )

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="office_link_days_sensible",
                condition=models.Q(link_days__gte=1, link_days__lte=365),
                violation_error_message=_("A personal link stays valid between 1 and 365 days."),
            ),
            models.CheckConstraint(
                name="office_reminders_sensible",
                condition=models.Q(remind_before_days__lte=60, remind_after_days__lte=60, escalate_after_days__lte=120),
                violation_error_message=_("A reminder goes out at most 60 working days before or after the deadline."),
            ),
        ]

    def __str__(self) -> str:
        return self.sender_name
