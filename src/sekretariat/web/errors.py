"""Pages for what went wrong: what happened and what to do, in both languages, without database or session."""

import errno
import sys
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """`happened` is said unless the cause brings a sentence of its own."""

    title: Words
    happened: Words
    mend: Words


TROUBLES = {
    400: Trouble(
        title=_("The request could not be read"),
        happened=_("Something in the address or in what was sent is not as this page expects it."),
        mend=_("Go back and try again from the page's own links and buttons."),
    ),
    403: Trouble(
        title=_("This is not open to you"),
        happened=_("Your mandates do not give the right to it."),
        mend=_("If you need it, ask the office's administrator; what you may do comes from your mandates."),
    ),
    404: Trouble(
        title=_("There is no such page"),
        happened=_("The address is not quite right, or what stood there is not yours to see."),
        mend=_("Check the address, or start from the first page."),
    ),
    405: Trouble(
        title=_("This address does not work that way"),
        happened=_("It was opened in a way it does not answer, for example a form's address typed by hand."),
        mend=_("Start from the first page and use its links and buttons."),
    ),
    413: Trouble(
        title=_("That was too much at once"),
        happened=_("The file or the form is larger than this page takes. Nothing was saved."),
        mend=_("Send a smaller file, or divide it into parts."),
    ),
    419: Trouble(
        title=_("This form was open too long"),
        happened=_("It was opened long ago, or you signed in again meanwhile. Nothing was saved."),
        mend=_("Go back, reload the page and send the form again; copy long texts first."),
    ),
    429: Trouble(
        title=_("Too many tries"),
        happened=_("There were many tries in a short time, so this page waits before it answers again."),
        mend=_("Wait a quarter of an hour and try again. If you forgot the password, ask for a new one."),
    ),
    500: Trouble(
        title=_("Something went wrong on our side"),
        happened=_("The page met a fault. What you just sent was not saved; what was saved before is safe."),
        mend=_("Try again in a minute. If it fails again, tell the administrator the time and this address."),
    ),
    503: Trouble(
        title=_("The database does not answer"),
        happened=_("The page cannot read or save anything for the moment. What was saved before is safe."),
        mend=_("Try again in a minute."),
    ),
    507: Trouble(
        title=_("There is no room left to save"),
        happened=_("The server's disk is full. Nothing was saved; what was saved before is safe."),
        mend=_("Tell the administrator, and keep your text meanwhile."),
    ),
}
# Forged or outdated forms are refused with 403, but what to say is another thing than "you may not".
OUTDATED_FORM = 419


def answer(request: HttpRequest, status: int, *, trouble: int = 0, reason: Words = "") -> HttpResponse:
    """The page for a status. Needs nothing but templates, so that it also stands when the database does not."""
    told = TROUBLES[trouble or status]
    here = translation.get_language() or settings.LANGUAGE_CODE
    sayings = []
    for language in sorted(dict(settings.LANGUAGES), key=lambda code: code != here):
        with translation.override(language):
            sayings.append((language, str(told.title), str(reason or told.happened), str(told.mend)))
    body = get_template("error.html").render({"status": status, "sayings": sayings, "path": request.path})
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return answer(request, 413 if too_much else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, 403, reason=getattr(exception, "message", "") or " ".join(map(str, exception.args)))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(request, 404)


def method_not_allowed(request: HttpRequest, verbs: tuple[str, ...]) -> HttpResponse:
    response = answer(request, 405)
    response.headers["Allow"] = ", ".join(verbs)
    return response


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = answer(request, 429)
    response.headers["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME * 3600))
    return response


def locked_out(request: HttpRequest, _response: HttpResponse | None, _credentials: dict | None) -> HttpResponse:
    """Called by django-axes after too many wrong passwords for one name from one address."""
    return too_many_requests(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return answer(request, 403, trouble=OUTDATED_FORM)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, status_of(sys.exc_info()[1]))


def status_of(exception: BaseException | None) -> int:
    """503 while the database is away, 507 on a full disk, 500 for a fault of ours."""
    if isinstance(exception, OSError) and exception.errno == errno.ENOSPC:
        return 507
    if isinstance(exception, DatabaseError) and "is full" in str(exception):
        return 507
    return 503 if isinstance(exception, OperationalError | InterfaceError) else 500
