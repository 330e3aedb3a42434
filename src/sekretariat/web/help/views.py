"""The manual in the product: the reader's own, and the others beside it."""

from collections.abc import Callable
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from sekretariat.ground.actors import Permission

from ..middleware import language_asked
from ..page import PUBLIC, page
from ..routes import all_routes
from .manuals import NAMES, read_manual
from .sections import manuals_of


@page(permission=PUBLIC)
def own(request: HttpRequest) -> HttpResponse:
    return _shown(request, manuals_of(request.actor)[0])


@page(permission=PUBLIC)
def manual(request: HttpRequest, name: str) -> HttpResponse:
    if name not in NAMES:
        raise Http404
    return _shown(request, name)


def _shown(request: HttpRequest, name: str) -> HttpResponse:
    """In the reader's language; who comes from a personal link brings its language in the address."""
    language = language_asked(request)
    mine = manuals_of(request.actor)
    others = sorted((other for other in NAMES if other != name), key=lambda other: other not in mine)
    with translation.override(language):
        shown = read_manual(name, language)
        context = {
            "manual": shown,
            "text": shown.for_reader(_opener(request)),
            "others": [read_manual(other, language) for other in others],
        }
        response = render(request, "help/manual.html", context)
    response.headers["Content-Language"] = language
    return response


def _opener(request: HttpRequest) -> Callable[[str], bool]:
    """Whether a page is offered to the reader. Who is not signed in is offered all: they lead to signing in."""
    signed_in = request.user.is_authenticated

    def may_open(route: str) -> bool:
        needed = permission_of(route)
        return not signed_in or not isinstance(needed, Permission) or request.actor.may_anywhere(needed)

    return may_open


@cache
def _permissions() -> dict[str, object]:
    return {route.name: route.page.permission for route in all_routes() if route.page}


def permission_of(route: str) -> object:
    return _permissions()[route]
