"""Putting what is open for the body on the agenda of its meeting."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError

from ..enums import ItemKind
from ..models import AgendaItem, Meeting
from ..queries.matters import Matter, open_matters
from ._guards import locked, refuse_cancelled, refuse_unless_keeper
from .agenda import ItemSaid, add_item


@transaction.atomic
def add_matters(*, meeting: Meeting, keys: Collection[str], by: Actor, on: datetime.date) -> list[AgendaItem]:
    """One item for each chosen matter: the last minutes first, what arises from them second, the others at the end.

    What stands on the agenda already is not put there twice.
    """
    refuse_unless_keeper(meeting, by=by)
    meeting = locked(meeting)
    refuse_cancelled(meeting)
    chosen = [one for one in open_matters(meeting, on=on) if one.key in keys and not one.is_on_agenda]
    if not chosen:
        raise DomainError(_("Choose at least one matter that is not on the agenda yet."))
    return [add_item(meeting=meeting, said=_said(one), position=_place(meeting, one), by=by, on=on) for one in chosen]


def _said(one: Matter) -> ItemSaid:
    return ItemSaid(
        kind=one.kind,
        title_sq=one.title_sq,
        title_en=one.title_en,
        plan=one.plan,
        obligation=one.obligation,
        remarks_round=one.remarks_round,
        earlier=one.earlier,
        entries=one.entries,
    )


def _place(meeting: Meeting, one: Matter) -> int | None:
    if one.kind == ItemKind.LAST_MINUTES:
        return 1
    if one.kind == ItemKind.MATTERS_ARISING:
        return 2 if meeting.items.filter(kind=ItemKind.LAST_MINUTES).exists() else 1
    return None
