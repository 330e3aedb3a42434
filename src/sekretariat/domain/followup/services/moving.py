"""Deadlines moved, since a holiday came or went or a calendar changed: those who owe are told, each once."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sekretariat.domain.obligations.services import Moved
from sekretariat.ground.actors import Actor
from sekretariat.ground.words import format_date

from ..queries import Recipient, recipients_of
from ._writing import asked_by_letter, due_of, write


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many deadlines moved, how many mails tell of it, and the institutions nobody could be written to."""

    moved: int
    mails: int
    unreachable: Sequence[str]


@transaction.atomic
def tell_moved(moved: Sequence[Moved], why: str, *, by: Actor, on: datetime.date) -> Told:
    """One mail to each institution, with `why`, in Albanian, as its first sentence.

    Where it owes to several offices, or in bodies for which other persons answer, one to each of these: nobody reads of
    what is not theirs.
    """
    together: dict[tuple[int, int, str], list[tuple[Moved, Recipient]]] = defaultdict(list)
    unreachable = set()
    for one in moved:
        owed = one.obligation
        recipient = next(iter(recipients_of(owed.institution, body_id=owed.body_id, on=on)), None)
        if recipient is None:
            unreachable.add(owed.institution.label)
        else:
            together[owed.office_id, owed.institution_id, recipient.email].append((one, recipient))
    with override("sq"):
        for those in together.values():
            recipient = those[0][1]
            _write([one for one, _recipient in those], recipient, why, by=by)
    return Told(moved=len(moved), mails=len(together), unreachable=sorted(unreachable))


def _write(moved: Sequence[Moved], recipient: Recipient, why: str, *, by: Actor) -> None:
    owed = moved[0].obligation
    told = _("%(what)s: the deadline was %(before)s, now it is %(due)s.")
    lines = [
        "— "
        + told % {"what": asked_by_letter(one.obligation), "before": _day(one.before), "due": due_of(one.obligation)}
        for one in moved
    ]
    write(
        office=owed.office,
        recipient=recipient,
        subject=_("New deadline: %(what)s") % {"what": owed.ask_sq},
        lines=[why + " " + _("So the last day of what is still asked of you is another one."), *lines],
        about=owed if len(moved) == 1 else owed.institution,
        by=by,
    )


def _day(on: datetime.date) -> str:
    return format_date(on, language="sq")
