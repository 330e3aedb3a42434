"""The mechanisms: the tree of bodies, and one body with its basis, members, network, duties and letters."""

import datetime

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from sekretariat.domain.bodies.models import Body, BodyQuerySet, LegalBasis
from sekretariat.domain.bodies.queries import bodies_served_by, tree_of
from sekretariat.domain.bodies.rules import can_edit_body
from sekretariat.domain.obligations.enums import Shown
from sekretariat.domain.obligations.rules import can_see_any
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.words import fold

from ..duties.forms import DayForm
from ..duties.lists import duty_list
from ..page import SIGNED_IN, page
from ..routes import route_names
from .forms import BodyFilter
from .reading import BodyReading

ROWS_A_PAGE = 50


@page(permission=SIGNED_IN)
def body_list(request: HttpRequest) -> HttpResponse:
    """The bodies in force on a day, each after the one it stands under."""
    form = BodyFilter(request.GET)
    on = _day(form)
    rows = tree_of(_filtered(Body.objects.visible_to(request.actor).in_force(on=on), form), on=on)
    context = {
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "on": on,
        "today": timezone.localdate(),
        "served": _served_by(request.actor, on=on),
        "may_keep": request.actor.may_anywhere(Permission.BODIES_EDIT),
    }
    return render(request, "bodies/list.html", context)


def _day(form: DayForm) -> datetime.date:
    return form.day()


def _filtered(bodies: BodyQuerySet, form: BodyFilter) -> BodyQuerySet:
    wanted = form.cleaned_data
    if wanted.get("words"):
        bodies = bodies.filter(folded__contains=fold(wanted["words"]))
    if wanted.get("kind"):
        bodies = bodies.filter(kind=wanted["kind"])
    return bodies


def _served_by(actor: Actor, *, on: datetime.date) -> list[Body]:
    """The bodies whose technical secretariat the actor's offices are."""
    offices = actor.institutions(Permission.LETTERS_SEE)
    return [body for office in sorted(offices) for body in bodies_served_by(office, on=on)]


@page(permission=SIGNED_IN)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    bases = LegalBasis.objects.select_related("act__issuer").order_by("act__year", "act__number")
    visible = Body.objects.visible_to(request.actor).select_related("parent")
    body = get_object_or_404(visible.prefetch_related(Prefetch("bases", bases)), pk=pk)
    form = DayForm(request.GET)
    shown = BodyReading(body, actor=request.actor, on=_day(form))
    part = shown.part(request.GET.get("part"))
    context = {
        "body": body,
        "form": form,
        "shown": shown,
        "part": part,
        "today": timezone.localdate(),
        "sees_addresses": request.actor.may_anywhere(Permission.DIRECTORY_SEE),
        "may_edit": can_edit_body(request.actor, shown.keepers(timezone.localdate())),
        "has_calendar": can_see_any(request.actor),
        "sees_history": request.actor.may_anywhere(Permission.AUDIT_SEE),
    }
    if part == "duties":
        context["duties"] = _duties(request, shown)
    elif part == "letters":
        newest = shown.letters.select_related("sender").order_by("-on", "-number", "-fraction", "-pk")
        context["letters"] = Paginator(newest, ROWS_A_PAGE).get_page(request.GET.get("page"))
    elif part == "meetings":
        context |= _meetings(request, shown)
    return render(request, "bodies/detail.html", context)


@page(permission=SIGNED_IN)
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of members of a day, to be printed."""
    body = get_object_or_404(Body.objects.visible_to(request.actor), pk=pk)
    form = DayForm(request.GET)
    shown = BodyReading(body, actor=request.actor, on=_day(form))
    return render(request, "bodies/members.html", {"body": body, "form": form, "shown": shown})


def _meetings(request: HttpRequest, shown: BodyReading) -> dict[str, object]:
    """The newest first, with what may be done about them from here."""
    newest = shown.meetings.select_related("body", "record").order_by("-on", "-pk")
    plans = shown.actor.may_anywhere(Permission.MEETINGS_KEEP)
    wanted = (("meetings:new", plans), ("meetings:rules", True))
    return {
        "meetings": Paginator(newest, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "meeting_routes": [route for route, may in wanted if may and route in route_names()],
    }


def _duties(request: HttpRequest, shown: BodyReading) -> object:
    return duty_list(
        shown.duties,
        part=Shown.ALL,
        sort=request.GET.get("sort", ""),
        page=request.GET.get("page"),
        actor=shown.actor,
        on=shown.on,
    )
