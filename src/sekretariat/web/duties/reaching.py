"""Which duty a page is about, and where it leads back to."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import with_parts


def visible_duty(request: HttpRequest, pk: int) -> Obligation:
    return get_object_or_404(with_parts(Obligation.objects.visible_to(request.actor)), pk=pk)


def back_to(request: HttpRequest, obligation: Obligation) -> str:
    """The list from which the page was opened, if it was from one, else the duty."""
    back = (request.POST or request.GET).get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return back
    return reverse("duties:detail", args=[obligation.pk])
