"""Work in the background: how far it is, what came of it. Only who started it sees it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.files.models import File
from sekretariat.ground.jobs.models import Job

from ..downloads import download
from ..page import SIGNED_IN, page

# The name a job is registered under -> what its page is called.
TITLES: dict[str, str | Promise] = {
    "letters.documents": _("Letters as documents"),
    "meetings.folder": _("The folder of a meeting as PDF"),
    "plans.paper": _("A plan as a document"),
    "plans.papers": _("The papers of an edition"),
}


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.actor), pk=pk)
    template = "jobs/_state.html" if request.htmx else "jobs/detail.html"
    response = render(request, template, {"job": job, "title": TITLES[job.what], "file": _file_of(job)})
    patch_vary_headers(response, ["HX-Request"])
    return response


@page(permission=SIGNED_IN)
def result(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Job.objects.visible_to(request.actor), pk=pk)
    file = _file_of(job)
    if file is None:
        raise Http404
    return download(file)


def _file_of(job: Job) -> File | None:
    """The file a finished job left, where it leaves one."""
    key = (job.result or {}).get("file")
    return File.objects.filter(pk=key).first() if key else None
