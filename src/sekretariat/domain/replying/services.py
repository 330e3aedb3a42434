"""One service for every way home: page, link, e-mail, paper and grid all end in `reply`.

Each kind of obligation has one function here that takes its effect; `HANDLERS` maps them.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sekretariat.domain.consultations.queries import round_behind
from sekretariat.domain.consultations.services import RemarkSaid, take_remarks
from sekretariat.domain.institutions.services import note_person
from sekretariat.domain.mandates.services import begin_by_letter
from sekretariat.domain.obligations.enums import OWED, ObligationKind
from sekretariat.domain.obligations.models import Answer, Obligation
from sekretariat.domain.obligations.services import Given, take_answer
from sekretariat.domain.plans.enums import CommitmentState
from sekretariat.domain.plans.queries import components_for, measures_to_confirm
from sekretariat.domain.plans.services import CommitmentSaid, take_calendar, take_commitments
from sekretariat.ground.actors import Actor, Channel, Role
from sekretariat.ground.errors import DomainError
from sekretariat.ground.words import fold

from .contents import (
    Acknowledged,
    CalendarSent,
    CommitmentsSaid,
    Content,
    CoordinatorsNamed,
    FreeAnswer,
    PersonNamed,
    RemarksGiven,
)


@dataclass(frozen=True, kw_only=True)
class Handler:
    """How one kind is answered: the shape of its content, a summary for the board, and its effect."""

    content: type
    summary: Callable[[Content, Given], str]
    effect: Callable[[Obligation, Content, Answer, Actor, datetime.date], None]


@transaction.atomic
def reply(
    *, obligation: Obligation, content: Content, given: Given, channel: Channel, by: Actor, on: datetime.date
) -> Answer:
    """Take an answer and let it have its effect. `on` is the day the answer was received.

    Raises DomainError where the content does not fit what is asked; nothing is saved then.
    """
    handler = HANDLERS[ObligationKind(obligation.kind)]
    if not isinstance(content, handler.content):
        raise DomainError(_("This answer does not fit what is asked."))
    answer = take_answer(
        obligations=[obligation],
        given=given,
        summary=handler.summary(content, given),
        channel=channel,
        by=by,
        on=on,
    )
    handler.effect(obligation, content, answer, by, on)
    return answer


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One line of the officer's grid."""

    obligation: Obligation
    content: Content
    given: Given


class GridRefused(DomainError):
    """Some rows of the grid cannot be taken. `problems` maps the row's place (from 0) to its error."""

    def __init__(self, problems: dict[int, DomainError]) -> None:
        super().__init__(_("Nothing was saved. Mend the marked rows and save again."))
        self.problems = problems


@transaction.atomic
def reply_in_grid(*, rows: Sequence[GridRow], by: Actor) -> list[Answer]:
    """Take all rows, or none: every fault is reported at once, at its row."""
    answers, problems = [], {}
    # Locked in one order, whatever the order of the page: two officers at one letter wait for each other.
    locked = Obligation.objects.select_for_update(of=("self",)).order_by("pk")
    states = {o.pk: o.state for o in locked.filter(pk__in=[row.obligation.pk for row in rows])}
    for place, row in enumerate(rows):
        try:
            if states[row.obligation.pk] not in OWED:
                raise DomainError(_("This duty was answered or withdrawn meanwhile. Clear the row."))
            with transaction.atomic():
                answers.append(
                    reply(
                        obligation=row.obligation,
                        content=row.content,
                        given=row.given,
                        channel=Channel.GRID,
                        by=by,
                        on=row.given.received_on,
                    )
                )
        except DomainError as error:
            problems[place] = error
    if problems:
        raise GridRefused(problems)
    return answers


def _named(content: Content, given: Given) -> str:  # noqa: ARG001
    assert isinstance(content, CoordinatorsNamed)
    people = [content.coordinator, content.deputy]
    return ", ".join(person.name for person in people if person)


def _name_coordinators(obligation: Obligation, content: Content, answer: Answer, by: Actor, on: datetime.date) -> None:
    assert isinstance(content, CoordinatorsNamed)
    emails = [person.email.strip().lower() for person in (content.coordinator, content.deputy) if person]
    if len(emails) == 2 and emails[0] and emails[0] == emails[1]:
        raise DomainError(_("Coordinator and deputy are two persons: give each an own e-mail."), field="deputy_email")
    for role, named in ((Role.COORDINATOR, content.coordinator), (Role.DEPUTY, content.deputy)):
        if named is not None:
            _give_mandate(obligation, role, named, answer, by=by, on=on)


def _give_mandate(
    obligation: Obligation, role: Role, named: PersonNamed, answer: Answer, *, by: Actor, on: datetime.date
) -> None:
    person = note_person(name=named.name, email=named.email, phone=named.phone, title=named.title, by=by, on=on)
    if not set(fold(person.name).split()) & set(fold(named.name).split()):
        # A name is written now shorter, now longer; without a word in common it is somebody else's e-mail. Whose, stays
        # untold: the answer may come by a link from outside.
        raise DomainError(
            _("%(email)s is entered for another name. Check the e-mail, or write the name as before.")
            % {"email": named.email},
            field=f"{role}_email",
        )
    begin_by_letter(
        person=person,
        role=role,
        institution=obligation.institution,
        body=obligation.body,
        letter_number=answer.letter_number,
        letter_on=answer.letter_on,
        answer=answer,
        office_id=obligation.office_id,
        by=by,
        on=on,
    )


def _acknowledged(content: Content, given: Given) -> str:  # noqa: ARG001
    return _("Receipt acknowledged")


def _written(content: Content, given: Given) -> str:  # noqa: ARG001
    if not given.text.strip() and not given.files:
        raise DomainError(_("Write an answer or attach a file."), field="text")
    return given.text.strip().split("\n")[0][:300] or given.files[0].name


def _no_effect(obligation: Obligation, content: Content, answer: Answer, by: Actor, on: datetime.date) -> None:
    """The answer itself is all there is."""


def _steps_said(content: Content, given: Given) -> str:
    assert isinstance(content, CalendarSent)
    if not content.steps:
        return _written(content, given)
    count = len(content.steps)
    return ngettext("Calendar with %(count)s step", "Calendar with %(count)s steps", count) % {"count": count}


def _take_calendar(obligation: Obligation, content: Content, answer: Answer, by: Actor, on: datetime.date) -> None:  # noqa: ARG001
    assert isinstance(content, CalendarSent)
    if not content.steps:
        return
    nodes = {node.pk: node for node in components_for(obligation)}
    node = nodes.get(content.node_id or 0) or (next(iter(nodes.values())) if len(nodes) == 1 else None)
    if node is None:
        raise DomainError(
            _("It is not known which component this calendar is for. Choose it, or send the calendar as a file."),
            field="component",
        )
    take_calendar(node=node, obligation=obligation, steps=content.steps, by=by, on=on)


def _commitments_said(content: Content, given: Given) -> str:
    assert isinstance(content, CommitmentsSaid)
    if content.to_all is not None:
        return _("Commits to all its measures") if content.to_all else _("Commits to none of its measures")
    if not content.said:
        return _written(content, given)
    yes = sum(one.state == CommitmentState.CONFIRMED for one in content.said)
    return _("Measures confirmed: %(yes)s, declined: %(no)s") % {"yes": yes, "no": len(content.said) - yes}


def _take_commitments(obligation: Obligation, content: Content, answer: Answer, by: Actor, on: datetime.date) -> None:
    assert isinstance(content, CommitmentsSaid)
    said = content.said
    if content.to_all is not None:
        state = CommitmentState.CONFIRMED if content.to_all else CommitmentState.DECLINED
        said = [
            CommitmentSaid(measure_id=measure.pk, state=state, reason=content.reason)
            for measure in measures_to_confirm(obligation)
        ]
    take_commitments(obligation=obligation, said=said, answer=answer, by=by, on=on)


def _remarks_said(content: Content, given: Given) -> str:
    assert isinstance(content, RemarksGiven)
    if content.none and content.said:
        raise DomainError(_("Either there are remarks, or there is none: clear one of the two."), field="none")
    if content.none:
        return _("No remarks")
    if not content.said:
        return _written(content, given)
    count = len(content.said)
    return ngettext("%(count)s remark", "%(count)s remarks", count) % {"count": count}


def _take_remarks(obligation: Obligation, content: Content, answer: Answer, by: Actor, on: datetime.date) -> None:
    assert isinstance(content, RemarksGiven)
    if round_behind(obligation) is None:
        return
    said = content.said
    if not said and not content.none:
        # A letter or a file with no word to any single measure: it is a remark on all, and will be answered as one.
        names = ", ".join(file.name for file in answer.files.all())
        words = answer.text.strip() or _("See the file: %(names)s") % {"names": names}
        said = [RemarkSaid(text=words)]
    take_remarks(obligation=obligation, said=said, answer=answer, by=by, on=on)


HANDLERS: dict[ObligationKind, Handler] = {
    ObligationKind.NAME_COORDINATOR: Handler(content=CoordinatorsNamed, summary=_named, effect=_name_coordinators),
    ObligationKind.ACKNOWLEDGE: Handler(content=Acknowledged, summary=_acknowledged, effect=_no_effect),
    ObligationKind.FREE_ANSWER: Handler(content=FreeAnswer, summary=_written, effect=_no_effect),
    ObligationKind.SEND_CALENDAR: Handler(content=CalendarSent, summary=_steps_said, effect=_take_calendar),
    ObligationKind.GIVE_REMARKS: Handler(content=RemarksGiven, summary=_remarks_said, effect=_take_remarks),
    ObligationKind.CONFIRM_COMMITMENT: Handler(
        content=CommitmentsSaid, summary=_commitments_said, effect=_take_commitments
    ),
}
