"""Letters that came in on paper or by e-mail: entered in the register in one form."""

import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.letters.errors import NumberTaken
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.services import register_incoming
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload

from ..duties.kept import kept_files, note_of
from ..editing import tell
from ..jinja import day
from ..page import page
from .forms import IncomingForm, institution_names
from .handling import sent
from .writing import offices_of


@page(permission=Permission.LETTERS_REGISTER, verbs=("GET", "POST"))
def incoming(request: HttpRequest) -> HttpResponse:
    """Enter a letter that came in. Its scan is kept even where the form has faults, so that it is chosen once."""
    today = timezone.localdate()
    form = IncomingForm(
        *sent(request),
        initial={"received_on": today, "on": today},
        offices=offices_of(request.actor, Permission.LETTERS_REGISTER),
        names=institution_names(today),
        letters=Letter.objects.visible_to(request.actor),
    )
    scan, is_double = None, False
    if request.method == "POST":
        scan = _kept_scan(request, form, today)
        letter, is_double = _registered(request, form, scan)
        if letter:
            messages.success(request, _said(letter))
            return redirect("letters:detail", pk=letter.pk)
    note = note_of([scan], by=request.actor) if scan else ""
    context = {"form": form, "scan": scan, "note": note, "is_double": is_double}
    return render(request, "letters/incoming.html", context)


def _kept_scan(request: HttpRequest, form: IncomingForm, on: datetime.date) -> File | None:
    """The scan sent now, or the one that was kept before."""
    form.is_valid()
    try:
        if upload := request.FILES.get("file"):
            return take_upload(stream=upload, name=upload.name, by=request.actor, on=on)
        return next(iter(kept_files(request.POST, by=request.actor)), None)
    except DomainError as error:
        form.add_error("file", str(error))
        return None


def _registered(request: HttpRequest, form: IncomingForm, scan: File | None) -> tuple[Letter | None, bool]:
    """The letter, or None and whether its number stands in the book already."""
    if not form.is_valid():
        return None, False
    try:
        given = form.incoming(scan=scan)
        on = form.cleaned_data["on"]
        return register_incoming(office=form.office, incoming=given, by=request.actor, on=on), False
    except NotAllowed:
        raise
    except DomainError as error:
        tell(form, error)
        return None, isinstance(error, NumberTaken)


def _said(letter: Letter) -> str:
    return _("The letter of %(sender)s was registered as no. %(number)s, %(day)s.") % {
        "sender": letter.sender.label if letter.sender else "",
        "number": letter.number_label,
        "day": day(letter.on),
    }
