"""The papers of a meeting: the list, adding and taking off, and each as the reader may have it."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sekretariat.domain.letters.exporters import Document, letter_docx
from sekretariat.domain.letters.models import Letter
from sekretariat.domain.letters.queries import with_parts_of_letter
from sekretariat.domain.meetings.enums import MADE_FROM_ROWS, MeetingState, PaperKind
from sekretariat.domain.meetings.exporters.agenda_paper import agenda_document
from sekretariat.domain.meetings.exporters.attendance_list import attendance_document
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.reading import papers_of
from sekretariat.domain.meetings.rules import can_keep_meeting, can_see_restricted
from sekretariat.domain.meetings.services import add_paper, remove_paper
from sekretariat.domain.plans.models import Edition
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, NotAllowed
from sekretariat.ground.files.enums import AccessLevel
from sekretariat.ground.files.models import File
from sekretariat.ground.files.services import take_upload

from ...downloads import download, download_document
from ...duties.kept import kept_files, note_of
from ...editing import tell
from ...page import SIGNED_IN, page
from ...routes import route_names
from ..places import kept_meeting, visible_meeting
from ..tabs import tabs_of
from .items import done_page
from .paperforms import PaperForm

HERE = "meetings:papers"


@page(permission=SIGNED_IN)
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    may_add = can_keep_meeting(request.actor, meeting) and meeting.state != MeetingState.CANCELLED
    return _page(request, meeting, PaperForm(meeting=meeting, actor=request.actor) if may_add else None)


def _page(request: HttpRequest, meeting: Meeting, form: PaperForm | None, kept: File | None = None) -> HttpResponse:
    context = {
        "meeting": meeting,
        "meeting_tabs": tabs_of(meeting, request.actor),
        "here_tab": HERE,
        "papers": papers_of(meeting, request.actor),
        "may_keep": can_keep_meeting(request.actor, meeting),
        "form": form,
        "kept": kept,
        "note": note_of([kept], by=request.actor) if kept else "",
        "has_folder": "meetings:folder" in route_names(),
    }
    return render(request, "meetings/papers.html", context)


@done_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A file is kept even where the form has faults, so that it is chosen once."""
    meeting = kept_meeting(request, pk)
    today = timezone.localdate()
    form = PaperForm(request.POST, request.FILES, meeting=meeting, actor=request.actor)
    file = _kept_file(request, form, today)
    if form.is_valid() and (said := form.said(file=file)):
        try:
            paper = add_paper(meeting=meeting, said=said, by=request.actor, on=today)
        except NotAllowed:
            raise
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("“%(title)s” is among the papers.") % {"title": paper.title_sq})
            return redirect("meetings:papers", pk=pk)
    return _page(request, meeting, form, file)


def _kept_file(request: HttpRequest, form: PaperForm, on: datetime.date) -> File | None:
    """The file sent now, or the one that was kept before."""
    form.is_valid()
    access = AccessLevel(form.cleaned_data.get("access") or AccessLevel.INTERNAL)
    try:
        if upload := request.FILES.get("file"):
            return take_upload(stream=upload, name=upload.name, by=request.actor, on=on, access=access)
        return next(iter(kept_files(request.POST, by=request.actor)), None)
    except DomainError as error:
        form.add_error("file", str(error))
        return None


@done_page
def remove(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    paper = get_object_or_404(meeting.papers.select_related("meeting"), pk=paper_pk)
    try:
        remove_paper(paper=paper, by=request.actor, on=timezone.localdate())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("“%(title)s” was taken off the papers.") % {"title": paper.title_sq})
    return redirect("meetings:papers", pk=pk)


@page(permission=SIGNED_IN)
def paper(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """The paper itself. One that the reader may not have is not there for them."""
    meeting = visible_meeting(request, pk)
    row = next((one for one in papers_of(meeting, request.actor) if one.pk == paper_pk), None)
    if row is None:
        raise Http404
    if row.file is not None:
        return download(row.file)
    if row.letter is not None:
        return _letter(request, row.letter)
    if row.edition is not None:
        return _edition(request, row.edition)
    if row.kind in MADE_FROM_ROWS:
        return download_document(_made(meeting, row.kind, request.actor))
    raise Http404


def _made(meeting: Meeting, kind: str, actor: Actor) -> Document:
    """The agenda or the attendance list as it stands now, in the reader's language."""
    form, language, now = "docx", get_language() or "sq", timezone.now()
    if kind == PaperKind.ATTENDANCE_LIST:
        return attendance_document(meeting, form=form, language=language, created=now)
    is_public = not can_see_restricted(actor, meeting, meeting.attendances.all())
    return agenda_document(meeting, form=form, language=language, is_public=is_public, created=now)


def _letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Its page for whoever sees it there; for other guests of the meeting the scan, or its document."""
    if Letter.objects.visible_to(request.actor).filter(pk=letter.pk).exists():
        return redirect("letters:detail", pk=letter.pk)
    if letter.scan is not None:
        return download(letter.scan)
    if letter.on is None or letter.sender_id is not None:
        raise Http404  # a draft, or a letter of others that came without a scan
    return download_document(next(letter_docx(with_parts_of_letter(Letter.objects.all()).get(pk=letter.pk))))


def _edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    if Edition.objects.visible_to(request.actor).filter(pk=edition.pk).exists():
        return redirect("plans:edition", pk=edition.pk)
    made = {one.language: one.file for one in edition.papers.filter(format="pdf").select_related("file")}
    for language in (get_language(), "both", "sq", "en"):
        if language in made:
            return download(made[language])
    raise Http404
