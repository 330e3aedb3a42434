"""Values as the audit trail keeps them: plain, and readable years later."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from django.db import models


def said(value: object) -> object:
    if isinstance(value, (datetime.date, datetime.time, Decimal, models.Model)):
        return str(value)
    return value


def changed(row: models.Model, changes: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Set the fields of the row; what differed, before and after."""
    before = {name: getattr(row, name) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    differing = [name for name, value in before.items() if value != changes[name]]
    return {name: said(before[name]) for name in differing}, {name: said(changes[name]) for name in differing}
