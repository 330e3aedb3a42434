"""What an office does about a duty that is not answered: more time, a call, a letter to the superior."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.followup.enums import BY_MAIL
from sekretariat.domain.followup.models import ContactNote, Reminder
from sekretariat.domain.followup.queries import not_escalated
from sekretariat.domain.followup.rules import can_note_contacts
from sekretariat.domain.followup.services import draft_escalations, extend, note_contact
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.mandates.queries import people_of
from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.rules import can_extend
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..jinja import day
from ..page import page
from .forms import ContactForm, ExtendForm
from .lists import duty_rows
from .reaching import back_to, visible_duty


@dataclass(frozen=True, kw_only=True)
class Done:
    """One thing that was done to get the answer."""

    on: datetime.date
    what: str
    whom: str = ""
    text: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What was done about a duty, as the actor may see it, and what may be done now."""

    done: Sequence[Done]
    can_extend: bool
    can_note: bool
    can_escalate: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.done) or self.can_note


def follow_up_of(obligation: Obligation, *, actor: Actor, today: datetime.date) -> FollowUp:
    """The newest first: three queries."""
    reminders = (
        Reminder.objects.visible_to(actor).filter(obligation=obligation).select_related("letter", "mandate__person")
    )
    notes = ContactNote.objects.visible_to(actor).filter(obligation=obligation).select_related("person", "noted_by")
    done = [*map(_reminded, reminders), *map(_noted, notes)]
    writes = actor.may(Permission.LETTERS_WRITE, institution_id=obligation.office_id)
    return FollowUp(
        done=sorted(done, key=lambda one: one.on, reverse=True),
        can_extend=can_extend(actor, obligation),
        can_note=can_note_contacts(actor, obligation.office_id),
        can_escalate=writes and not_escalated(Obligation.objects.filter(pk=obligation.pk), on=today).exists(),
    )


def _reminded(reminder: Reminder) -> Done:
    by_mail = reminder.stage in BY_MAIL
    name = reminder.mandate.person.name if reminder.mandate else ""
    return Done(
        on=reminder.on,
        what=_("Reminder by e-mail") if by_mail else str(reminder.get_stage_display()),
        whom=", ".join(filter(None, [name, reminder.email])),
        text=str(reminder.get_stage_display()) if by_mail else "",
        letter=reminder.letter,
    )


def _noted(note: ContactNote) -> Done:
    promised = _("promised by %(day)s") % {"day": day(note.promised_on)} if note.promised_on else ""
    return Done(
        on=note.on,
        what=f"{note.get_way_display()} ({note.noted_by.name})" if note.noted_by else str(note.get_way_display()),
        whom=note.person.name if note.person else "",
        text="; ".join(filter(None, [note.text, promised])),
    )


@page(permission=Permission.OBLIGATIONS_DECIDE, verbs=("GET", "POST"))
def extend_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    obligation = visible_duty(request, pk)
    if not can_extend(request.actor, obligation):
        raise NotAllowed(_("Only the office that asked puts a deadline off, as long as the duty is still owed."))
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _extended(request, obligation, form):
        return redirect(back_to(request, obligation))
    return _page(
        request,
        obligation,
        form,
        title=_("Put the deadline off"),
        means=_("The institution is written to and reads your reason. The old deadline stays in the history."),
    )


def _extended(request: HttpRequest, obligation: Obligation, form: ExtendForm) -> bool:
    new = form.cleaned_data["new_due"]
    try:
        told = extend(
            obligation=obligation,
            new_due_on=new.on,
            new_precision=new.precision,
            reason=form.cleaned_data["reason"],
            by=request.actor,
            on=timezone.localdate(),
        )
    except DomainError as error:
        tell(form, error)
        return False
    names = {"institution": obligation.institution.label, "day": day(new.on, new.precision)}
    messages.success(request, _("The deadline of %(institution)s is now %(day)s.") % names)
    if told:
        messages.info(request, _("%(name)s is told by e-mail.") % {"name": told.name})
    else:
        messages.warning(request, _("Nobody could be written to at: %(names)s.") % {"names": names["institution"]})
    return True


@page(permission=Permission.CONTACTS_NOTE, verbs=("GET", "POST"))
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a contact; posted with nothing but `way=phone` it notes a call of today."""
    obligation = visible_duty(request, pk)
    if not can_note_contacts(request.actor, obligation.office_id):
        raise NotAllowed(_("Only those who work in the office note its contacts."))
    acting = people_of([obligation.institution_id], on=timezone.localdate())
    people = Person.objects.filter(pk__in=acting.values("person")).order_by("sort_key", "pk")
    form = ContactForm(
        request.POST if request.method == "POST" else None, people=people, initial={"on": timezone.localdate()}
    )
    if form.is_valid() and _contact_noted(request, obligation, form):
        return redirect(back_to(request, obligation))
    return _page(
        request,
        obligation,
        form,
        title=_("Note a contact"),
        means=_("Only your office reads it. A promised day reminds you whom to call again."),
    )


def _contact_noted(request: HttpRequest, obligation: Obligation, form: ContactForm) -> bool:
    given = form.cleaned_data
    try:
        note = note_contact(
            office=obligation.office,
            institution=obligation.institution,
            obligation=obligation,
            person=given["person"],
            way=given["way"],
            text=given["text"],
            promised_on=given["promised_on"],
            by=request.actor,
            on=given["on"] or timezone.localdate(),
        )
    except DomainError as error:
        tell(form, error)
        return False
    words = {
        "institution": obligation.institution.label,
        "way": str(note.get_way_display()).lower(),
        "day": day(note.on),
    }
    messages.success(request, _("Noted: %(institution)s, %(way)s, %(day)s.") % words)
    return True


@page(permission=Permission.LETTERS_WRITE, verbs=("POST",))
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the letter to the superior about this duty alone."""
    obligation = visible_duty(request, pk)
    drafts = draft_escalations(obligations=[obligation], by=request.actor, on=timezone.localdate())
    if not drafts:
        messages.warning(request, _("Nothing of this is late that has not been passed on to the superior already."))
        return redirect("duties:detail", pk=pk)
    messages.success(request, _("A letter to the superior is drafted for signature."))
    return redirect("letters:detail", pk=drafts[0].pk)


def _page(
    request: HttpRequest, obligation: Obligation, form: ExtendForm | ContactForm, *, title: str, means: str
) -> HttpResponse:
    context = {
        "row": duty_rows([obligation], actor=request.actor, on=timezone.localdate())[0],
        "title": title,
        "means": means,
        "is_grave": False,
        "form": form,
        "back": back_to(request, obligation),
    }
    return render(request, "duties/decide.html", context)
