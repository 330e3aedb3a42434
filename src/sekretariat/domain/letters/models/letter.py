"""Letters out, in and internal; whom they address, what they ask, what they enclose."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.obligations.enums import Clock, ObligationKind
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.models import Revised
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.words import fold, sort_key
from sekretariat.ground.words.enums import Precision

from ..enums import NUMBERED, AddresseeRole, Direction, LetterState
from .register import number_label


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, actor: Actor) -> "LetterQuerySet":
        """The office's own letters, and sent ones that address the actor's institution (`rules.can_see`)."""
        if actor.is_system:
            return self.all()
        visible = Q(office__in=actor.institutions(Permission.LETTERS_SEE))
        if addressed := _addressed_to(actor):
            mine = Addressee.objects.filter(addressed, letter=OuterRef("pk"))
            visible |= Q(Exists(mine), state=LetterState.SENT)
        return self.filter(visible)


def _addressed_to(actor: Actor) -> Q:
    """Those written to, and those who owe since what was asked of one that exists no longer."""
    condition = Q()
    asked = Addressee.obligations.through.objects
    for institution_id, body_ids in actor.scopes(Permission.OBLIGATIONS_SEE):
        owes = asked.filter(obligation__institution=institution_id).values("addressee")
        scope = Q(institution=institution_id) | Q(pk__in=owes)
        condition |= scope & Q(letter__body__in=body_ids) if body_ids else scope
    return condition


class Letter(Revised):
    """One document of the correspondence.

    `number` and `fraction` are those of the office's own book; an incoming letter also keeps the sender's.
    Once the signed scan is there it is the record, and the document is not generated over it.
    """

    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="letters", verbose_name=_("office"))
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    state = models.CharField(_("state"), max_length=12, choices=LetterState, default=LetterState.DRAFT)
    matter = models.ForeignKey("domain.Matter", models.PROTECT, null=True, blank=True, related_name="letters")
    fraction = models.PositiveIntegerField(null=True, blank=True)
    repeat = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)  # the matter's, for sorting
    on = models.DateField(_("date"), null=True, blank=True)
    foreign_number = models.CharField(_("sender's number"), max_length=40, blank=True)
    foreign_on = models.DateField(_("sender's date"), null=True, blank=True)
    sender = models.ForeignKey("domain.Institution", models.PROTECT, null=True, blank=True, related_name="letters_in")
    received_on = models.DateField(_("received on"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    body = models.ForeignKey(
        "domain.Body", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name=_("body")
    )
    follows = models.ForeignKey(
        "domain.Letter", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("follows")
    )
    signatory = models.CharField(_("signatory"), max_length=200, blank=True)
    signatory_post = models.CharField(_("post of the signatory"), max_length=200, blank=True)
    drafter = models.ForeignKey(
        "domain.Person", models.PROTECT, null=True, blank=True, related_name="drafted", verbose_name=_("drafter")
    )
    instruction = models.CharField(_("instruction of the head"), max_length=500, blank=True)
    assigned_to = models.ForeignKey(
        "domain.Person", models.PROTECT, null=True, blank=True, related_name="assigned", verbose_name=_("assigned to")
    )
    one_per_addressee = models.BooleanField(_("one letter per addressee"), default=False)
    scan = models.ForeignKey("ground.File", models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sort_key = models.CharField(max_length=200, editable=False)
    folded = models.CharField(max_length=600, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "-on", "-number", "-fraction"], name="letter_of_office_by_day"),
            models.Index(fields=["office", "sort_key"], name="letter_of_office_by_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "fraction", "repeat"],
                name="letter_number_once_in_matter",
                condition=Q(matter__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_number_and_date_come_together",
                condition=Q(state__in=NUMBERED, matter__isnull=False, number__isnull=False, on__isnull=False)
                & Q(fraction__isnull=False)
                | ~Q(state__in=NUMBERED) & Q(matter=None, number=None, on=None, fraction=None),
                violation_error_message=_("A registered letter has a number and a date; a draft has neither."),
            ),
            models.CheckConstraint(
                name="letter_sent_has_its_day",
                condition=~Q(state=LetterState.SENT) | Q(sent_on__isnull=False, sent_on__gte=models.F("on")),
                violation_error_message=_("A letter cannot be sent before its date."),
            ),
            models.CheckConstraint(
                name="letter_incoming_has_sender_and_receipt",
                condition=~Q(direction=Direction.INCOMING) | Q(sender__isnull=False, received_on__isnull=False),
                violation_error_message=_("An incoming letter has a sender and a day of receipt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_label} {self.subject}".strip()

    @property
    def number_label(self) -> str:
        return number_label(self.number, self.fraction)

    @property
    def citation(self) -> str:
        """As the papers cite it: "2470 prot, 21.05.2018"."""
        return f"{self.number_label} prot, {self.on:%d.%m.%Y}" if self.on else ""

    def save(self, **kwargs: object) -> None:
        self.sort_key, self.folded = sort_key(self.subject)[:200], fold(self.subject)[:600]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "folded"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def visible_to(self, actor: Actor) -> "AddresseeQuerySet":
        """The office sees every row of its board; an institution sees its own."""
        if actor.is_system:
            return self.all()
        visible = Q(letter__office__in=actor.institutions(Permission.LETTERS_SEE))
        if addressed := _addressed_to(actor):
            visible |= addressed & Q(letter__state=LetterState.SENT)
        return self.filter(visible)


class Addressee(models.Model):
    """An institution the letter goes to, with what it asks of it once it is sent."""

    letter = models.ForeignKey("domain.Letter", models.CASCADE, related_name="addressees")
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="letters_received")
    role = models.CharField(max_length=20, choices=AddresseeRole, default=AddresseeRole.TO)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    obligations = models.ManyToManyField("domain.Obligation", related_name="addressees")

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "institution"],
                name="addressee_once_in_letter",
                violation_error_message=_("This institution is among the addressees already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.institution_id}"


class LetterDemand(models.Model):
    """What the letter asks: of every addressee, or of one. It becomes obligations when the letter is sent."""

    letter = models.ForeignKey("domain.Letter", models.CASCADE, related_name="demands")
    addressee = models.ForeignKey("domain.Addressee", models.CASCADE, null=True, blank=True, related_name="demands")
    kind = models.CharField(_("what is asked"), max_length=30, choices=ObligationKind)
    ask_sq = models.CharField(_("in words, Albanian"), max_length=300)
    ask_en = models.CharField(_("in words, English"), max_length=300, blank=True)
    clock = models.CharField(_("the term counts"), max_length=10, choices=Clock, default=Clock.LETTER)
    term_days = models.PositiveSmallIntegerField(_("term in days"), null=True, blank=True)
    term_calendar = models.CharField(_("days"), max_length=10, choices=Calendar, default=Calendar.WORKING)
    due_on = models.DateField(_("or a fixed deadline"), null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    # Asks again for what is owed already, in the same words: whoever has answered meanwhile owes nothing new. The
    # deadline is then the one that stands, for the letter to name.
    asks_again = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="demand_term_or_date",
                condition=Q(term_days=None) | Q(due_on=None),
                violation_error_message=_("Give a term in days or a fixed deadline, not both."),
            ),
            models.CheckConstraint(
                name="demand_term_at_least_a_day",
                condition=Q(term_days=None) | Q(term_days__gte=1),
                violation_error_message=_("A term is at least one day."),
            ),
        ]

    def __str__(self) -> str:
        return self.ask_sq


class Enclosure(models.Model):
    """A file that goes out or came in with the letter."""

    letter = models.ForeignKey("domain.Letter", models.CASCADE, related_name="enclosures")
    file = models.ForeignKey("ground.File", models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
