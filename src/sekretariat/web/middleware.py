"""On every request: the language, who acts, and whether the page may be opened at all."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from sekretariat.domain.mandates.queries import actor_of_user
from sekretariat.ground.actors import Actor, Channel, Operation
from sekretariat.ground.errors import NotAllowed

from . import errors
from .page import Page

LANGUAGE_COOKIE = "language"


def language_asked(request: HttpRequest) -> str:
    """The language as a word of the address, where pages keep nothing in the browser; else the one of the request."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language()


class LanguageMiddleware:
    """The language chosen in this browser, else the user's own, else Albanian.

    What the browser asks for is not consulted: an Albanian office with English browsers is the usual case.
    """

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self.language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response

    def language_of(self, request: HttpRequest) -> str:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
        if chosen in dict(settings.LANGUAGES):
            return chosen
        return request.user.language if request.user.is_authenticated else settings.LANGUAGE_CODE


class ActorMiddleware:
    """`request.actor`, made when first asked for; the guard makes it at once for private pages."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(partial(actor_of, request))
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request. The public and a sign-in without a person behind it act too, without any right."""
    language = translation.get_language()
    actor = actor_of_user(request.user, language=language, channel=Channel.PAGE, on=timezone.localdate())
    return replace(actor, user_id=request.user.pk, language=language, operation=Operation())


class GuardMiddleware:
    """Opens only declared pages, private ones only to who is signed in, and lets no cache keep them."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "TRACE":
            return errors.method_not_allowed(request, ())
        response = self.get_response(request)
        page = getattr(getattr(request.resolver_match, "func", None), "page", None)
        if page is None or not page.is_public or "Cache-Control" not in response:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, view: Callable, _args: object, _kwargs: object) -> HttpResponse | None:
        page: Page | None = getattr(view, "page", None)
        if page is None:
            raise ImproperlyConfigured(f"The view of {request.resolver_match.route!r} is not declared with @page.")
        if page.is_public:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request, page)
        # From here on a plain value, so that services may copy and compare it.
        request.actor = actor_of(request)
        if not page.before_second_step and lacks_second_step(request):
            return redirect("mfa_activate_totp")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return errors.forbidden(request, exception)
        return None


def to_sign_in(request: HttpRequest, page: Page) -> HttpResponse:
    """Sign in, and back to where one wanted to go if that place can be opened by its address."""
    if request.htmx:
        return HttpResponseClientRedirect(redirect_to_login(request.htmx.current_url_abs_path or "/").url)
    return redirect_to_login(request.get_full_path() if page.answers("GET") else "/")


def lacks_second_step(request: HttpRequest) -> bool:
    if settings.SECOND_STEP != "required" or not request.actor.works_in_office:
        return False
    # A sign-in that went through the second step says so in the session, which saves the query.
    if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
        return False
    return not is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
