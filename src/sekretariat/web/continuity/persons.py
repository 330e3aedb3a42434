"""The data of a person: handed out on request, and taken off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.continuity.exporters.person import person_json
from sekretariat.domain.continuity.services import erase_person
from sekretariat.domain.institutions.models import Person
from sekretariat.domain.mandates.models import Mandate
from sekretariat.ground.actors import Permission
from sekretariat.ground.audit.models import Event
from sekretariat.ground.errors import DomainError

from ..downloads import download_document
from ..editing import tell
from ..jinja import moment
from ..page import page
from ..trail.sentences import tell as tell_events
from .forms import EraseForm


def _visible(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor).select_related("user"), pk=pk)


@page(permission=Permission.PERSONS_ERASE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the person, in short; the whole of it is a download."""
    known = _visible(request, pk)
    mandates = (
        Mandate.objects.filter(person=known).select_related("institution", "post", "body").order_by("-valid_from")
    )
    context = {
        "person": known,
        "mandates": mandates,
        "acts": any(not mandate.is_stopped for mandate in mandates.in_force(on=timezone.localdate())),
        "is_own": known.pk == request.actor.person_id,
    }
    return render(request, "continuity/person.html", context)


@page(permission=Permission.PERSONS_ERASE)
def data(request: HttpRequest, pk: int) -> HttpResponse:
    known = _visible(request, pk)
    events = Event.objects.filter(person_id=known.pk).order_by("pk")
    history = [{"at": moment(told.event.recorded_at), "what": told.sentence} for told in tell_events(events)]
    return download_document(person_json(known, history=history, created=timezone.now()))


@page(permission=Permission.PERSONS_ERASE, verbs=("GET", "POST"))
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """What cannot be taken back is asked on a page of its own."""
    known = _visible(request, pk)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            erased = erase_person(person=known, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(
                request, _("The data were erased. What was done stands under “%(name)s”.") % {"name": erased.name}
            )
            return redirect("continuity:person", pk=pk)
    return render(request, "continuity/erase.html", {"person": known, "form": form})
