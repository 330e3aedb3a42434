"""Going back to the page from which a form was opened."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def where_from(request: HttpRequest, otherwise: str) -> str:
    """The address that `next` names, if it is one of ours."""
    back = (request.POST or request.GET).get("next", "") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if is_ours else otherwise
