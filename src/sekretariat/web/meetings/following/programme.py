"""The meetings of a year, body by body: on a page and as a Word document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from sekretariat.domain.meetings.exporters.programme import programme_docx
from sekretariat.domain.meetings.queries.keeping import rules_to_warn_of
from sekretariat.domain.meetings.queries.programme import bodies_of_meetings, programme_of, years_of_meetings
from sekretariat.domain.plans.enums import PaperLanguage
from sekretariat.ground.actors import Permission

from ...downloads import download_document
from ...page import SIGNED_IN, page
from .followingforms import ProgrammeFilter


@page(permission=SIGNED_IN)
def show(request: HttpRequest) -> HttpResponse:
    form = _filter(request)
    year, body = form.chosen
    context = {
        "form": form,
        "year": year,
        "programme": programme_of(request.actor, year=year, body_id=body),
        "warned": rules_to_warn_of(request.actor, on=timezone.localdate()),
        "may_plan": request.actor.may_anywhere(Permission.MEETINGS_KEEP),
        "paper_languages": PaperLanguage.choices,
        "query": {"year": year} | ({"body": body} if body else {}),
    }
    return render(request, "meetings/programme.html", context)


@page(permission=SIGNED_IN)
def file(request: HttpRequest) -> HttpResponse:
    year, body = _filter(request).chosen
    asked = request.GET.get("language")
    language = PaperLanguage(asked if asked in PaperLanguage.values else get_language())
    programme = programme_of(request.actor, year=year, body_id=body)
    return download_document(programme_docx(programme, year=year, language=language, created=timezone.localtime()))


def _filter(request: HttpRequest) -> ProgrammeFilter:
    return ProgrammeFilter(
        request.GET,
        bodies=bodies_of_meetings(request.actor),
        years=years_of_meetings(request.actor),
        today_year=timezone.localdate().year,
    )
