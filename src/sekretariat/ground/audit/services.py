"""Writing the trail."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actors import Actor
from ..errors import Stale
from .models import Event, Name, Revised

R = TypeVar("R", bound=Revised)


def claim(row: R, *, seen: int) -> R:
    """Lock the row for a change and raise its revision; refuse where somebody changed it after `seen`.

    Returns the row as it stands in the database. The refusal names who changed it and when.
    """
    fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.revision != seen:
        last = Event.objects.filter(target_type=row._meta.model_name, target_key=str(row.pk)).order_by("-id").first()
        name = _name_behind(last)
        raise Stale(
            _("%(who)s changed this at %(when)s, after you opened it. Look at the change below, then save again.")
            % {
                "who": name or _("Somebody else"),
                "when": timezone.localtime(last.recorded_at).strftime("%d.%m.%Y %H:%M") if last else "",
            }
        )
    fresh.revision += 1
    return fresh


def _name_behind(event: Event | None) -> str:
    if event is None or event.person_id is None:
        return ""
    return Name.objects.filter(person_id=event.person_id).values_list("name", flat=True).first() or ""


def record(
    what: str,
    *,
    by: Actor,
    target: models.Model,
    on: datetime.date | None = None,
    institution_id: int | None = None,
    mandate_id: int | None = None,
    is_detail: bool = False,
    **data: object,
) -> Event:
    """Append one event to the trail, inside the caller's transaction.

    The first call of an operation writes its head event, so a service records its own event before it calls
    lower services. What can only come before its head (a file that is kept, a person who is noted) says `is_detail`.
    `on` is the day it counts from; the moment of recording is kept beside it.
    """
    happened = Happened(
        what=what,
        target=target,
        institution_id=institution_id,
        mandate_id=mandate_id,
        is_detail=is_detail,
        data=data,
    )
    _keep_name(by)
    event = _event(happened, by=by, on=on, now=timezone.now())
    event.save(force_insert=True)
    return event


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event among many of an operation: the arguments of `record`."""

    what: str
    target: models.Model
    institution_id: int | None = None
    mandate_id: int | None = None
    is_detail: bool = False
    data: Mapping[str, object] = field(default_factory=dict)


def record_all(happened: Iterable[Happened], *, by: Actor, on: datetime.date | None = None) -> None:
    """Append the events of a long list at once, in their order: a few queries, however many there are."""
    _keep_name(by)
    now = timezone.now()
    Event.objects.bulk_create([_event(one, by=by, on=on, now=now) for one in happened], batch_size=1000)


def _keep_name(by: Actor) -> None:
    if by.person_id is not None:
        Name.objects.get_or_create(person_id=by.person_id, defaults={"name": by.name})


def _event(happened: Happened, *, by: Actor, on: datetime.date | None, now: datetime.datetime) -> Event:
    mandate_id = happened.mandate_id
    if mandate_id is None and by.capacities:
        mandate_id = next(
            (c.mandate_id for c in by.capacities if c.institution_id == happened.institution_id),
            by.capacities[0].mandate_id,
        )
    return Event(
        operation=by.operation.id,
        position=by.operation.next_position(is_detail=happened.is_detail),
        what=happened.what,
        user_id=by.user_id,
        person_id=by.person_id,
        mandate_id=mandate_id,
        channel=by.channel,
        target_type=happened.target._meta.model_name or "",
        target_key=str(happened.target.pk),
        institution_id=happened.institution_id,
        data=dict(happened.data),
        counts_from=on or timezone.localdate(now),
        recorded_at=now,
    )


def forget_name(person_id: int) -> None:
    """Take the name off the trail. Its events keep the id alone, so its seals still hold."""
    Name.objects.filter(person_id=person_id).delete()
