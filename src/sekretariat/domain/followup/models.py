"""What keeps an obligation moving: personal links, reminders, notes of contacts, calendars, mail to many."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.obligations.enums import OWED
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import Actor, Permission

from .enums import ONCE, ContactWay, Stage


class Link(models.Model):
    """One person's (or one mailbox's) way to one obligation.

    The token is never stored: it is derived from the secret key and `nonce` at the moment the mail is sent, and
    only its hash is compared (`tokens.py`).
    """

    obligation = models.ForeignKey("domain.Obligation", models.PROTECT, related_name="links")
    mandate = models.ForeignKey("domain.Mandate", models.PROTECT, null=True, blank=True, related_name="links")
    email = models.EmailField(_("sent to"))
    nonce = models.CharField(max_length=43)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["obligation"], condition=Q(revoked_at=None), name="link_standing")]

    def __str__(self) -> str:
        return f"{self.obligation_id} → {self.email}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, actor: Actor) -> "ReminderQuerySet":
        """Those of what is owed to the actor's offices: whom an office reminded, and of what, is its own."""
        if actor.is_system:
            return self.all()
        return self.filter(obligation__in=Obligation.objects.owed_to_actor(actor))


class Reminder(models.Model):
    """An obligation was called to mind: by mail, by a letter drafted for it, or by one drafted to the superior.

    `due_on` is the deadline it spoke of, so that a deadline that moved is reminded of again.
    """

    obligation = models.ForeignKey("domain.Obligation", models.PROTECT, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    on = models.DateField(_("on"))
    email = models.EmailField(_("sent to"), blank=True)
    mandate = models.ForeignKey("domain.Mandate", models.PROTECT, null=True, blank=True, related_name="reminders")
    letter = models.ForeignKey("domain.Letter", models.PROTECT, null=True, blank=True, related_name="reminders")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "stage", "due_on"],
                condition=Q(stage__in=ONCE),
                name="reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.obligation_id}"


class ContactNoteQuerySet(models.QuerySet["ContactNote"]):
    def visible_to(self, actor: Actor) -> "ContactNoteQuerySet":
        """An office's notes are its own."""
        if actor.is_system:
            return self.all()
        return self.filter(office__in=actor.institutions(Permission.CONTACTS_NOTE))


class ContactNote(models.Model):
    """Somebody of the office spoke with somebody of an institution: "u telefonua …"."""

    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="contact_notes")
    institution = models.ForeignKey("domain.Institution", models.PROTECT, related_name="contact_notes")
    obligation = models.ForeignKey(
        "domain.Obligation", models.PROTECT, null=True, blank=True, related_name="contact_notes"
    )
    person = models.ForeignKey(
        "domain.Person", models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("with")
    )
    way = models.CharField(_("how"), max_length=10, choices=ContactWay, default=ContactWay.PHONE)
    on = models.DateField(_("on"))
    text = models.CharField(_("what was said"), max_length=1000, blank=True)
    promised_on = models.DateField(_("promised by"), null=True, blank=True)
    noted_by = models.ForeignKey("domain.Person", models.PROTECT, null=True, blank=True, related_name="notes_made")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ContactNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["office", "institution", "-on"], name="contact_of_institution")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.institution_id}"

    @property
    def awaits(self) -> bool:
        """Whether something promised is still to come. Of a duty the note speaks of, the answer keeps the promise."""
        return self.promised_on is not None and (self.obligation is None or self.obligation.state in OWED)


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, actor: Actor) -> "FeedQuerySet":
        """A calendar's address is its person's own; not even an administrator is shown it."""
        return self.filter(person=actor.person_id) if actor.person_id else self.none()

    def standing(self) -> "FeedQuerySet":
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """A person's calendar address: what they may see of their duties, or of one body's. The token is derived and its
    hash kept, as for links.
    """

    person = models.ForeignKey("domain.Person", models.PROTECT, related_name="feeds")
    body = models.ForeignKey("domain.Body", models.PROTECT, null=True, blank=True, related_name="feeds")
    nonce = models.CharField(max_length=43)
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"], condition=Q(revoked_at=None, body__isnull=False), name="feed_of_body_once"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None, body=None), name="feed_of_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.body_id or '—'}"


class GroupMailQuerySet(models.QuerySet["GroupMail"]):
    def visible_to(self, actor: Actor) -> "GroupMailQuerySet":
        """An office's mails to many are its own."""
        if actor.is_system:
            return self.all()
        return self.filter(office__in=actor.institutions(Permission.CONTACTS_NOTE))


class GroupMail(models.Model):
    """One text written to many of the directory: who was chosen is kept in words, each mail stands in the outbox."""

    # Made with the form, so that a form sent twice is one mail.
    token = models.UUIDField(unique=True, editable=False)
    office = models.ForeignKey("domain.Office", models.PROTECT, related_name="group_mails")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    chosen = models.CharField(_("to whom"), max_length=300)
    written_by = models.ForeignKey("domain.Person", models.PROTECT, null=True, blank=True, related_name="group_mails")
    recipient_count = models.PositiveIntegerField(_("recipients"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GroupMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
