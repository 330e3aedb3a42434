"""Bodies: what makes institutions act together. Seats belong to functions and institutions, not to people."""

import datetime
from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from sekretariat.domain.acts.models import begun_on, perhaps_begun_on
from sekretariat.domain.institutions.models import dates_in_order, valid_on
from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words.models import Named

from .enums import BodyKind, SeatRole, Side


class BodyQuerySet(TreeQuerySet):
    def visible_to(self, actor: Actor) -> "BodyQuerySet":
        """The mechanism is public law: whoever has signed in or holds a link sees it."""
        return self.all() if actor.is_known else self.none()

    def in_force(self, *, on: datetime.date) -> "BodyQuerySet":
        return self.filter(valid_on(on))


class Body(Revised, Named, TreeNode):  # type: ignore[django-manager-missing]
    """A committee, group, council or network."""

    parent = TreeNodeForeignKey(
        "domain.Body", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    subject_sq = models.CharField(_("subject in Albanian"), max_length=300, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = BodyQuerySet.as_manager()  # type: ignore[django-manager-missing]

    class Meta(TreeNode.Meta):
        ordering = ()
        constraints = [
            dates_in_order("body_dates_in_order"),
            models.UniqueConstraint(
                fields=["name_sq"],
                condition=models.Q(valid_to=None),
                name="body_name_once_in_force",
                violation_error_message=_("A body with this name is in force already."),
            ),
        ]

    def other_names(self) -> list[str]:
        return [self.short_name]

    @property
    def label(self) -> str:
        return self.short_name or self.name_sq


class LegalBasis(models.Model):
    """The act, and perhaps the article, a body stands on."""

    body = models.ForeignKey("domain.Body", models.CASCADE, related_name="bases")
    act = models.ForeignKey("domain.Act", models.PROTECT, related_name="bodies_based")
    article = models.CharField(_("article"), max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "act", "article"], name="legal_basis_once")]

    def __str__(self) -> str:
        return f"{self.act} {self.article}".strip()


class SeatQuerySet(models.QuerySet["Seat"]):
    """Where a seat has no day of its own, the act that gives or ends it decides (`rules.stands_on`)."""

    def in_force(self, *, on: datetime.date) -> "SeatQuerySet":
        """Those that certainly stand on the day."""
        return self.filter(_from(on, begun_on), _until(on, perhaps_begun_on))

    def uncertain(self, *, on: datetime.date) -> "SeatQuerySet":
        """Those of which it cannot be said, because the date of an act is not confirmed."""
        certain = self.model._default_manager.in_force(on=on)
        return self.possible(on=on).exclude(pk__in=certain.values("pk"))

    def possible(self, *, on: datetime.date) -> "SeatQuerySet":
        """Those that stand on the day, certainly or perhaps."""
        return self.filter(_from(on, perhaps_begun_on), _until(on, begun_on))


def _from(on: datetime.date, begun: Callable[[datetime.date, str], models.Q]) -> models.Q:
    own = models.Q(valid_from__lte=on) | models.Q(valid_from=None, act=None)
    return own | models.Q(valid_from=None, act__isnull=False) & begun(on, "act__")


def _until(on: datetime.date, ended: Callable[[datetime.date, str], models.Q]) -> models.Q:
    own = models.Q(valid_to__gte=on) | models.Q(valid_to=None, ended_by=None)
    return own | models.Q(valid_to=None, ended_by__isnull=False) & ~ended(on, "ended_by__")


class Seat(models.Model):
    """A place in a body, of a function in an institution, from when to when, by which act.

    Without `valid_from` it begins with `act`, without `valid_to` it ends with `ended_by`; without either act it stands
    as far back, or forward, as anybody knows.
    """

    body = models.ForeignKey("domain.Body", models.PROTECT, related_name="seats")
    role = models.CharField(_("role"), max_length=20, choices=SeatRole)
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="seats")
    function_sq = models.CharField(_("function in Albanian"), max_length=200, blank=True)
    function_en = models.CharField(_("function in English"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    act = models.ForeignKey("domain.Act", models.PROTECT, null=True, blank=True, related_name="seats")
    ended_by = models.ForeignKey("domain.Act", models.PROTECT, null=True, blank=True, related_name="seats_ended")
    # Of a body in which two sides are of equal weight: the Consultative Council.
    side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("seat_dates_in_order"),
            models.UniqueConstraint(
                fields=["body", "role", "institution", "function_sq"],
                condition=models.Q(valid_to=None, ended_by=None),
                name="seat_once_in_force",
                violation_error_message=_("This seat is in force already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.institution_id} @ {self.body_id}"
