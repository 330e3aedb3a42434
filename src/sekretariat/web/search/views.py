"""Finding a word in everything one may see."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.search.queries import Found, Hit
from sekretariat.ground.search.queries import find as find_entries
from sekretariat.ground.search.scopes import scopes_of

from ..page import SIGNED_IN, page
from .links import KINDS, link_of

PER_PAGE = 20
LONGEST_QUESTION = 200


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A hit as the page shows it."""

    hit: Hit
    href: str
    kind: str | Promise


@page(permission=SIGNED_IN)
def find(request: HttpRequest) -> HttpResponse:
    """Best hits first, of all kinds or of one (`?kind=`)."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else None
    number = _page_number(request.GET.get("page", ""))
    found = find_entries(
        asked,
        scopes=scopes_of(request.actor),
        kinds=[kind] if kind else list(KINDS),
        limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
    )
    context = {
        "asked": asked,
        "kind": kind,
        "kinds": [("", _("Everything")), *((name, label) for name, (_route, label) in KINDS.items())],
        "total": found.total,
        "hits": [Shown(hit=hit, href=link_of(hit), kind=KINDS[hit.kind][1]) for hit in found.hits],
        "page": _pages(found).get_page(number),
    }
    return render(request, "search/find.html", context)


def _page_number(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < int(text) < 1000 else 1


def _pages(found: Found) -> Paginator:
    """Pages over the count alone: the hits of this page are fetched already."""
    return Paginator(range(found.total), PER_PAGE)
