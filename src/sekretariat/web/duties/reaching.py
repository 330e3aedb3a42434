"""Which duty a page is about, and where it leads back to."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sekretariat.domain.obligations.models import Obligation
from sekretariat.domain.obligations.queries import with_parts

from ..returning import where_from


def visible_duty(request: HttpRequest, pk: int) -> Obligation:
    return get_object_or_404(with_parts(Obligation.objects.visible_to(request.actor)), pk=pk)


def back_to(request: HttpRequest, obligation: Obligation) -> str:
    """The list from which the page was opened, if it was from one, else the duty."""
    return where_from(request, reverse("duties:detail", args=[obligation.pk]))
