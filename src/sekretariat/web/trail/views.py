"""The history of one row: who did what with it, when, and by which mandate."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sekretariat.ground.actors import Permission
from sekretariat.ground.errors import NotAllowed

from ..page import page
from .sentences import tell
from .subjects import SUBJECTS, history_of

ROWS_A_PAGE = 50


@page(permission=Permission.AUDIT_SEE)
def row(request: HttpRequest, type: str, key: int) -> HttpResponse:  # noqa: A002 - the word of the address
    if (subject := SUBJECTS.get(type)) is None:
        raise Http404
    found = get_object_or_404(subject.visible_to(request.actor), pk=key)
    if not subject.may_be_read(found, request.actor):
        raise NotAllowed(_("The history is read by those who work in the office it belongs to."))
    events = Paginator(history_of(type, key, actor=request.actor), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": events,
        "told": tell(events),
        "name": str(found),
        "kind": found._meta.model_name,
        "address_of_row": subject.address(found),
    }
    return render(request, "trail/row.html", context)
