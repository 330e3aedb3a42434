"""How a duty stands, in words and with the tone of its state, wherever it is shown."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.obligations.enums import Clock, ObligationState, Standing
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import Stands

from .jinja import day

TONES = {
    Standing.ANSWERED: "info",
    Standing.ACCEPTED: "done",
    Standing.WITHDRAWN: "none",
    Standing.NO_DEADLINE: "open",
    Standing.NOT_DUE: "open",
    Standing.DUE_SOON: "soon",
    Standing.OVERDUE: "late",
    Standing.LONG_OVERDUE: "late",
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """`word` is the state, `note` what stands small beside it, `tone` one of components/states.html."""

    word: str
    tone: str
    note: str = ""


def said(obligation: Obligation, stands: Stands) -> Said:
    return Said(word=_word(obligation, stands), tone=TONES[stands.standing], note=_note(obligation, stands))


def _word(obligation: Obligation, stands: Stands) -> str:
    match stands.standing:
        case Standing.NOT_DUE | Standing.DUE_SOON:
            return _left(-stands.days_late)
        case Standing.OVERDUE | Standing.LONG_OVERDUE:
            return _late_by(stands.days_late, is_long=stands.standing == Standing.LONG_OVERDUE)
        case Standing.NO_DEADLINE if obligation.clock == Clock.RECEIPT and obligation.term_days:
            return _("the term runs from receipt")
    return str(stands.standing.label).lower()


def _left(days: int) -> str:
    if days <= 0:  # the last day, or a weekend before it
        return _("the last day")
    return ngettext("%(count)s working day left", "%(count)s working days left", days) % {"count": days}


def _late_by(days: int, *, is_long: bool) -> str:
    if days <= 0:  # the weekend after it
        return _("the deadline has passed")
    if is_long:
        words = ngettext("very late, by %(count)s working day", "very late, by %(count)s working days", days)
    else:
        words = ngettext("late by %(count)s working day", "late by %(count)s working days", days)
    return words % {"count": days}


def _note(obligation: Obligation, stands: Stands) -> str:
    if stands.standing in (Standing.ANSWERED, Standing.ACCEPTED):
        return day(obligation.answered_on)
    if stands.standing == Standing.WITHDRAWN:
        return day(obligation.decided_on)
    if obligation.state == ObligationState.RETURNED:
        return _("returned on %(day)s") % {"day": day(obligation.decided_on)}
    return ""
