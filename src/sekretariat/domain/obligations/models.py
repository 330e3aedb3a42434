"""The spine: who owes what to whom by when, and the answers that settle it.

Obligations know nothing of who asked: what asked is kept by value in `ObligationSource`.
"""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sekretariat.ground.actors import Actor, Channel, Permission
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.words import format_date
from sekretariat.ground.words.enums import Precision

from .enums import OWED, Clock, ObligationKind, ObligationState


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, actor: Actor) -> "ObligationQuerySet":
        """What the actor's institutions owe, and what is owed to the actor's offices (`rules.can_see`)."""
        if actor.is_system:
            return self.all()
        if actor.only_obligation is not None:
            return self.filter(pk=actor.only_obligation)
        followed = _within(actor, Permission.OBLIGATIONS_FOLLOW, "office")
        return self.filter(followed | _within(actor, Permission.OBLIGATIONS_SEE, "institution"))

    def owed_by_actor(self, actor: Actor) -> "ObligationQuerySet":
        """What the actor has to answer for."""
        return self.filter(_within(actor, Permission.OBLIGATIONS_ANSWER, "institution"))

    def owed_to_actor(self, actor: Actor) -> "ObligationQuerySet":
        """What is owed to the offices in which the actor works."""
        return self.filter(_within(actor, Permission.OBLIGATIONS_FOLLOW, "office"))

    def still_owed(self) -> "ObligationQuerySet":
        return self.filter(state__in=OWED)

    def late(self, *, today: datetime.date) -> "ObligationQuerySet":
        """Still owed after the last day of its due; `due_on` is that last day whatever the precision."""
        return self.still_owed().filter(due_on__lt=today)


def _within(actor: Actor, permission: Permission, party: str) -> Q:
    """Obligations whose party, institution or office, the actor holds the permission for, perhaps only in bodies."""
    condition = Q(pk__in=[])
    for institution_id, body_ids in actor.scopes(permission):
        scope = Q(**{party: institution_id})
        condition |= scope & Q(body__in=body_ids) if body_ids else scope
    return condition


class Obligation(models.Model):
    """One thing asked of one institution.

    `due_on` is the last day in time, whatever the precision: the end of a quarter for a quarter. Where the clock
    starts at receipt and receipt is not known yet, `clock_starts_on` and `due_on` are empty.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=ObligationKind)
    ask_sq = models.CharField(_("what is asked, in Albanian"), max_length=300)
    ask_en = models.CharField(_("what is asked, in English"), max_length=300, blank=True)
    institution = models.ForeignKey(
        "domain.Institution", models.PROTECT, related_name="obligations", verbose_name=_("owed by")
    )
    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="obligations", verbose_name=_("owed to"))
    body = models.ForeignKey("domain.Body", models.PROTECT, null=True, blank=True, related_name="obligations")
    issued_on = models.DateField(_("issued on"))
    clock = models.CharField(max_length=10, choices=Clock, default=Clock.LETTER)
    clock_starts_on = models.DateField(null=True, blank=True)
    term_days = models.PositiveSmallIntegerField(null=True, blank=True)
    term_calendar = models.CharField(max_length=10, choices=Calendar, default=Calendar.WORKING)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    state = models.CharField(_("state"), max_length=10, choices=ObligationState, default=ObligationState.OPEN)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_reason = models.CharField(_("reason"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["institution", "state", "due_on"], name="obligation_of_institution"),
            models.Index(fields=["office", "state", "due_on"], name="obligation_to_office"),
            models.Index(fields=["body", "state"], name="obligation_in_body"),
        ]
        constraints = [
            models.CheckConstraint(
                name="obligation_answered_has_its_day",
                condition=~Q(state__in=[ObligationState.ANSWERED, ObligationState.ACCEPTED])
                | Q(answered_on__isnull=False),
                violation_error_message=_("An answered duty needs the day of the answer."),
            ),
            models.CheckConstraint(
                name="obligation_sent_back_has_reason_and_day",
                condition=~Q(state__in=[ObligationState.RETURNED, ObligationState.WITHDRAWN])
                | (~Q(decision_reason="") & Q(decided_on__isnull=False)),
                violation_error_message=_("Say why it is returned or withdrawn, and from which day."),
            ),
            models.CheckConstraint(
                name="obligation_term_runs_from_a_day",
                condition=Q(term_days=None) | Q(due_on=None) | Q(clock_starts_on__isnull=False),
                violation_error_message=_("A term in days runs from a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.ask_sq


class ObligationSource(models.Model):
    """What asked: a letter, an annex, a meeting, kept by value. The same thing asked twice is one obligation
    with two sources; the first is where it comes from.
    """

    obligation = models.ForeignKey("domain.Obligation", models.CASCADE, related_name="sources")
    source = models.CharField(max_length=60)  # "letter:12"
    subject = models.CharField(max_length=500)
    citation = models.CharField(max_length=120)  # "2470 prot, 21.05.2018"
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["obligation", "source"], name="obligation_source_once")]

    def __str__(self) -> str:
        return self.citation


class Answer(models.Model):
    """What came back. One answer may settle several obligations; several answers may come for one."""

    obligations = models.ManyToManyField("domain.Obligation", related_name="answers")
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="answers")
    person = models.ForeignKey("domain.Person", models.PROTECT, null=True, blank=True, related_name="answers")
    channel = models.CharField(max_length=20, choices=Channel)
    received_on = models.DateField(_("received on"))
    letter_number = models.CharField(_("their letter's number"), max_length=40, blank=True)
    letter_on = models.DateField(_("their letter's date"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    summary = models.CharField(max_length=300, blank=True)  # what was taken from it, for the board
    files = models.ManyToManyField("ground.File", through="domain.AnswerFile", related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_not_received_before_it_was_written",
                condition=Q(letter_on=None) | Q(received_on__gte=models.F("letter_on")),
                violation_error_message=_("The answer cannot be received before the date of its letter."),
            ),
        ]

    def __str__(self) -> str:
        return self.summary or f"{self.get_channel_display()} {self.received_on:%d.%m.%Y}"


class AnswerFile(models.Model):
    answer = models.ForeignKey("domain.Answer", models.CASCADE, related_name="answer_files")
    file = models.ForeignKey("ground.File", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "file"], name="answer_file_once")]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.file_id}"


class Extension(models.Model):
    """A deadline was put off, with a reason. The deadline itself stands in the obligation alone."""

    obligation = models.ForeignKey("domain.Obligation", models.PROTECT, related_name="extensions")
    old_due_on = models.DateField(_("deadline before"), null=True, blank=True)
    old_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    new_due_on = models.DateField(_("deadline after"))
    new_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    reason = models.CharField(_("reason"), max_length=500)
    on = models.DateField(_("put off on"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_is_later",
                condition=Q(old_due_on=None) | Q(new_due_on__gt=models.F("old_due_on")),
                violation_error_message=_("The new deadline is not later than the one that stands."),
            ),
            models.CheckConstraint(
                name="extension_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the deadline is put off."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} → {self.new_due_on}"

    def explain(self, language: str) -> str:
        """Why the deadline is what it is: "afati u shty nga 04.06.2018 në 11.06.2018: mungon titullari"."""
        new = format_date(self.new_due_on, Precision(self.new_precision), language=language)
        with override(language):
            if self.old_due_on is None:
                return _("the deadline was set to %(new)s: %(reason)s") % {"new": new, "reason": self.reason}
            old = format_date(self.old_due_on, Precision(self.old_precision), language=language)
            said = _("the deadline was put off from %(old)s to %(new)s: %(reason)s")
            return said % {"old": old, "new": new, "reason": self.reason}
