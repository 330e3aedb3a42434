"""What a page shows under matters arising: the steps of the earlier meeting, which came and which are late."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from sekretariat.domain.meetings.models import AgendaItem
from sekretariat.domain.meetings.queries.arising import arising_of
from sekretariat.ground.actors import Actor

from ..standing import said


def arising_in_words(items: Sequence[AgendaItem], actor: Actor, *, sees_restricted: bool) -> dict[str, Any]:
    """The context of `meetings/_arising.html`, by item."""
    by_item = arising_of(items, actor, sees_restricted=sees_restricted, on=timezone.localdate())
    duties = [duty for those in by_item.values() for one in those for duty in one.duties]
    return {
        "arising_by_item": by_item,
        "said": {duty.obligation.pk: said(duty.obligation, duty.stands) for duty in duties},
    }
