"""The application as it is served, and beside it the emptiest page that its stack can give: session, user, rights.

What that page takes is the floor under every other one; nothing of it is part of the product.
"""

from sekretariat.config.wsgi import application  # first of all: it sets Django up

# isort: split
from django.http import HttpRequest, HttpResponse
from django.urls import path

from sekretariat.config import urls
from sekretariat.web.page import SIGNED_IN, page

__all__ = ["application"]

EMPTY = "/bench/empty/"
MARKER = "nothing here"


@page(permission=SIGNED_IN)
def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<!doctype html><title>{MARKER}</title>")


urls.urlpatterns.insert(0, path(EMPTY.removeprefix("/"), empty))
