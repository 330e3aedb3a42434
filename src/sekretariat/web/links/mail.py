"""The address of a personal link: made at the moment of sending, kept nowhere."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from sekretariat.domain.followup.errors import LinkRefused
from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.queries import open_link
from sekretariat.domain.followup.tokens import token_of


def link_address(key: str) -> str | None:
    """Fills `[[link:<key>]]`; None once the link would not open any more."""
    link = Link.objects.filter(pk=key).first()
    if link is None:
        return None
    token = token_of(link.nonce)
    try:
        open_link(token, obligation_id=link.obligation_id, language=settings.LANGUAGE_CODE, now=timezone.now())
    except LinkRefused:
        return None
    return settings.BASE_URL + reverse("links:open", args=[link.obligation_id, token])
