"""Failures that are expected: each carries a sentence for the person who caused it."""

from collections.abc import Callable, Sequence
from functools import partial

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the work forbids it. `str(error)` is shown to the user; nothing was saved.

    `field` names the form field the sentence belongs to, where there is one.
    """

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(DomainError):
    """The actor has no right to it. Pages answer 403."""


class Stale(DomainError):
    """Somebody else changed the row meanwhile. The page shows their change and keeps what was typed."""


def check(row: models.Model) -> None:
    """Refuse a row whose fields or constraints do not hold, with the first sentence of Django's, at its field.

    Columns that no form shows (sort keys) are filled while saving and not looked at.
    """
    _refuse(partial(row.full_clean, exclude=_unseen(row)))


def check_all(rows: Sequence[models.Model]) -> None:
    """The same for many rows of one making. What only the database knows is asked for the first of them alone: that
    the keys of the others are there and that their constraints hold, it sees to itself when they are written.
    """
    for row in rows[:1]:
        check(row)
    for row in rows[1:]:
        keys = {field.name for field in row._meta.fields if field.is_relation}
        _refuse(partial(row.clean_fields, exclude={*keys, *_unseen(row)}))


def _unseen(row: models.Model) -> list[str]:
    return [field.name for field in row._meta.fields if not field.editable]


def _refuse(look: Callable[[], None]) -> None:
    try:
        look()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(messages[0], field=None if field == NON_FIELD_ERRORS else field) from error
