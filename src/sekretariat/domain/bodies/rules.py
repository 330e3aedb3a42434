"""Whether a seat stands on a day, and who may keep a body. Pure."""

import datetime
from collections.abc import Iterable

from sekretariat.domain.acts.enums import Verdict
from sekretariat.domain.acts.models import Act
from sekretariat.domain.acts.rules import has_begun, stands
from sekretariat.ground.actors import Actor, Permission

from .models import Body, Seat


def stands_on(seat: Seat, on: datetime.date) -> Verdict:
    """Whether the seat stands on the day. `SeatQuerySet.in_force` and `.uncertain` say the same in SQL."""
    return stands(seat, on)


def founded_by(body: Body, bases: Iterable[Act], on: datetime.date) -> Verdict:
    """Whether the body is there by the day: from its own day, else from when the first of its acts binds."""
    if body.valid_to is not None and body.valid_to < on:
        return Verdict.NO
    if body.valid_from is not None:
        return Verdict.YES if body.valid_from <= on else Verdict.NO
    begun = [has_begun(act, on) for act in bases]
    if not begun or Verdict.YES in begun:
        return Verdict.YES
    return Verdict.CANNOT_BE_SAID if Verdict.CANNOT_BE_SAID in begun else Verdict.NO


def can_edit_body(actor: Actor, secretariats: Iterable[int]) -> bool:
    """The body's technical secretariat of the day keeps it; while it has none, whoever keeps bodies does."""
    offices = list(secretariats)
    if not offices:
        return actor.may_anywhere(Permission.BODIES_EDIT)
    return any(actor.may(Permission.BODIES_EDIT, institution_id=office) for office in offices)
