"""The steps of a letter, in their order: which is open, and which comes next."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.letters.enums import Direction, LetterState
from sekretariat.domain.letters.models import Letter


@dataclass(frozen=True, kw_only=True)
class Step:
    route: str
    label: Promise
    is_open: Callable[[Letter], bool]


def _is_in(*states: LetterState) -> Callable[[Letter], bool]:
    return lambda letter: letter.direction != Direction.INCOMING and letter.state in states


SIGN = Step(route="letters:sign", label=_("Note the signature"), is_open=_is_in(LetterState.DRAFT))
REGISTER = Step(route="letters:register", label=_("Register the letter"), is_open=_is_in(LetterState.SIGNED))
SEND = Step(route="letters:send", label=_("Send the letter"), is_open=_is_in(LetterState.REGISTERED))
MAIL = Step(route="letters:mail", label=_("Write to the addressees by e-mail"), is_open=_is_in(LetterState.SENT))
SCAN = Step(
    route="letters:scan", label=_("Attach the signed scan"), is_open=lambda letter: letter.state != LetterState.DRAFT
)
ENCLOSE = Step(
    route="letters:enclose", label=_("Add an enclosure"), is_open=lambda letter: letter.state != LetterState.SENT
)
ASSIGN = Step(route="letters:assign", label=_("Assign"), is_open=lambda letter: letter.direction != Direction.OUTGOING)
CLOSE = Step(
    route="letters:close",
    label=_("Close the matter"),
    is_open=lambda letter: letter.matter is not None and letter.matter.closed_on is None,
)

IN_ORDER = (SIGN, REGISTER, SEND)
ASIDE = (SCAN, ENCLOSE, ASSIGN, CLOSE)


def next_step(letter: Letter, *, is_mailed: bool, is_owed: bool) -> Step | None:
    """The one thing to do now; None where nothing waits for the office."""
    if letter.direction == Direction.INCOMING:
        return None if letter.assigned_to_id else ASSIGN
    if MAIL.is_open(letter) and is_owed and not is_mailed:
        return MAIL
    return next((step for step in IN_ORDER if step.is_open(letter)), None)


def other_steps(letter: Letter, *, besides: Step | None) -> list[Step]:
    """What else may be done, whatever comes next."""
    return [step for step in (MAIL, *ASIDE) if step.is_open(letter) and step is not besides]
