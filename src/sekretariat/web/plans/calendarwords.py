"""How a component's calendar stands, in words and with its tone."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.obligations.enums import ObligationState
from sekretariat.domain.plans.enums import CalendarState
from sekretariat.domain.plans.queries import JointCalendar, Part

from ..standing import Said, said

TONES = {
    CalendarState.EXPECTED: "open",
    CalendarState.RECEIVED: "info",
    CalendarState.REFUSED: "late",
    CalendarState.JOINED: "done",
}


def part_said(part: Part) -> Said:
    """Where it waits for the lead, how the lead's duty stands; else the calendar's own state."""
    if part.state != CalendarState.EXPECTED:
        note = ""
        if part.state == CalendarState.REFUSED and part.obligation and part.stands:
            note = said(part.obligation, part.stands).word
        return Said(word=str(part.state.label).lower(), tone=TONES[part.state], note=note)
    if part.obligation is None or part.stands is None:
        return Said(word=_("not asked yet"), tone="none")
    if part.obligation.state in (ObligationState.ANSWERED, ObligationState.ACCEPTED):
        return Said(word=_("came without steps: enter them"), tone="soon")
    return said(part.obligation, part.stands)


def lead_of(joint: JointCalendar) -> str:
    """The sentence in numbers under the heading."""
    count = len(joint.parts)
    came = sum(part.state in (CalendarState.RECEIVED, CalendarState.JOINED) for part in joint.parts)
    words = [
        ngettext(
            "%(came)s of %(count)s component has returned its calendar.",
            "%(came)s of %(count)s components have returned their calendars.",
            count,
        )
        % {"came": came, "count": count}
    ]
    if joint.late:
        names = ", ".join(_names(part) for part in joint.late)
        words.append(_("Late: %(names)s.") % {"names": names})
    if joint.refused:
        names = ", ".join(_names(part) for part in joint.refused)
        words.append(_("Returned with reasons: %(names)s.") % {"names": names})
    return " ".join(words)


def _names(part: Part) -> str:
    leads = "/".join(party.institution.label for party in part.leads)
    return f"{leads} ({part.node.code})" if leads else part.node.code
