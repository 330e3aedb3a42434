"""Institutions with their units, posts and persons, from when to when. Nothing is deleted."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.words import fold, sort_key
from sekretariat.ground.words.models import Named

from .enums import Change, InstitutionKind, PostKind, TerritoryKind


def valid_on(on: datetime.date) -> models.Q:
    """Rows whose `valid_from`/`valid_to` hold the day; an open end holds for ever."""
    return (models.Q(valid_from=None) | models.Q(valid_from__lte=on)) & (
        models.Q(valid_to=None) | models.Q(valid_to__gte=on)
    )


def dates_in_order(name: str) -> models.CheckConstraint:
    """The CHECK that an interval does not end before it begins."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(valid_from=None) | models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
        violation_error_message=_("The last day is before the first day."),
    )


class Territory(Named):
    """A county or the territory of a municipality (law 115/2014: 12 and 61)."""

    kind = models.CharField(_("kind"), max_length=20, choices=TerritoryKind)
    part_of = models.ForeignKey("domain.Territory", models.PROTECT, null=True, blank=True, related_name="parts")
    code = models.CharField(_("code"), max_length=10, blank=True)  # ISO 3166-2 of a county

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name_sq"], name="territory_once"),
            models.CheckConstraint(
                name="territory_municipality_in_a_county",
                condition=models.Q(kind="county", part_of=None) | models.Q(kind="municipality", part_of__isnull=False),
                violation_error_message=_("A municipality lies in a county; a county lies in none."),
            ),
        ]


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def visible_to(self, actor: Actor) -> "InstitutionQuerySet":
        """Institutions are public facts: whoever has signed in or holds a link sees them."""
        return self.all() if actor.is_known else self.none()

    def in_force(self, *, on: datetime.date) -> "InstitutionQuerySet":
        return self.filter(valid_on(on))


class Institution(Revised, Named):
    """An institution, or a unit that is part of one."""

    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    # The order of tables that call it by its label; `sort_key` is that of its full name.
    label_key = models.CharField(max_length=200, editable=False, db_index=True)
    part_of = models.ForeignKey(
        "domain.Institution", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of")
    )
    territory = models.ForeignKey(
        "domain.Territory", models.PROTECT, null=True, blank=True, related_name="institutions"
    )
    email = models.EmailField(_("official e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("institution_dates_in_order"),
            models.CheckConstraint(
                name="institution_unit_is_part_of_one",
                condition=~models.Q(kind="unit") | models.Q(part_of__isnull=False),
                violation_error_message=_("A unit is part of an institution: say of which."),
            ),
            models.UniqueConstraint(
                fields=["name_sq", "part_of"],
                condition=models.Q(valid_to=None),
                name="institution_unit_name_once_in_force",
                violation_error_message=_("A unit with this name is in force already."),
            ),
            # Where `part_of` is empty the constraint above says nothing: to a database no two nulls are equal.
            models.UniqueConstraint(
                fields=["name_sq"],
                condition=models.Q(valid_to=None, part_of=None),
                name="institution_name_once_in_force",
                violation_error_message=_("An institution with this name is in force already."),
            ),
        ]

    def other_names(self) -> list[str]:
        return [self.short_name]

    def save(self, **kwargs: object) -> None:
        self.label_key = sort_key(self.label)
        super().save(**kwargs)

    @property
    def label(self) -> str:
        """The name by which it is called in a table."""
        return self.short_name or self.name_sq

    def is_in_force(self, *, on: datetime.date) -> bool:
        """The rule of one row that `in_force` states for many."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or self.valid_to >= on)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Actor) -> "PersonQuerySet":
        """The directory's addresses are for those who keep it; everybody sees themselves."""
        if actor.may_anywhere(Permission.DIRECTORY_SEE):
            return self.all()
        return self.filter(pk=actor.person_id) if actor.person_id else self.none()


class Person(Revised, models.Model):
    """A human being who holds posts, seats or mandates. The sign-in, if any, hangs here."""

    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person")
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    folded = models.CharField(max_length=300, editable=False)
    # The day the personal data were taken off at the person's request; the official record stays under a pseudonym.
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="person_email_once",
                violation_error_message=_("Another person has this e-mail."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def set_keys(self) -> None:
        """By what it is sorted and found; for those who write many at once, past `save`."""
        self.sort_key, self.folded = sort_key(self.name)[:200], fold(self.name)[:300]

    def save(self, **kwargs: object) -> None:
        self.set_keys()
        super().save(**kwargs)  # type: ignore[arg-type]


class Post(Revised):
    """A function in an institution, which exists whoever holds it."""

    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="posts")
    kind = models.CharField(_("kind"), max_length=20, choices=PostKind)
    title_sq = models.CharField(_("title in Albanian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail of the post"), blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("post_dates_in_order"),
            models.UniqueConstraint(fields=["institution", "kind", "title_sq"], name="post_once_in_institution"),
        ]

    def __str__(self) -> str:
        return self.title_sq


class Subordination(models.Model):
    """Under whom an institution stands, from when to when, by which act: to whom what is late is passed on."""

    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="superiors")
    superior = models.ForeignKey("domain.Institution", models.PROTECT, related_name="subordinates")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    act = models.ForeignKey("domain.Act", models.PROTECT, null=True, blank=True, related_name="subordinations")

    class Meta:
        constraints = [
            dates_in_order("subordination_dates_in_order"),
            models.CheckConstraint(
                name="subordination_to_another",
                condition=~models.Q(institution=models.F("superior")),
                violation_error_message=_("An institution does not stand under itself."),
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=models.Q(valid_to=None),
                name="subordination_one_without_end",
                violation_error_message=_("The institution has a superior without an end date: end that first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} < {self.superior_id}"


class Succession(models.Model):
    """An institution ceased as it was: renamed, merged, split or dissolved. `successor` is empty where none is named.

    `on` is the first day on which it no longer exists as it was.
    """

    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="successions")
    successor = models.ForeignKey(
        "domain.Institution", models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    change = models.CharField(_("what happened"), max_length=10, choices=Change)
    on = models.DateField(_("from"))
    act = models.ForeignKey("domain.Act", models.PROTECT, null=True, blank=True, related_name="successions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="succession_by_another",
                condition=models.Q(successor=None) | ~models.Q(institution=models.F("successor")),
                violation_error_message=_("An institution does not succeed itself."),
            ),
            models.UniqueConstraint(
                fields=["institution"],
                name="succession_once",
                violation_error_message=_("The end of this institution is entered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} → {self.successor_id or '—'}"
