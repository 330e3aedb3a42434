"""Taking an answer, and settling with it what it answers."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sekretariat.ground.actors import Actor, Channel
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import DomainError, NotAllowed, check
from sekretariat.ground.files.models import File

from ..enums import ObligationState
from ..models import Answer, AnswerFile, Obligation
from ..rules import can_answer, can_record
from ._locking import locked

CANNOT_ANSWER = gettext_lazy("You cannot answer this duty: it is settled, withdrawn, or another institution's.")


@dataclass(frozen=True, kw_only=True)
class Given:
    """How an answer came: the day it was received, their letter as on paper, words and files."""

    received_on: datetime.date
    letter_number: str = ""
    letter_on: datetime.date | None = None
    text: str = ""
    files: Sequence[File] = ()


@transaction.atomic
def take_answer(
    *,
    obligations: Sequence[Obligation],
    given: Given,
    summary: str,
    channel: Channel,
    by: Actor,
    on: datetime.date,
) -> Answer:
    """Store the answer and settle the obligations with it. `on` is the day of receipt.

    Raises NotAllowed where the actor may neither answer for the institution nor record on its behalf, and
    DomainError where the answer would be older than what it answers.
    """
    rows = [locked(obligation) for obligation in obligations]
    for row in rows:
        if not (can_answer(by, row) or can_record(by, row)):
            raise NotAllowed(CANNOT_ANSWER)
        if on < row.issued_on:
            raise DomainError(
                _("The answer cannot come before the day it was asked, %(day)s.")
                % {"day": row.issued_on.strftime("%d.%m.%Y")},
                field="received_on",
            )
    answer = Answer(
        institution_id=rows[0].institution_id,
        person_id=by.person_id if channel in (Channel.PAGE, Channel.LINK) else None,
        channel=channel,
        received_on=on,
        letter_number=given.letter_number,
        letter_on=given.letter_on,
        text=given.text,
        summary=summary[:300],
    )
    check(answer)
    answer.save()
    record(
        "answer.taken",
        by=by,
        target=answer,
        on=on,
        institution_id=answer.institution_id,
        channel=channel,
        obligations=[row.pk for row in rows],
        files=[file.sha256 for file in given.files],
    )
    answer.obligations.set(rows)
    AnswerFile.objects.bulk_create([AnswerFile(answer=answer, file=file) for file in given.files])
    for row in rows:
        _settle(row, answer=answer, by=by, on=on)
    return answer


def _settle(obligation: Obligation, *, answer: Answer, by: Actor, on: datetime.date) -> None:
    # The first answer decides how long the institution took; a correction does not make it late afterwards.
    if obligation.state == ObligationState.RETURNED or obligation.answered_on is None:
        obligation.answered_on = on
    obligation.state = ObligationState.ANSWERED
    obligation.save(update_fields=["state", "answered_on"])
    record(
        "obligation.answered",
        by=by,
        target=obligation,
        on=on,
        institution_id=obligation.institution_id,
        answer=answer.pk,
        channel=answer.channel,
    )
