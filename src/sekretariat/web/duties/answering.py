"""Taking an answer from a form: signed in, by personal link, or recorded by the office on behalf."""

import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from sekretariat.domain.obligations.enums import ObligationKind
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.rules import can_answer, can_record
from sekretariat.domain.obligations.services import CANNOT_ANSWER
from sekretariat.domain.replying.services import reply
from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from .forms import AnswerForm
from .kinds import FORMS


def answer_form(request: HttpRequest, obligation: Obligation, *, by: Actor) -> AnswerForm:
    """The form of the duty's kind, with what was sent, if anything was."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return FORMS[ObligationKind(obligation.kind)](*sent, by=by, obligation=obligation)


def take(
    form: AnswerForm, *, obligation: Obligation, channel: Channel, by: Actor, received_on: datetime.date | None
) -> Answer | None:
    """Take the answer; None where something is to be put right, which the form then tells.

    The files are kept in either case. Without `received_on` nothing is taken: another form has told what is wrong.
    """
    is_sound = form.is_valid()
    if not (can_answer(by, obligation) or can_record(by, obligation)):
        tell(form, NotAllowed(CANNOT_ANSWER))
        return None
    form.keep_files(on=timezone.localdate())
    if not is_sound or form.errors or form.is_being_filled or received_on is None:
        return None
    try:
        return reply(
            obligation=obligation,
            content=form.content(),
            given=form.given(received_on=received_on),
            channel=channel,
            by=by,
            on=received_on,
        )
    except (DomainError, ValidationError) as error:
        tell(form, error)
        return None
