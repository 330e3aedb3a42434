"""The style guide: every component in its states, for who builds pages and for the browser tests."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..page import PUBLIC, page
from .forms import GridRow, SampleFilter, SampleForm

LONG = "Për caktimin e koordinatorit për Partneritetin e Qeverisjes së Hapur dhe të zëvendësit të tij " * 4
FAULTY = {"subject": "", "on": "31.02.2018", "institution": "Ministria e Diellit", "addressees": "MFE\nAKSHI"}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A row with a name in two languages, one of them missing."""

    name_sq: str = ""
    name_en: str = ""


@page(permission=PUBLIC)
def guide(request: HttpRequest) -> HttpResponse:
    """Open to all in development, elsewhere to who is signed in."""
    if not (settings.DEBUG or request.user.is_authenticated):
        raise Http404
    context = {
        "empty_form": SampleForm(prefix="empty"),
        "faulty_form": SampleForm({f"faulty-{name}": value for name, value in FAULTY.items()}, prefix="faulty"),
        "filter_form": SampleFilter(request.GET),
        "grid": [(name, GridRow(prefix=name)) for name in ("MFE", "AKSHI", "MB")],
        "numbers": Paginator(range(5000), 50).get_page(request.GET.get("page")),
        "day": datetime.date(2018, 6, 4),
        "moment": datetime.datetime(2018, 6, 11, 7, 5, tzinfo=datetime.UTC),
        "only_albanian": Pair(name_sq="Njësia e Prokurimit"),
        "only_english": Pair(name_en="Delivery Unit"),
        "long": LONG,
    }
    return render(request, "style/guide.html", context)
