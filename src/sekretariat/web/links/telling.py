"""What pages that open by a secret address share: they are told to nobody, and have nothing of the site around them."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation

from sekretariat.ground.actors import ANONYMOUS

from ..help.sections import help_address


def told_to_nobody(response: HttpResponse, *, language: str) -> HttpResponse:
    """The address is the key: no cache keeps the page, and no request carries it as its referrer."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Language"] = language
    return response


def narrow_page(
    request: HttpRequest, template: str, context: dict[str, object], *, route: str, status: int = 200
) -> HttpResponse:
    """Rendered without the request: the frame's session and cookies have no business on these pages.

    `route` is the page whose section of the manual helps.
    """
    here = translation.get_language()
    others = [(code, name) for code, name in settings.LANGUAGES if code != here]
    context["other_languages"] = [
        (f"{request.path}?{urlencode({'language': code})}", code, name) for code, name in others
    ]
    address, _hash, section = help_address(route, ANONYMOUS).partition("#")
    context["help"] = f"{address}?{urlencode({'language': here})}#{section}"
    return HttpResponse(get_template(template).render(context), status=status)
