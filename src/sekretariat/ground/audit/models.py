"""What happened, by whom, when: appended by services, never changed."""

from django.db import models


class Revised(models.Model):
    """A row that two people may edit at once: its forms carry the revision they showed."""

    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class Event(models.Model):
    """One thing that happened. No foreign keys: the trail outlives what it describes.

    The head event of an operation has position 0, its details 1, 2, ...
    """

    operation = models.UUIDField()
    position = models.PositiveIntegerField()
    what = models.CharField(max_length=60)  # "letter.registered": the presenter of `web` makes it a sentence
    user_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    mandate_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20)
    target_type = models.CharField(max_length=40)
    target_key = models.CharField(max_length=40)
    institution_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    counts_from = models.DateField()  # the day it counts from, as on the paper
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_key", "id"], name="event_of_target"),
            models.Index(fields=["person_id", "id"], name="event_of_person"),
            models.Index(fields=["recorded_at"], name="event_by_moment"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["operation", "position"], name="event_position_once_in_operation"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.target_type}:{self.target_key}"


class Name(models.Model):
    """The name behind a person's id in the trail, in a table of its own so that it can be erased."""

    person_id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "ground_audit_name"

    def __str__(self) -> str:
        return self.name


class Seal(models.Model):
    """The digest of one day's events, chained to the seal before it."""

    day = models.DateField(unique=True)
    last_event = models.BigIntegerField()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day} {self.digest}"
