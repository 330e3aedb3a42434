"""Answering an invitation: by the link in the mail, without an account; or signed in, for oneself or by telephone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sekretariat.domain.followup.errors import LinkRefused, LinkUnknown
from sekretariat.domain.meetings.models import Attendance, Invitation
from sekretariat.domain.meetings.queries.inviting import open_invitation
from sekretariat.domain.meetings.rules import can_answer_invitation
from sekretariat.domain.meetings.services import reply_to_invitation
from sekretariat.ground.actors import Actor
from sekretariat.ground.errors import DomainError, NotAllowed

from ...editing import tell
from ...links.telling import narrow_page, told_to_nobody
from ...middleware import language_asked
from ...page import PUBLIC, SIGNED_IN, page
from ..places import visible_meeting
from .forms import ReplyForm

ROUTE = "meetings:answer"
ENDED = 410


# As with personal links: whoever can send this form holds the token, which is all that a forger would lack.
@csrf_exempt
@page(permission=PUBLIC, verbs=("GET", "POST"))
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Reading changes nothing, not even a cookie: mail scanners open links before people do."""
    language = language_asked(request)
    with translation.override(language):
        try:
            invitation, actor = open_invitation(token, language=language, now=timezone.now())
        except LinkRefused as refused:
            status = 404 if isinstance(refused, LinkUnknown) else ENDED
            context: dict[str, object] = {"reason": str(refused)}
            response = narrow_page(request, "meetings/answer_refused.html", context, route=ROUTE, status=status)
        else:
            response = _answered(request, invitation, actor)
    return told_to_nobody(response, language=language)


def _answered(request: HttpRequest, invitation: Invitation, actor: Actor) -> HttpResponse:
    place = invitation.attendance
    form = ReplyForm.of(place, request.POST if request.method == "POST" else None)
    if _take(form, place, by=actor, invitation=invitation):
        return redirect(request.get_full_path())
    items = place.meeting.items.filter(is_restricted=False).order_by("position", "pk")
    context = {"place": place, "meeting": place.meeting, "form": form, "items": items}
    return narrow_page(request, "meetings/answer.html", context, route=ROUTE)


def _take(form: ReplyForm, place: Attendance, *, by: Actor, invitation: Invitation | None = None) -> bool:
    if not form.is_valid():
        return False
    try:
        reply_to_invitation(attendance=place, said=form.said(), by=by, on=timezone.localdate(), invitation=invitation)
    except NotAllowed:
        raise
    except DomainError as error:
        tell(form, error)
        return False
    return True


@page(permission=SIGNED_IN, verbs=("GET", "POST"))
def reply(request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
    """The same answer by whoever is signed in: one's own, one's institution's, or what the office was told."""
    meeting = visible_meeting(request, pk)
    place = get_object_or_404(meeting.attendances.filter(is_invited=True), pk=place_pk)
    place.meeting = meeting
    if not can_answer_invitation(request.actor, place):
        raise NotAllowed(_("This invitation is answered by whoever got it, or by their institution."))
    form = ReplyForm.of(place, request.POST if request.method == "POST" else None)
    if _take(form, place, by=request.actor):
        messages.success(request, _("The answer of %(who)s was recorded.") % {"who": place})
        return redirect(reverse("meetings:people", args=[pk]))
    return render(request, "meetings/reply.html", {"meeting": meeting, "place": place, "form": form})
