"""The address a mail would carry."""

from django.urls import reverse

from sekretariat.domain.followup.models import Link
from sekretariat.domain.followup.tokens import token_of
from sekretariat.domain.obligations.models import Obligation


def address_of(link: Link, duty: Obligation | None = None) -> str:
    return reverse("links:open", args=[duty.pk if duty else link.obligation_id, token_of(link.nonce)])
