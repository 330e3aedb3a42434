"""Work in the background, and the moments at which recurring work is due."""

import datetime

from django.db import models
from django.db.models import Q

from ..actors import Actor
from .enums import OVER, JobState

# How long a job may be silent before its worker counts as dead.
LEASE = datetime.timedelta(minutes=5)


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, actor: Actor) -> "JobQuerySet":
        """A job is its starter's affair; nobody else sees its result."""
        if actor.is_system:
            return self.all()
        if actor.person_id is None:
            return self.none()
        return self.filter(actor__person_id=actor.person_id)

    def lost(self, *, now: datetime.datetime) -> "JobQuerySet":
        """Jobs whose worker fell silent, and waiting ones whose place in the queue went with a worker."""
        return self.filter(
            Q(state=JobState.RUNNING, lease_until__lt=now) | Q(state=JobState.WAITING, not_before__lt=now - LEASE)
        )


class Job(models.Model):
    """One piece of work that somebody started and waits for."""

    what = models.CharField(max_length=60)  # the name under which `registry` knows the function
    arguments = models.JSONField(default=dict)
    actor = models.JSONField()  # a `StoredActor`
    state = models.CharField(max_length=20, choices=JobState, default=JobState.WAITING)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)  # 0: not known yet
    result = models.JSONField(null=True)
    error = models.TextField(default="")  # a sentence for the one who started it
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "lease_until"], name="job_by_lease")]
        constraints = [
            models.CheckConstraint(
                name="job_has_a_lease_while_it_runs",
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | ~Q(state=JobState.RUNNING) & Q(lease_until=None),
            ),
            models.CheckConstraint(
                name="job_is_finished_when_over",
                condition=Q(state__in=OVER, finished_at__isnull=False) | ~Q(state__in=OVER) & Q(finished_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in OVER


class Tick(models.Model):
    """When a recurring function is due next. The row makes workers take turns."""

    name = models.CharField(max_length=120, unique=True)
    next_at = models.DateTimeField()
    last_run_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
