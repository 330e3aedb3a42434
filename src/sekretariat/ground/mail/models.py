"""Mails as rows, written in the transaction of what causes them and sent by the worker afterwards."""

import datetime

from django.db import models
from django.db.models import Q

from .enums import UNDECIDED, MailState

MAX_HEADER = 900  # with its name it fits into the 998 octets of a line


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def due(self, *, now: datetime.datetime) -> "OutboxQuerySet":
        return self.filter(state=MailState.WAITING, next_try_at__lte=now)


class Outbox(models.Model):
    """One mail to one address. Its text shows no usable link, before and after it is sent (`fillers`)."""

    message_id = models.CharField(max_length=255, unique=True)  # fixed here, so that a second copy can be recognised
    to_address = models.EmailField()
    to_name = models.CharField(max_length=MAX_HEADER)
    from_address = models.EmailField(blank=True)  # empty: the installation's own
    from_name = models.CharField(max_length=MAX_HEADER, blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=MAX_HEADER)
    text = models.TextField()
    marks = models.JSONField(default=list)  # the parts of the text that are filled in while it is sent

    state = models.CharField(max_length=20, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    # Set after the server said "go ahead" and before the first octet of the text: without it nothing went out.
    handed_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)  # in the server's words, for who looks after the mail

    about_type = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=40, blank=True)
    office_id = models.BigIntegerField(null=True)  # the institution in whose name it goes out: its list shows it
    caused_by_person = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mail_by_next_try"),
            models.Index(fields=["office_id", "-id"], name="mail_of_office"),
            models.Index(fields=["about_type", "about_key", "-id"], name="mail_about"),
        ]
        constraints = [
            models.CheckConstraint(name="mail_state_is_known", condition=Q(state__in=MailState.values)),
            models.CheckConstraint(
                name="mail_has_sent_at_when_sent",
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | ~Q(state=MailState.SENT) & Q(sent_at=None),
            ),
            models.CheckConstraint(
                name="mail_is_claimed_while_sending",
                condition=~Q(state=MailState.SENDING) | Q(claimed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def awaits_decision(self) -> bool:
        return self.state in UNDECIDED


class Attachment(models.Model):
    """A file that goes with a mail. It cannot be removed under the mail."""

    mail = models.ForeignKey(Outbox, models.CASCADE, related_name="attachments")
    file = models.ForeignKey("ground.File", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "file"], name="attachment_once_in_mail")]

    def __str__(self) -> str:
        return f"{self.mail_id}: {self.file_id}"
