"""The first page of a week: whom to call, what falls due, what waits to be accepted, what has not left."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sekretariat.domain.followup.queries import LateInstitution, Monday, monday
from sekretariat.domain.followup.rules import can_note_contacts
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.rules import can_register
from sekretariat.domain.meetings.queries.keeping import rules_to_warn_of
from sekretariat.ground.actors import Actor, Permission

from ..duties.forms import DayForm
from ..letters.steps import Step, next_step
from ..page import page
from ..standing import Said, said


@page(permission=Permission.OBLIGATIONS_FOLLOW)
def week(request: HttpRequest) -> HttpResponse:
    form = DayForm(request.GET)
    shown = monday(request.actor, on=form.day())
    context = {
        "shown": shown,
        "form": form,
        "today": timezone.localdate(),
        "said": _said(shown.late),
        "can_note": _can_note(shown, request.actor),
        "letters": _waiting(shown.letters, request.actor),
        "warned": rules_to_warn_of(request.actor, on=shown.on),
        "sees_addresses": request.actor.may_anywhere(Permission.DIRECTORY_SEE),
    }
    return render(request, "monday/week.html", context)


def _said(late: Sequence[LateInstitution]) -> dict[int, Said]:
    """How each late duty stands, in words, by its key."""
    return {owed.obligation.pk: said(owed.obligation, owed.stands) for call in late for owed in call.owed}


def _can_note(shown: Monday, actor: Actor) -> set[int]:
    """The duties, the longest late of each institution, of which a call can be noted in its row: today's alone."""
    if shown.on != timezone.localdate():
        return set()
    first = [call.owed[0].obligation for call in shown.late]
    return {duty.pk for duty in first if can_note_contacts(actor, duty.office_id)}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A letter on its way, since when it waits, and the step the reader may take with it."""

    letter: Letter
    since: datetime.date
    step: Step | None


def _waiting(letters: Sequence[Letter], actor: Actor) -> list[Waiting]:
    return [
        Waiting(
            letter=letter,
            since=letter.on or letter.signed_on or timezone.localdate(letter.created_at),
            step=next_step(letter, is_mailed=False, is_owed=False) if can_register(actor, letter) else None,
        )
        for letter in letters
    ]
