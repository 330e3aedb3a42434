"""Rows as lines of JSON, the same from either database: what a backup holds and what two dumps are compared by."""

import base64
import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models
from django.utils.duration import duration_iso_string

Model = type[models.Model]

OURS = ("accounts", "ground", "domain")
# What differs between two installations with the same content: the machinery's own state.
MACHINERY = {"ground.tick"}
CHUNK = 2000


def is_content(model: Model) -> bool:
    """Whether the model's rows belong to the canonical dump."""
    return model._meta.app_label in OURS and name_of(model) not in MACHINERY


def name_of(model: Model) -> str:
    return model._meta.label_lower


def in_order(models_: Iterable[Model]) -> list[Model]:
    """Our apps from the bottom upward, then the packages', each by name: the order of every dump."""
    rank = {label: place for place, label in enumerate(OURS)}
    tables = (model for model in models_ if model._meta.managed and not model._meta.proxy)
    return sorted(tables, key=lambda model: (rank.get(model._meta.app_label, len(OURS)), name_of(model)))


def columns(model: Model) -> list[models.Field[Any, Any]]:
    return sorted((f for f in model._meta.concrete_fields if not f.generated), key=lambda field: field.attname)


def lines(model: Model) -> Iterator[str]:
    """The table's rows by their keys, one JSON object each."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=CHUNK)
    for values in rows:
        row = dict(zip(names, values, strict=True))
        # The keys inside a JSON value too: PostgreSQL keeps them in an order of its own.
        yield json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True)


def canonical_lines(models_: Iterable[Model]) -> Iterator[str]:
    """The whole content in one stable order."""
    for model in filter(is_content, in_order(models_)):
        for line in lines(model):
            yield f"{name_of(model)} {line}"


def _plain(value: object) -> object:
    """To the last microsecond: the seals of the trail are over them."""
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return duration_iso_string(value)
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no canonical form yet: {value!r}")


def insert(model: Model, rows: Iterable[str]) -> int:
    """Write lines back as rows, values and keys as they are: nothing is computed anew. Returns how many."""
    fields = columns(model)
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(field.column) for field in fields)
    statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    count, chunk = 0, []
    with connection.cursor() as cursor:
        for line in rows:
            row = json.loads(line)
            chunk.append([_stored(field, row[field.attname]) for field in fields])
            count += 1
            if len(chunk) == CHUNK:
                cursor.executemany(statement, chunk)
                chunk = []
        if chunk:
            cursor.executemany(statement, chunk)
    return count


def _stored(field: models.Field[Any, Any], value: Any) -> Any:
    if value is not None and not isinstance(field, models.JSONField):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)
