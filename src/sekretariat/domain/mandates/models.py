"""Mandates: a person in a post, a seat or a task, from when to when and on what paper. All rights come from here."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.institutions.models import dates_in_order, valid_on
from sekretariat.ground.actors import Actor, Role

from .enums import Basis


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, *, on: datetime.date) -> "MandateQuerySet":
        """Held on the day: for lists and history."""
        return self.filter(valid_on(on))

    def giving_rights(self, *, on: datetime.date) -> "MandateQuerySet":
        """Held on the day and not ended since: what a request may act by."""
        return self.in_force(on=on).filter(is_stopped=False)

    def visible_to(self, actor: Actor) -> "MandateQuerySet":
        """Who answers for whom in a body is known to whoever has signed in."""
        return self.all() if actor.is_known and actor.only_obligation is None else self.none()


class Mandate(models.Model):
    """A person acts in a role for an institution, perhaps only within a body.

    `letter_number` and `letter_on` are those of the appointing paper, as on it; `letter` and `answer` point to our
    own rows where the paper is registered here or came as an answer.
    """

    person = models.ForeignKey("domain.Person", models.PROTECT, related_name="mandates")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="mandates")
    body = models.ForeignKey("domain.Body", models.PROTECT, null=True, blank=True, related_name="mandates")
    post = models.ForeignKey("domain.Post", models.PROTECT, null=True, blank=True, related_name="mandates")
    seat = models.ForeignKey("domain.Seat", models.PROTECT, null=True, blank=True, related_name="mandates")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    letter_number = models.CharField(_("number of the appointing letter"), max_length=40, blank=True)
    letter_on = models.DateField(_("date of the appointing letter"), null=True, blank=True)
    letter = models.ForeignKey("domain.Letter", models.PROTECT, null=True, blank=True, related_name="mandates")
    answer = models.ForeignKey("domain.Answer", models.PROTECT, null=True, blank=True, related_name="mandates")
    act = models.ForeignKey("domain.Act", models.PROTECT, null=True, blank=True, related_name="mandates")
    # Ended with effect at once: its last day may be today, its rights are gone from the next request on.
    is_stopped = models.BooleanField(default=False, editable=False)
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["institution", "body", "role"], name="mandate_of_institution")]
        constraints = [
            dates_in_order("mandate_dates_in_order"),
            models.CheckConstraint(
                name="mandate_by_act_names_the_act",
                condition=~Q(basis=Basis.ACT) | Q(act__isnull=False),
                violation_error_message=_("A mandate by act names the act."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person_id} @ {self.institution_id}"

    @property
    def paper(self) -> str:
        """The appointing letter as it is cited, or nothing."""
        if not self.letter_number:
            return ""
        return f"{self.letter_number}, {self.letter_on:%d.%m.%Y}" if self.letter_on else self.letter_number
