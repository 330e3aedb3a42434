"""Everything that is kept about a person, from every table, in words: for the person, on request."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters.exporters import Document
from sekretariat.domain.meetings.models import Attendance, Invitation, Statement
from sekretariat.ground.files.models import File
from sekretariat.ground.mail.models import Outbox

# What would open a door rather than tell something.
SECRET = {"password", "nonce", "token", "token_hash"}
# Worked out of other columns.
DERIVED = {"sort_key", "folded", "label_key", "revision"}
Told = Mapping[str, str]


def person_json(person: Person, *, history: Sequence[Told], created: datetime.datetime) -> Document:
    """`history` is what the trail tells of what the person did, in sentences, which `web` knows."""
    told: dict[str, Any] = {"person": tell(person), "made at": _in_words(created)}
    if person.user is not None:
        told["sign-in"] = tell(person.user)
    for name, rows in sorted(_tables(person)):
        if found := [tell(row) for row in rows]:
            told[name] = found
    told["history"] = list(history)
    body = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return Document(name=f"person-{person.pk}.json", body=body)


def _tables(person: Person) -> Iterator[tuple[str, models.QuerySet]]:
    """Every table whose rows point to the person, and those that know them by their address or their key alone."""
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        rows = model._default_manager.filter(**{relation.field.name: person}).order_by("pk")
        yield f"{model._meta.verbose_name} ({relation.field.verbose_name})", rows
    mine = Q(to_address__iexact=person.email) if person.email else Q(pk__in=[])
    yield "mail", Outbox.objects.filter(mine | Q(about_type="person", about_key=str(person.pk))).order_by("pk")
    yield from _at_meetings(person)
    yield "file", File.objects.filter(uploaded_by_person=person.pk).order_by("pk")


def _at_meetings(person: Person) -> Iterator[tuple[str, models.QuerySet]]:
    """What meetings hold of the person beyond the rows that point to them."""
    held = Q(attendance__person=person) | (Q(email__iexact=person.email) if person.email else Q(pk__in=[]))
    yield "invitation to a meeting", Invitation.objects.filter(held).order_by("pk")
    places = Q(email__iexact=person.email) | Q(substitute_email__iexact=person.email) if person.email else Q(pk__in=[])
    named = Attendance.objects.filter(places).exclude(person=person)
    yield "place at a meeting (e-mail)", named.order_by("pk")
    said = Statement.objects.filter(speaker__person=person)
    yield "statement at a meeting", said.order_by("pk")


def tell(row: models.Model) -> Told:
    """The row's columns by what they are called, with what they mean. What is empty is not told."""
    told = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name) if field.is_relation else getattr(row, field.attname)
        if field.name in SECRET | DERIVED or value in (None, ""):
            continue
        shown = getattr(row, f"get_{field.name}_display")() if field.choices else value
        told[str(field.verbose_name)] = _in_words(shown)
    return told


def _in_words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%d.%m.%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, models.Model):
        return str(getattr(value, "name_sq", "") or getattr(value, "citation", "") or value)
    if isinstance(value, bool | int | str | Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
