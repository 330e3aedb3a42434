"""Planning a meeting on pages, correcting it, calling it off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.meetings.models import Meeting
from sekretariat.domain.meetings.queries.reading import bodies_to_call
from sekretariat.domain.meetings.rules import can_add_meeting
from sekretariat.domain.meetings.services import cancel_meeting, edit_meeting, plan_meeting
from sekretariat.domain.offices.models import Office
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.errors import DomainError, Stale

from ...editing import tell
from ...letters.writing import offices_of
from ...page import page
from ..places import kept_meeting, page_of_meeting
from .forms import CancelForm, MeetingForm, NewMeetingForm

keeper_page = page(permission=Permission.MEETINGS_KEEP, verbs=("GET", "POST"))
Trail = list[tuple[str, Any]]


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def trail_of(meeting: Meeting | None = None) -> Trail:
    trail: Trail = [(reverse("meetings:list"), _("Meetings"))]
    if meeting is not None:
        trail.append((page_of_meeting(meeting), f"{meeting.body.label}, {meeting.number_label}"))
    return trail


@keeper_page
def new(request: HttpRequest) -> HttpResponse:
    served = _served(request.actor)
    form = NewMeetingForm(sent(request), served=served, initial=_chosen(request, served))
    if form.is_valid():
        try:
            meeting = plan_meeting(**form.values, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error, otherwise={"on": "day"}.get(error.field or ""))
        else:
            words = {"number": meeting.number_label, "body": meeting.body.label}
            messages.success(request, _("Meeting %(number)s of %(body)s is planned. Now its agenda.") % words)
            return redirect(page_of_meeting(meeting))
    has_body = any(bodies for _office, bodies in served)
    return render(request, "meetings/new.html", {"form": form, "trail": trail_of(), "has_body": has_body})


def _served(actor: Actor) -> list[tuple[Office, list[Body]]]:
    """The offices in which the actor calls meetings, each with the bodies of which."""
    today = timezone.localdate()
    return [
        (
            office,
            [
                body
                for body in bodies_to_call(office.pk, on=today)
                if can_add_meeting(actor, office_id=office.pk, body_id=body.pk)
            ],
        )
        for office in offices_of(actor, Permission.MEETINGS_KEEP)
    ]


def _chosen(request: HttpRequest, served: list[tuple[Office, list[Body]]]) -> dict[str, str]:
    """The body that the address names, such as where one comes from its page."""
    named = request.GET.get("body", "")
    keys = [f"{office.pk}-{body.pk}" for office, bodies in served for body in bodies if str(body.pk) == named]
    return {"body": keys[0]} if keys else {}


@keeper_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = kept_meeting(request, pk)
    form = MeetingForm.over(meeting, sent(request))
    if form.is_valid():
        try:
            edit_meeting(meeting=meeting, said=form.said(), seen=form.seen, by=request.actor, on=timezone.localdate())
        except Stale as stale:
            form.show_theirs(meeting, stale)
        except DomainError as error:
            tell(form, error, otherwise={"on": "day"}.get(error.field or ""))
        else:
            messages.success(request, _("The meeting was corrected."))
            return redirect(page_of_meeting(meeting))
    context = {"form": form, "meeting": meeting, "trail": trail_of(meeting), "back": page_of_meeting(meeting)}
    return render(request, "meetings/edit.html", context)


@keeper_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It keeps its number and says why."""
    meeting = kept_meeting(request, pk)
    form = CancelForm(sent(request))
    if form.is_valid():
        try:
            cancel_meeting(meeting=meeting, **form.cleaned_data, by=request.actor, on=timezone.localdate())
        except DomainError as error:
            tell(form, error)
        else:
            messages.success(request, _("Meeting %(number)s is cancelled.") % {"number": meeting.number_label})
            return redirect(page_of_meeting(meeting))
    context = {"form": form, "meeting": meeting, "trail": trail_of(meeting), "back": page_of_meeting(meeting)}
    return render(request, "meetings/cancel.html", context)
