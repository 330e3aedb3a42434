"""The site with views beside it that fail in every way."""

import errno

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from sekretariat.config.urls import handler400, handler403, handler404, handler429, handler500
from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import NotAllowed
from sekretariat.web.page import PUBLIC, SIGNED_IN, page

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]

FAULTS = {
    "missing": Http404(),
    "forbidden": PermissionDenied(),
    "not-allowed": NotAllowed(_("no deadline")),
    "too-large": RequestDataTooBig("technical words"),
    "bug": ZeroDivisionError("technical words"),
    "database": OperationalError("could not connect to server at 10.0.0.1"),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "database-full": OperationalError("database or disk is full"),
}


@page(permission=PUBLIC)
def fail(request, fault):
    raise FAULTS[fault]


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def private(request):
    return HttpResponse(request.actor.name)


@page(permission=SIGNED_IN, verbs=("POST",))
def only_post(request):
    return HttpResponse("")


@page(permission=Permission.LETTERS_SEE)
def letters(request):
    return HttpResponse("letters")


@page(permission=PUBLIC)
def public_file(request):
    return HttpResponse("", headers={"Cache-Control": "public, max-age=60"})


@page(permission=SIGNED_IN)
def private_file(request):
    return HttpResponse("", headers={"Cache-Control": "public, max-age=60"})


def undeclared(request):
    return HttpResponse("")


urlpatterns = [
    path("fail/<fault>/", fail, name="fail"),
    path("private/", private, name="private"),
    path("only-post/", only_post, name="only_post"),
    path("letters-page/", letters, name="letters_page"),
    path("public-file/", public_file, name="public_file"),
    path("private-file/", private_file, name="private_file"),
    path("undeclared/", undeclared, name="undeclared"),
    path("", include("sekretariat.config.urls")),
]
