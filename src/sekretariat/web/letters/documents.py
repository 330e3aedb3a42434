"""What can be saved of a letter: its Word and PDF, many of them made in the background; its scan and enclosures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.letters.exporters import copies
from sekretariat.domain.letters.rules import can_register
from sekretariat.domain.letters.tasks import FORMS
from sekretariat.ground.errors import NotAllowed
from sekretariat.ground.jobs.services import start

from ..downloads import download, download_document
from ..page import SIGNED_IN, page
from .views import visible_letter
from .words import title_of


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def documents(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """`form` is docx or pdf. A GET gives the one document, or that of the addressee in `to`, or says how many there
    will be; a POST begins them.
    """
    letter = visible_letter(request.actor, pk)
    if not can_register(request.actor, letter):
        raise NotAllowed(_("Only the letter's own office takes its documents; addressees have the signed scan."))
    wanted = copies(letter)
    if request.method == "POST":
        job = start(what="letters.documents", by=request.actor, letter=letter.pk, form=form)
        return redirect("jobs:detail", pk=job.pk)
    for one in wanted:
        if one and str(one.pk) == request.GET.get("to"):
            return download_document(next(FORMS[form](letter, whom=one)))
    if len(wanted) == 1:
        return download_document(next(FORMS[form](letter)))
    context = {"letter": letter, "called": title_of(letter), "count": len(wanted), "form": form}
    return render(request, "letters/documents.html", context)


@page(permission=SIGNED_IN)
def file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """The scan or an enclosure: whoever sees the letter may have them."""
    letter = visible_letter(request.actor, pk)
    for one in [letter.scan, *(enclosure.file for enclosure in letter.enclosures.all())]:
        if one and one.pk == file_pk:
            return download(one)
    raise Http404
