"""Reading the outbox."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Min, Q, QuerySet

from .enums import MailState
from .models import Outbox


@dataclass(frozen=True, kw_only=True)
class OutboxCounts:
    waiting: int
    sending: int
    sent: int
    refused: int
    in_doubt: int
    withdrawn: int
    waiting_since: datetime.datetime | None


def counts_by_state(*, office_id: int | None = None) -> OutboxCounts:
    """How many mails stand where, of one office or of all."""
    mails = Outbox.objects.all() if office_id is None else outbox_of(office_id)
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in MailState}
    since = Min("created_at", filter=Q(state=MailState.WAITING))
    return OutboxCounts(**mails.order_by().aggregate(**counts, waiting_since=since))


def outbox_of(office_id: int) -> QuerySet[Outbox]:
    """The mails of an office, newest first."""
    return Outbox.objects.filter(office_id=office_id).order_by("-id")


def mails_about(row: models.Model) -> QuerySet[Outbox]:
    """The mails about one row, newest first."""
    return Outbox.objects.filter(about_type=row._meta.model_name, about_key=str(row.pk)).order_by("-id")


def counts_about(kind: str, keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many mails about each row of the kind stand where: one query, by the row's key and by state."""
    mails = Outbox.objects.filter(about_type=kind, about_key__in=[str(key) for key in keys]).order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for key, state, count in mails.values_list("about_key", "state").annotate(count=Count("pk")):
        counts[int(key)][state] = count
    return dict(counts)
