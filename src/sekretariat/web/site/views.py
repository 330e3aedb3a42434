"""Pages about the site itself: language, help, health, and where to report a weakness."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from ..accounts.services import choose_language
from ..middleware import LANGUAGE_COOKIE
from ..page import PUBLIC, page
from .health import health

YEAR = datetime.timedelta(days=365)


@page(permission=PUBLIC)
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


@page(permission=PUBLIC, verbs=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in this browser, and for who is signed in also for mails, then go back."""
    back = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(back if allowed else "/")
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            choose_language(user=request.user, language=chosen, by=request.actor)
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


@page(permission=PUBLIC)
def healthz(_request: HttpRequest) -> JsonResponse:
    """For who watches over the server: figures, no names. 503 when the database or the storage is gone."""
    report = health(now=timezone.now())
    return JsonResponse(report, status=200 if report["healthy"] else 503)


@page(permission=PUBLIC)
def security_txt(_request: HttpRequest) -> HttpResponse:
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + YEAR / 2
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: sq, en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
