"""One's own calendar addresses: of all duties, and of each body one takes part in or serves."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sekretariat.domain.bodies.models import Body
from sekretariat.domain.followup.models import Feed
from sekretariat.domain.followup.queries import bodies_of
from sekretariat.domain.followup.services import close_feed, open_feed, renew_feed
from sekretariat.domain.followup.tokens import feed_token_of
from sekretariat.domain.obligations.rules import can_see_any
from sekretariat.ground.actors import Actor, Permission

from ..page import SIGNED_IN, page


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A calendar one has or may have: `body` is None for all one's duties, `feed` where there is no address yet."""

    body: Body | None
    feed: Feed | None

    @property
    def address(self) -> str:
        """Made from the nonce for its owner's eyes; kept nowhere."""
        if self.feed is None:
            return ""
        return settings.BASE_URL + reverse("calendars:feed", args=[feed_token_of(self.feed.nonce)])


@page(permission=SIGNED_IN)
def calendars(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor
    context = {
        "has_any": can_see_any(actor),
        "follows": actor.may_anywhere(Permission.OBLIGATIONS_FOLLOW),
        "calendars": _shown(actor, asked=request.GET.get("body", "")),
        "asked": request.GET.get("body", ""),
    }
    return render(request, "calendars/list.html", context)


def _shown(actor: Actor, *, asked: str) -> list[Shown]:
    """All one's duties first, then the bodies by name; the one whose page led here is among them."""
    if not can_see_any(actor):
        return []
    feeds = {feed.body_id: feed for feed in Feed.objects.visible_to(actor).standing().select_related("body")}
    bodies = {body.pk: body for body in bodies_of(actor, on=timezone.localdate())}
    bodies |= {feed.body_id: feed.body for feed in feeds.values() if feed.body}
    if asked.isdecimal() and int(asked) not in bodies:
        bodies |= {body.pk: body for body in Body.objects.visible_to(actor).filter(pk=asked)}
    by_name = sorted(bodies.values(), key=lambda body: (str(body.pk) != asked, body.sort_key, body.pk))
    return [Shown(body=body, feed=feeds.get(body.pk if body else None)) for body in [None, *by_name]]


@page(permission=SIGNED_IN, verbs=("POST",))
def open_(request: HttpRequest) -> HttpResponse:
    """An address for all one's duties, or for the body that was sent."""
    asked = request.POST.get("body", "")
    body = None
    if asked:
        visible = Body.objects.visible_to(request.actor)
        body = get_object_or_404(visible, pk=asked if asked.isdecimal() else 0)
    open_feed(body=body, by=request.actor, on=timezone.localdate())
    messages.success(request, _("The calendar has its address. Copy it into your calendar program."))
    return redirect(_back(body))


@page(permission=SIGNED_IN, verbs=("POST",))
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    feed = renew_feed(feed=_own(request, pk), by=request.actor, on=timezone.localdate())
    messages.success(request, _("The calendar has another address. The old one no longer opens."))
    return redirect(_back(feed.body))


@page(permission=SIGNED_IN, verbs=("POST",))
def close(request: HttpRequest, pk: int) -> HttpResponse:
    feed = close_feed(feed=_own(request, pk), by=request.actor, on=timezone.localdate())
    messages.success(request, _("The address was closed. Programs that subscribe to it get nothing any more."))
    return redirect(_back(feed.body))


def _own(request: HttpRequest, pk: int) -> Feed:
    return get_object_or_404(Feed.objects.visible_to(request.actor).select_related("body"), pk=pk)


def _back(body: Body | None) -> str:
    return reverse("calendars:list") + (f"?body={body.pk}" if body else "")
