"""An office's settings and the Word template of its letters."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.letters.enums import Direction
from sekretariat.domain.letters.exporters import FIELDS, default_template, letter_docx
from sekretariat.domain.letters.importers import take_template
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.offices.models import Office
from sekretariat.domain.offices.services import edit_office, set_letter_template
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, Stale

from ..downloads import download, download_document
from ..editing import tell
from ..page import page
from .forms import SettingsForm, TemplateForm
from .here import Here, here_of


@page(permission=Permission.LETTERS_SEE, verbs=("GET", "POST"))
def settings(request: HttpRequest) -> HttpResponse:
    """What the administrator changes here, the officers read. A protocol clerk has the mail alone."""
    if request.method == "GET" and not _reads_settings(request.actor):
        return redirect("office:mail")
    here = here_of(request)
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=here.office)
    if request.method == "POST":
        here.refuse_unless_editor()
        if form.is_valid() and _saved(request, here, form):
            messages.success(request, _("The settings were saved."))
            return redirect(here.url("office:settings"))
    return render(request, "office/settings.html", {"here": here, "form": form})


def _reads_settings(actor: Actor) -> bool:
    return actor.may_anywhere(Permission.OFFICE_EDIT) or actor.may_anywhere(Permission.LETTERS_WRITE)


def _saved(request: HttpRequest, here: Here, form: SettingsForm) -> bool:
    changes = {name: form.cleaned_data[name] for name in form.Meta.fields}
    seen = form.cleaned_data["revision"]
    try:
        edit_office(office=here.office, seen=seen, by=request.actor, on=timezone.localdate(), **changes)
    except Stale as error:
        form.add_error(None, str(error))
        form.show_change(Office.objects.get(pk=here.office.pk))
    except DomainError as error:
        tell(form, error)
    return form.is_valid()


@page(permission=Permission.LETTERS_SEE, verbs=("GET", "POST"))
def template(request: HttpRequest) -> HttpResponse:
    """Which template the letters are made from; another one is uploaded, or the usual one taken back."""
    here = here_of(request)
    form = TemplateForm(None)
    if request.method == "POST":
        here.refuse_unless_editor()
        if "default" in request.POST:
            set_letter_template(office=here.office, template=None, by=request.actor, on=timezone.localdate())
            messages.success(request, _("The letters are made from the usual template again."))
            return redirect(here.url("office:template"))
        form = TemplateForm(request.POST, request.FILES)
        if form.is_valid() and _taken(request, here, form):
            messages.success(request, _("The letters are made from this template from now on."))
            return redirect(here.url("office:template"))
    context = {
        "here": here,
        "form": form,
        "fields": FIELDS,
        "usual": len(default_template().body),
        "newest": _letters(request, here).first(),
    }
    return render(request, "office/template.html", context)


def _taken(request: HttpRequest, here: Here, form: TemplateForm) -> bool:
    upload = form.cleaned_data["template"]
    try:
        take_template(
            office=here.office, data=upload.read(), name=upload.name, by=request.actor, on=timezone.localdate()
        )
    except DomainError as error:
        tell(form, error, otherwise="template")
    return form.is_valid()


@page(permission=Permission.LETTERS_SEE)
def template_file(request: HttpRequest) -> HttpResponse:
    """The template in use, to be changed in Word."""
    own = here_of(request).office.letter_template
    return download(own) if own else download_document(default_template())


@page(permission=Permission.LETTERS_SEE)
def usual_template(request: HttpRequest) -> HttpResponse:
    """The template that comes along, also where the office has its own."""
    here_of(request)  # refuses whom the office's pages are not for
    return download_document(default_template())


@page(permission=Permission.LETTERS_SEE)
def preview(request: HttpRequest) -> HttpResponse:
    """The office's newest letter in Word, as the template in use makes it."""
    letter = with_parts_of_letter(_letters(request, here_of(request))).first()
    if letter is None:
        raise Http404
    return download_document(next(iter(letter_docx(letter))))


def _letters(request: HttpRequest, here: Here):
    """The letters that the template makes, the newest first."""
    written = Letter.objects.visible_to(request.actor).filter(office=here.office)
    return written.exclude(direction=Direction.INCOMING).order_by("-pk")
