"""What the pages of letters say in words."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Letter, LetterDemand
from sekretariat.domain.obligations.enums import Clock
from sekretariat.ground.days.enums import Calendar

from ..jinja import NO_BREAK_SPACE, day

TONES = {
    LetterState.DRAFT: "open",
    LetterState.SIGNED: "open",
    LetterState.REGISTERED: "info",
    LetterState.SENT: "info",
}


def title_of(letter: Letter) -> str:
    """What the letter is called: "Letter 2470 · 21.05.2018"; before it has a number, what stage it is at."""
    if letter.on is None:
        return _("Draft letter") if letter.state == LetterState.DRAFT else _("Signed letter without a number")
    title = pgettext("letter", "Letter %(number)s · %(day)s") % {"number": letter.number_label, "day": day(letter.on)}
    return title.replace(" ·", f"{NO_BREAK_SPACE}·")  # a line does not begin with the dot


def status_of(letter: Letter) -> str:
    """Where the letter stands, as a sentence."""
    if letter.direction == Direction.INCOMING:
        return _("Came in on %(day)s.") % {"day": day(letter.received_on)}
    sentences = {
        LetterState.DRAFT: _("A draft: it can still be changed."),
        LetterState.SIGNED: _("Signed on %(signed)s; it waits for its number."),
        LetterState.REGISTERED: _("Registered; it has not been sent yet."),
        LetterState.SENT: _("Sent on %(sent)s."),
    }
    return sentences[LetterState(letter.state)] % {"signed": day(letter.signed_on), "sent": day(letter.sent_on)}


def term_of(demand: LetterDemand) -> str:
    """By when it is asked: "10 working days from the date of the letter", "by T3 2019", or nothing."""
    if demand.due_on and demand.asks_again and demand.due_on < timezone.localdate():
        return _("asked again; the deadline was %(day)s") % {"day": day(demand.due_on, demand.due_precision)}
    if demand.due_on:
        return _("by %(day)s") % {"day": day(demand.due_on, demand.due_precision)}
    if demand.term_days is None:
        return ""
    if demand.term_calendar == Calendar.WORKING:
        count = ngettext("%(count)s working day", "%(count)s working days", demand.term_days)
    else:
        count = ngettext("%(count)s calendar day", "%(count)s calendar days", demand.term_days)
    start = _("from receipt") if demand.clock == Clock.RECEIPT else _("from the date of the letter")
    return f"{count % {'count': demand.term_days}} {start}"
