"""From signature to dispatch, and what comes back on paper: each step a page with its form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from sekretariat.domain.followup.queries import mailings_of
from sekretariat.domain.followup.services import mail_letter
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.letters import services
from sekretariat.domain.letters.errors import NumberTaken
from sekretariat.domain.letters.importers import take_enclosure, take_scan
from sekretariat.domain.letters.models import Addressee, Enclosure, Letter, LetterDemand
from sekretariat.domain.letters.rules import can_assign, can_register, can_write
from sekretariat.domain.mandates.models import Mandate
from sekretariat.domain.obligations.enums import Clock
from sekretariat.domain.obligations.models import Obligation
from sekretariat.ground.actors import OFFICE_ROLES, Actor, Permission
from sekretariat.ground.days.enums import Calendar
from sekretariat.ground.days.queries import count_from
from sekretariat.ground.errors import DomainError, NotAllowed

from ..editing import tell
from ..jinja import day
from ..page import page
from . import steps
from .forms import AssignForm, DayForm, EncloseForm, RegisterForm, ScanForm, SignForm
from .steps import Step
from .views import visible_letter
from .words import term_of, title_of

VERBS = ("GET", "POST")
register_page = page(permission=Permission.LETTERS_REGISTER, verbs=VERBS)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the page of a step says: its title, what it means, and its button."""

    title: str | Promise
    hint: str | Promise
    button: str | Promise


def sent(request: HttpRequest) -> tuple[Any, ...]:
    """What a form is bound to: nothing while its page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def handled_letter(request: HttpRequest, pk: int, *, may: Callable[[Actor, Letter], bool] = can_register) -> Letter:
    letter = visible_letter(request.actor, pk)
    if not may(request.actor, letter):
        raise NotAllowed(gettext_lazy("Only the letter's own office handles it."))
    return letter


def take_step(
    request: HttpRequest, letter: Letter, form: forms.Form, *, step: Step | None, words: Words, act: Callable[[], str],
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """The page of one step. `act` takes it and returns the sentence that says what happened."""
    if request.method == "GET" and step and not step.is_open(letter):
        messages.info(request, _("The letter is past this step, or not there yet."))
        return redirect("letters:detail", pk=letter.pk)
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except NotAllowed:
            raise
        except DomainError as error:
            tell(form, error)
            context["is_double"] = isinstance(error, NumberTaken)
        else:
            messages.success(request, said)
            return redirect("letters:detail", pk=letter.pk)
    shown = {"is_double": False, "letter": letter, "called": title_of(letter), "form": form, "words": words}
    return render(request, "letters/step.html", shown | context)


@register_page
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk)
    initial = {
        "signatory": letter.signatory,
        "signatory_post": letter.signatory_post,
        "on": timezone.localdate(),
    }
    form = SignForm(*sent(request), initial=initial)

    def act() -> str:
        services.sign_letter(letter=letter, by=request.actor, **form.cleaned_data)
        return _("The signature of %(day)s was noted.") % {"day": day(form.cleaned_data["on"])}

    words = Words(
        title=_("Note the signature"),
        hint=_("The signature on paper is what counts; here it is noted. After it the text cannot be changed."),
        button=_("Note the signature"),
    )
    return take_step(request, letter, form, step=steps.SIGN, words=words, act=act)


@register_page
def register(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk)
    form = RegisterForm(*sent(request), initial={"on": timezone.localdate()}, letter=letter)

    def act() -> str:
        given = form.cleaned_data
        done = services.register_letter(
            letter=letter,
            by=request.actor,
            on=given["on"],
            number_text=given.get("number", ""),
            as_double=given.get("as_double", False),
        )
        return _("The letter was registered as no. %(number)s, %(day)s.") % {
            "number": done.number_label,
            "day": day(done.on),
        }

    words = Words(
        title=_("Register the letter"),
        hint=_("With its number and date the letter can be cited, and a letter that follows it joins its matter."),
        button=_("Register the letter"),
    )
    return take_step(request, letter, form, step=steps.REGISTER, words=words, act=act)


@register_page
def send(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk)
    form = DayForm(*sent(request), initial={"on": letter.on}, label=_("Sent on"))

    def act() -> str:
        services.send_letter(letter=letter, by=request.actor, on=form.cleaned_data["on"])
        count = Obligation.objects.filter(addressees__letter=letter).count()
        said = ngettext(
            "The letter was sent; %(count)s duty now runs.", "The letter was sent; %(count)s duties now run.", count
        )
        return said % {"count": count}

    words = Words(
        title=_("Send the letter"),
        hint=_("Once it is sent, the addressees see the letter, and what it asks becomes their duty."),
        button=_("The letter has been sent"),
    )
    asked = [(demand, _counted(demand, letter)) for demand in letter.demands.all()]
    return take_step(request, letter, form, step=steps.SEND, words=words, act=act, asked=asked)


def _counted(demand: LetterDemand, letter: Letter) -> str:
    """The deadline as it will be counted, with how it came about."""
    if demand.term_days is None or demand.clock == Clock.RECEIPT or letter.on is None:
        return term_of(demand)
    counted = count_from(letter.on, demand.term_days, Calendar(demand.term_calendar))
    return counted.explain(get_language() or "sq")


@register_page
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk)
    form = ScanForm(*sent(request))

    def act() -> str:
        file = form.cleaned_data["file"]
        take_scan(letter=letter, stream=file, name=file.name, by=request.actor, on=timezone.localdate())
        return _("The scan was attached. It is the record of the letter from now on.")

    words = Words(
        title=_("Attach the signed scan"),
        hint=_(
            "The scan is the record: nothing is written over it. A better scan may replace it, and the trail says so."
        ),
        button=_("Attach the signed scan"),
    )
    return take_step(request, letter, form, step=steps.SCAN, words=words, act=act, has_file=True)


def may_enclose(actor: Actor, letter: Letter) -> bool:
    return can_write(actor, letter) or can_register(actor, letter)


@register_page
def enclose(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk, may=may_enclose)
    form = EncloseForm(*sent(request))

    def act() -> str:
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        take_enclosure(
            letter=letter, stream=file, name=file.name, title=title, by=request.actor, on=timezone.localdate()
        )
        return _("“%(title)s” was enclosed.") % {"title": title or file.name}

    words = Words(
        title=_("Add an enclosure"), hint=_("What goes out, or came in, with the letter."), button=_("Enclose the file")
    )
    return take_step(request, letter, form, step=steps.ENCLOSE, words=words, act=act, has_file=True)


@page(permission=Permission.LETTERS_WRITE, verbs=("POST",))
def remove_enclosure(request: HttpRequest, pk: int, enclosure_pk: int) -> HttpResponse:
    letter = handled_letter(request, pk, may=can_write)
    enclosure = get_object_or_404(Enclosure.objects.select_related("letter", "file"), pk=enclosure_pk, letter=letter)
    services.remove_enclosure(enclosure=enclosure, by=request.actor, on=timezone.localdate())
    messages.success(request, _("“%(title)s” was taken off the draft.") % {"title": enclosure.title})
    return redirect("letters:detail", pk=letter.pk)


@register_page
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """First who will be written to and at which address, then, once confirmed, the mails."""
    letter = handled_letter(request, pk)
    today = timezone.localdate()

    def act() -> str:
        written, unreachable = mail_letter(letter=letter, by=request.actor, on=today)
        if unreachable:
            messages.warning(
                request, _("Nobody could be written to at: %(names)s.") % {"names": ", ".join(unreachable)}
            )
        said = ngettext("%(count)s message waits to go out.", "%(count)s messages wait to go out.", written)
        return said % {"count": written}

    mailings = mailings_of(letter, on=today)
    count = sum(mailing.recipient is not None for mailing in mailings)
    words = Words(
        title=_("Write to the addressees by e-mail"),
        hint=_("Whoever still owes an answer gets the letter with a personal link, through which to answer."),
        button=ngettext("Send %(count)s message", "Send %(count)s messages", count) % {"count": count},
    )
    form = forms.Form(*sent(request))
    return take_step(request, letter, form, step=steps.MAIL, words=words, act=act, mailings=mailings)


@register_page
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk, may=can_assign)
    initial = {"instruction": letter.instruction, "assigned_to": letter.assigned_to_id}
    form = AssignForm(*sent(request), initial=initial, people=_people_of(letter))

    def act() -> str:
        services.assign(letter=letter, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        person = form.cleaned_data["assigned_to"]
        return _("The letter is with %(name)s.") % {"name": person.name} if person else _("The instruction was noted.")

    words = Words(title=_("Assign"), hint=_("Who works on it, and what the head said."), button=_("Assign the letter"))
    return take_step(request, letter, form, step=steps.ASSIGN, words=words, act=act)


def _people_of(letter: Letter) -> Any:
    """Who works in the letter's office today."""
    working = Mandate.objects.giving_rights(on=timezone.localdate()).filter(
        institution=letter.office_id, role__in=OFFICE_ROLES
    )
    return Person.objects.filter(pk__in=working.values("person")).order_by("sort_key", "pk")


@register_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    letter = handled_letter(request, pk)
    form = DayForm(*sent(request), initial={"on": timezone.localdate()}, label=_("Closed on"))

    def act() -> str:
        matter = services.close_matter(letter=letter, by=request.actor, on=form.cleaned_data["on"])
        return _("Matter %(number)s was closed.") % {"number": matter.number}

    words = Words(
        title=_("Close the matter"),
        hint=_("A later letter about it will open a new number. A closed matter is not opened again."),
        button=_("Close the matter"),
    )
    return take_step(request, letter, form, step=steps.CLOSE, words=words, act=act)


@register_page
def receipt(request: HttpRequest, pk: int, addressee_pk: int) -> HttpResponse:
    letter = handled_letter(request, pk)
    addressee = get_object_or_404(
        Addressee.objects.select_related("institution", "letter"), pk=addressee_pk, letter=letter
    )
    form = DayForm(*sent(request), initial={"on": addressee.received_on}, label=_("Received on"))

    def act() -> str:
        services.note_receipt(addressee=addressee, by=request.actor, on=form.cleaned_data["on"])
        return _("%(institution)s received it on %(day)s.") % {
            "institution": addressee.institution.label,
            "day": day(form.cleaned_data["on"]),
        }

    words = Words(
        title=_("Receipt by %(institution)s") % {"institution": addressee.institution.label},
        hint=_("Terms that count from receipt begin to run on that day."),
        button=_("Note the receipt"),
    )
    return take_step(request, letter, form, step=None, words=words, act=act)
