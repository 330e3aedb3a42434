"""Acts and how they change one another. A number identifies nothing: type, issuer, number and year do."""

import datetime
import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words import fold, sort_key
from sekretariat.ground.words.models import Named

from .enums import ActType, Effect


class Issuer(Named):
    """Who issues acts: the Council of Ministers, the Prime Minister, a minister."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_sq"], name="issuer_name_once")]


def begun_on(on: datetime.date, act: str = "") -> Q:
    """Acts that certainly bind by the day (`rules.possible_from`); `act` is the path to the act, as "act__"."""
    last_whole_year = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    return _begun(on, unconfirmed=last_whole_year, act=act)


def perhaps_begun_on(on: datetime.date, act: str = "") -> Q:
    """Acts that bind by the day, certainly or perhaps."""
    return _begun(on, unconfirmed=on.year, act=act)


def _begun(on: datetime.date, *, unconfirmed: int, act: str) -> Q:
    known = Q(**{f"{act}in_force_from__lte": on})
    not_known = Q(**{f"{act}in_force_from__isnull": True})
    confirmed = Q(**{f"{act}is_confirmed": True, f"{act}on__lte": on})
    return known | not_known & (confirmed | Q(**{f"{act}is_confirmed": False, f"{act}year__lte": unconfirmed}))


class ActQuerySet(models.QuerySet["Act"]):
    def visible_to(self, actor: Actor) -> "ActQuerySet":
        """Acts are public facts: whoever has signed in or holds a link sees them."""
        return self.all() if actor.is_known else self.none()


class Act(Revised):
    """A law, decision, order: the ground a body or a seat stands on.

    `on` is empty where only the year is known; `is_confirmed` tells whether the date was checked at the source.
    """

    type = models.CharField(_("type"), max_length=20, choices=ActType)
    issuer = models.ForeignKey("domain.Issuer", models.PROTECT, related_name="acts")
    number = models.CharField(_("number"), max_length=20)
    year = models.PositiveSmallIntegerField(_("year"))
    on = models.DateField(_("date"), null=True, blank=True)
    is_confirmed = models.BooleanField(_("date confirmed at the source"), default=False)
    title_sq = models.CharField(_("title in Albanian"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True)
    eli = models.URLField(_("ELI"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    # What lists sort and find by: the title, the digits of the number, and all of it as it is typed.
    sort_key = models.CharField(max_length=200, default="", editable=False)
    number_key = models.PositiveBigIntegerField(default=0, editable=False)
    folded = models.CharField(max_length=1200, default="", editable=False)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "number"]
        indexes = [models.Index(fields=["number", "year"], name="act_by_number_and_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "issuer", "number", "year"],
                name="act_once",
                violation_error_message=_("This act is entered already."),
            ),
            models.CheckConstraint(
                name="act_date_in_its_year",
                condition=models.Q(on=None) | models.Q(on__year=models.F("year")),
                violation_error_message=_("The date of the act is not in its year."),
            ),
            models.CheckConstraint(
                name="act_confirmed_only_with_date",
                condition=models.Q(is_confirmed=False) | models.Q(on__isnull=False),
                violation_error_message=_("An act without a date cannot have its date confirmed."),
            ),
            models.CheckConstraint(
                name="act_in_force_in_order",
                condition=models.Q(in_force_from=None)
                | models.Q(in_force_to=None)
                | models.Q(in_force_to__gte=models.F("in_force_from")),
                violation_error_message=_("The act cannot go out of force before it comes into force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_type} {self.number}/{self.year}"

    def save(self, **kwargs: object) -> None:
        digits = re.match(r"[0-9]{1,15}", self.number)
        self.sort_key, self.number_key = sort_key(self.title_sq)[:200], int(digits[0]) if digits else 0
        self.folded = fold(f"{self.number}/{self.year} {self.title_sq} {self.title_en}")[:1200]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "number_key", "folded"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def short_type(self) -> str:
        """As acts are cited in papers: VKM for a decision of the Council of Ministers."""
        return "VKM" if self.type == ActType.DCM else str(self.get_type_display())


class Amendment(models.Model):
    """One act changes another: "VKM 746/2021 amends VKM 422/2020". `on` is empty where it is the day of the act."""

    act = models.ForeignKey("domain.Act", models.PROTECT, related_name="amendments", verbose_name=_("amending act"))
    amended = models.ForeignKey("domain.Act", models.PROTECT, related_name="amended_by", verbose_name=_("amended act"))
    effect = models.CharField(_("effect"), max_length=10, choices=Effect, default=Effect.AMENDS)
    on = models.DateField(_("from"), null=True, blank=True)
    articles = models.CharField(_("articles or points"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "amended"],
                name="amendment_once",
                violation_error_message=_("This amendment is entered already."),
            ),
            models.CheckConstraint(
                name="amendment_of_another_act",
                condition=~models.Q(act=models.F("amended")),
                violation_error_message=_("An act does not amend itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} → {self.amended_id}"
