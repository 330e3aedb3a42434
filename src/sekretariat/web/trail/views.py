"""The audit trail for those who may read it: of one row, of one person, of one day."""

import datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.continuity.trail import readable_by
from sekretariat.domain.institutions.models import Person
from sekretariat.ground.actors import Permission
from sekretariat.ground.audit.models import Event
from sekretariat.ground.audit.queries import day_after, day_before, of_day, of_period
from sekretariat.ground.audit.seals import sealed_day
from sekretariat.ground.errors import NotAllowed

from ..page import page
from .deeds import counts_by_kind, deeds_of, doers_of, of_kind, shares_of
from .forms import DoneFilter, TrailDay
from .sentences import tell
from .subjects import SUBJECTS, history_of

ROWS_A_PAGE = 50


@page(permission=Permission.AUDIT_SEE)
def row(request: HttpRequest, type: str, key: int) -> HttpResponse:  # noqa: A002 - the word of the address
    """The history of one row: who did what with it, when, and by which mandate."""
    if (subject := SUBJECTS.get(type)) is None:
        raise Http404
    found = get_object_or_404(subject.visible_to(request.actor), pk=key)
    if not subject.may_be_read(found, request.actor):
        raise NotAllowed(_("The history is read by those who work in the office it belongs to."))
    events = Paginator(history_of(type, key), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": events,
        "told": tell(events),
        "name": str(found),
        "kind": found._meta.model_name,
        "row": found,
        "address_of_row": subject.address(found),
    }
    return render(request, "trail/row.html", context)


@page(permission=Permission.AUDIT_SEE)
def person(request: HttpRequest, key: int) -> HttpResponse:
    """Everything that one person did in the reader's offices."""
    found = get_object_or_404(Person.objects.visible_to(request.actor), pk=key)
    form = DoneFilter(request.GET)
    form.is_valid()
    done = readable_by(request.actor).filter(person_id=found.pk)
    wanted = of_kind(_within(done, form), form.cleaned_data.get("kind", ""))
    number = request.GET.get("page")
    listed, deeds = deeds_of(wanted, actor=request.actor, number=number, newest_first=True)
    context = {"person": found, "form": form, "page": listed, "deeds": deeds, "shares": shares_of(wanted)}
    return render(request, "trail/person.html", context)


def _within(events: QuerySet[Event], form: DoneFilter) -> QuerySet[Event]:
    return of_period(events, first=form.cleaned_data.get("since"), last=form.cleaned_data.get("until"))


@page(permission=Permission.AUDIT_SEE)
def day(request: HttpRequest) -> HttpResponse:
    """Everything that was done in the reader's offices on a day, in its order."""
    form = TrailDay(request.GET)
    form.is_valid()
    today = timezone.localdate()
    on: datetime.date = form.cleaned_data.get("on") or today
    readable = readable_by(request.actor)
    done = of_day(readable, on)
    kind = request.GET.get("kind", "")
    number = request.GET.get("page")
    listed, deeds = deeds_of(of_kind(done, kind), actor=request.actor, number=number, newest_first=False)
    context = {
        "form": form,
        "on": on,
        "is_over": on < today,
        "kind": kind,
        "kinds": counts_by_kind(done),
        "doers": doers_of(done),
        "page": listed,
        "deeds": deeds,
        "before": day_before(readable, on),
        "after": day_after(readable, on),
        "sealed": sealed_day(on),
    }
    return render(request, "trail/day.html", context)
